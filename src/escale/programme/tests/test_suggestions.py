"""The suggestion read from the rows: what is placed stays, what filled comes back, what is ticked is placed."""

from datetime import date, timedelta

from escale.programme import suggestions
from escale.programme.models import ProgrammeSlot
from escale.programme.tests import planned
from escale.testing import builders

TODAY = builders.NOW.date()


def test_the_free_dates_get_what_is_asked_and_what_filled(adviser, venue, now):
    draft = planned.programme(adviser)
    first, second, off, placed = (planned.slot(draft, adviser, venue, on=date(2027, 1, day)) for day in (8, 15, 22, 29))
    ProgrammeSlot.objects.filter(pk=off.pk).update(off_because="Travaux")
    ProgrammeSlot.objects.filter(pk=placed.pk).update(title="Café des questions")
    scan = planned.question(adviser, times=17)
    filled = builders.group(adviser, venue, starts_at=now - timedelta(weeks=30), seats=1)
    builders.enrollment(filled)
    found = suggestions.read(draft, today=TODAY, now=now)
    assert [(line.slot, line.theme.title) for line in found] == [(first, scan.title), (second, filled.workshop.title)]
    assert found[0].reasons[0] == "Entendu 17\u00a0fois"
    assert "Il a rempli 100\u00a0% de ses places" in found[1].reasons
    change = suggestions.accept(draft, {second.pk, placed.pk}, today=TODAY, now=now)
    assert list(change.slots) == [str(second.pk)]
    assert list(ProgrammeSlot.objects.by_date().values_list("title", flat=True)) == [
        "",
        filled.workshop.title,
        "",
        "Café des questions",
    ]


def test_what_was_treated_counts_for_what_was_heard_since(adviser, venue, now):
    draft = planned.programme(adviser)
    planned.slot(draft, adviser, venue)
    treated = planned.question(adviser, "Installer une application", times=9, on=date(2026, 10, 1))
    builders.group(adviser, venue, starts_at=now - timedelta(weeks=4), title=treated.title)
    asked = planned.question(adviser, times=2)
    (found,) = suggestions.read(draft, today=TODAY, now=now)
    assert found.theme.question == asked
