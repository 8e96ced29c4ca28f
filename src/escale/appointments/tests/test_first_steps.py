from datetime import date, time, timedelta

from escale.accounts.models import Membership, Organization
from escale.agenda import resources
from escale.agenda.models import Permanence, Reception
from escale.agenda.terms import Terms
from escale.appointments import first_steps
from escale.appointments.models import Reason
from escale.places.models import Venue
from escale.scheduling.recurrence import Recurrence


def terms(venue: Venue, weekday: int, *, start: int, end: int, reception=Reception.APPOINTMENT, **values) -> Terms:
    return Terms(
        recurrence=Recurrence.weekly(starts_on=date(2026, 11, 13), weekdays=[weekday]),
        venue=venue,
        start_time=time(start),
        end_time=time(end),
        reception=reception,
        **values,
    )


def test_what_the_sentences_of_the_prototype_give(venue: Venue, now):
    monday = terms(venue, 0, start=9, end=12, reception=Reception.WALK_IN, skips_school_holidays=True)
    tuesday = terms(venue, 1, start=14, end=17, skips_school_holidays=True)
    found = first_steps.prospect([monday, tuesday], now=now)
    assert (found.people_a_week, found.walk_in_minutes) == (4, 180)
    assert [(str(day.on), [f"{start:%H:%M}" for start in day.starts]) for day in found.days[:2]] == [
        ("2026-11-16", []),
        ("2026-11-17", ["14:00", "14:45", "15:30", "16:15"]),
    ]
    assert [(str(days.first_on), str(days.last_on), days.why) for days in found.skipped] == [
        ("2026-12-21", "2026-12-29", "Vacances de Noël")
    ]


def test_no_sentence_gives_nothing(now):
    found = first_steps.prospect([], now=now)
    assert (found.people_a_week, found.walk_in_minutes, found.days, found.skipped) == (0, 0, [], [])


def test_a_sentence_said_twice_opens_one_permanence(adviser: Membership, venue: Venue, now):
    said = [terms(venue, 1, start=14, end=17)]
    holder = resources.for_adviser(adviser.user)
    for _ in range(2):
        first_steps.open_all(said, organization=adviser.organization, adviser=holder, now=now)
    assert Permanence.objects.count() == 1


def test_finishing_puts_the_reasons_on_what_is_held_by_appointment(adviser: Membership, venue: Venue, now):
    said = [
        terms(venue, 0, start=9, end=12, reception=Reception.WALK_IN),
        terms(venue, 1, start=14, end=17),
    ]
    holder = resources.for_adviser(adviser.user)
    first_steps.open_all(said, organization=adviser.organization, adviser=holder, now=now)
    Organization.objects.update(set_up_at=None)
    first_steps.finish(adviser.organization, keys=["mails", "photos"], now=now)
    by_appointment = Permanence.objects.get(reception=Reception.APPOINTMENT)
    assert set(Reason.objects.filter(permanences=by_appointment)) == set(Reason.objects.all())
    assert not Reason.objects.filter(permanences__reception=Reception.WALK_IN).exists()
    assert Organization.objects.get().set_up_at == now


def test_finishing_again_changes_nothing(adviser: Membership, now):
    Organization.objects.update(set_up_at=None)
    first_steps.finish(adviser.organization, keys=["mails"], now=now)
    first_steps.finish(adviser.organization, keys=["mails"], now=now + timedelta(days=1))
    assert Organization.objects.get().set_up_at == now
    assert Reason.objects.count() == 1
