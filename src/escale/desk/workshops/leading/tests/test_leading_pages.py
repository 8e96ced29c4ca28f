"""An absence, a closure, a colleague's day, one session: who comes is shown, each is decided, all of it can be taken back."""

import re
from datetime import date, time
from typing import Any

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda import absences, resources
from escale.agenda.models import Absence, Closure
from escale.desk.settings.tests.acting import post, settled, text_of
from escale.outbox.models import Message
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops.models import Session
from escale.workshops.tests import planned

pytestmark = pytest.mark.usefixtures("friday")

DAY = "2026-11-20"
WHEN = {"starts_on": DAY, "ends_on": "", "part": "day", "rhythm": "once", "label": ""}
CLOSED = {"starts_on": DAY, "ends_on": DAY, "label": "Travaux"}
PEOPLE = "3 personnes : Odette B., Marc B., Lucette B."


def again(session: Session) -> Session:
    return builders.session_of(session.group)


def be_away(member: Membership, session: Session) -> Absence:
    return absences.declare(resources.for_adviser(member.user), starts_at=session.starts_at, ends_at=session.ends_at)


def undo_in(page: str) -> str:
    found = re.search(r'formaction="([^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def replacing(member: Membership) -> str:
    return reverse("desk:replace", query={"adviser": member.pk, "du": DAY, "au": ""})


def test_an_absence_shows_the_sessions_it_meets_before_anything_is_written(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    page = text_of(post(adviser, "settings-absence-declare", **WHEN))
    assert "1 séance à régler" in page
    assert PEOPLE in page
    assert "Confier à Yann" in page
    assert "Enregistrer et régler" in page
    assert not Absence.objects.exists()


def test_it_is_saved_with_what_was_decided_of_each(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    given = {f"session-{session.pk}": f"give-{colleague.user_id}", "action": "save"}
    assert post(adviser, "settings-absence-declare", **(WHEN | given)).status_code == 302
    assert (again(session).adviser, Absence.objects.count()) == (colleague.user, 1)
    assert not Message.objects.exists()


def test_a_session_decided_later_waits_under_what_is_left_to_do(session: Session, adviser: Membership) -> None:
    assert post(adviser, "settings-absence-declare", **WHEN, action="save").status_code == 302
    page = text_of(signed_in(adviser).get(reverse("desk:my-day")))
    assert "Faire une visio : Maëlle n’est pas là" in page
    assert PEOPLE in page
    for name in ("session-hand", "session-move", "session-cancel"):
        assert reverse(f"desk:{name}", args=[session.pk]) in page
    listed = text_of(signed_in(adviser).get(reverse("desk:settings-absences")))
    assert "1 séance à régler" in listed
    assert PEOPLE in listed


def test_when_the_colleague_is_taken_meanwhile_nothing_is_written(
    session: Session, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    planned.workshop(colleague, venue)
    given = {f"session-{session.pk}": f"give-{colleague.user_id}", "action": "save"}
    response = post(adviser, "settings-absence-declare", **(WHEN | given))
    assert response.status_code == 422
    assert "Ce n’est plus possible. Choisissez encore." in text_of(response)
    assert not Absence.objects.exists()


def test_one_who_only_joins_leaves_the_other_to_lead(adviser: Membership, colleague: Membership, venue: Venue) -> None:
    session = builders.session_of(planned.workshop(adviser, venue, co_advisers=(colleague.user,)))
    page = text_of(post(colleague, "settings-absence-declare", **WHEN))
    assert "Maëlle anime sans Yann" in page
    post(colleague, "settings-absence-declare", **WHEN, **{f"session-{session.pk}": "leave", "action": "save"})
    assert list(again(session).co_advisers.all()) == []


def test_an_absence_that_comes_back_and_one_that_changes_show_them_too(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    weekly = WHEN | {"rhythm": "weekly-1", "weekdays": ["4"], "until": ""}
    page = text_of(post(adviser, "settings-absence-declare", **weekly))
    assert PEOPLE in page
    elsewhere = builders.session_of(planned.workshop(adviser, session.venue, on=date(2026, 11, 25)))
    absence = be_away(adviser, elsewhere)
    page = text_of(post(adviser, "settings-absence", absence.pk, starts_on=DAY, ends_on="", part="day", label=""))
    assert PEOPLE in page


def test_closing_shows_the_sessions_of_the_day_and_calls_off_those_one_says(
    session: Session, adviser: Membership
) -> None:
    page = text_of(post(adviser, "settings-closure-add", **CLOSED))
    assert "1 séance à régler" in page
    assert PEOPLE in page
    assert "Confier à" not in page
    assert not Closure.objects.exists()
    given = {f"session-{session.pk}": "cancel", "action": "save"}
    assert post(adviser, "settings-closure-add", **(CLOSED | given)).status_code == 302
    assert again(session).canceled_at is not None
    assert sorted(Message.objects.values_list("kind", "recipient")) == [
        ("group_canceled", f"+3363998004{n}") for n in range(3)
    ]


def test_a_closure_lists_the_sessions_left_in_it(session: Session, adviser: Membership) -> None:
    post(adviser, "settings-closure-add", **CLOSED, action="save")
    page = text_of(signed_in(adviser).get(reverse("desk:settings-closures")))
    assert "1 séance à régler" in page
    assert PEOPLE in page


def test_the_day_of_a_colleague_away_holds_her_sessions(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    page = text_of(settled(colleague).get(replacing(adviser)))
    assert "1 séance" in page
    assert PEOPLE in page
    assert re.search(rf'value="give-{colleague.user_id}"[^>]* checked', page)
    assert "La page de chaque inscription dira « avec Yann »." in page
    client = signed_in(colleague)
    entrusted = text_of(client.post(replacing(adviser), {"action": "entrust", "colleague": colleague.pk}))
    assert "Yann est libre pour tout." in entrusted


def test_each_session_handed_over_can_be_taken_back(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    client = signed_in(colleague)
    given = {f"session-{session.pk}": f"give-{colleague.user_id}", "action": "save", "notes_absence": "on"}
    page = client.post(replacing(adviser), given, follow=True).content.decode()
    assert "C’est réglé pour Maëlle : 0 rendez-vous et 1 séance." in page.replace("\u00a0", " ")
    assert again(session).adviser == colleague.user
    assert not Message.objects.exists()
    client.post(undo_in(page))
    assert again(session).adviser == adviser.user


def test_a_session_called_off_in_her_day_is_told_once_and_can_come_back(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    client = signed_in(adviser)
    given = {f"session-{session.pk}": "cancel", "action": "save", "notes_absence": "on"}
    page = client.post(replacing(adviser), given, follow=True).content.decode()
    assert Message.objects.filter(kind="group_canceled").count() == 3
    client.post(undo_in(page))
    assert again(session).canceled_at is None


def test_what_nobody_else_can_lead_stays_to_be_decided(
    session: Session, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    planned.workshop(colleague, venue)
    page = text_of(signed_in(colleague).post(replacing(adviser), {"action": "entrust", "colleague": colleague.pk}))
    assert "Yann n’est pas libre pour 1 séance : c’est à décider." in page


def test_one_session_is_handed_over_on_its_page_and_back(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    be_away(adviser, session)
    client = signed_in(adviser)
    where = reverse("desk:session-hand", args=[session.pk])
    page = text_of(client.get(where))
    assert "Confier la séance du vendredi 20 novembre, de 14 h à 16 h" in page
    assert PEOPLE in page
    assert client.post(where, {}).status_code == 422
    done = client.post(where, {"to": colleague.user_id}, follow=True).content.decode()
    assert "Yann animera Faire une visio" in done
    client.post(undo_in(done))
    assert again(session).adviser == adviser.user


def test_when_nobody_is_free_the_page_leads_to_moving_or_calling_off(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    be_away(colleague, session)
    page = text_of(signed_in(adviser).get(reverse("desk:session-hand", args=[session.pk])))
    assert "Personne d’autre n’est libre à cette heure." in page
    assert reverse("desk:session-move", args=[session.pk]) in page


def test_every_page_asks_as_much_for_one_session_as_for_three(
    session: Session, adviser: Membership, colleague: Membership, venue: Venue, queries: Any
) -> None:
    def pages() -> list[int]:
        client = settled(adviser)
        asked = []
        for act in (
            lambda: client.post(reverse("desk:settings-absence-declare"), WHEN),
            lambda: client.post(reverse("desk:settings-closure-add"), CLOSED),
            lambda: client.get(replacing(adviser)),
            lambda: client.get(reverse("desk:settings-absences")),
            lambda: client.get(reverse("desk:my-day")),
        ):
            with queries() as counted:
                act()
            asked.append(len(counted))
        return asked

    be_away(adviser, session)
    for_one = pages()
    for hour in (8, 10):
        group = planned.workshop(adviser, venue, start=time(hour), end=time(hour + 1))
        builders.enrollment(group)
        be_away(adviser, builders.session_of(group))
    assert pages() == for_one
