"""Sessions in the agenda: moved by a gesture, listed with how many are expected, and the commitments of a thing."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda import loans
from escale.agenda.models import Equipment
from escale.desk.settings.tests.acting import settled, text_of
from escale.desk.tests.conftest import friday
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.workshops import moving
from escale.workshops.models import Group, Session
from escale.workshops.tests import planned

__all__ = ["friday"]

pytestmark = pytest.mark.usefixtures("friday")

WEEK = date(2026, 11, 20)


@pytest.fixture
def group(adviser: Membership, colleague: Membership, venue: Venue) -> Group:
    """Friday 20 November from 14 h to 16 h; one comes, of six."""
    about = builders.workshop(adviser.organization, title="Faire une visio")
    made = planned.workshop(adviser, venue, group={"workshop": about})
    builders.enrollment(made, builders.person(adviser.organization, first_name="Odette", last_name="Blin"))
    return made


@pytest.fixture
def session(group: Group) -> Session:
    return builders.session_of(group)


def see(member: Membership, name: str, *args: object, **query: object) -> str:
    return text_of(signed_in(member).get(reverse(f"desk:{name}", args=args, query=query or None)))


def dropped(session: Session, **asked: object) -> str:
    return reverse("desk:session-move", args=[session.pk], query={"depuis": "agenda"} | asked)


def test_a_session_moves_from_the_agenda_for_whoever_prepares_it(
    session: Session, adviser: Membership, front_desk: Membership
) -> None:
    where = f'data-move="{reverse("desk:session-move", args=[session.pk])}"'
    assert where in see(adviser, "agenda-week", WEEK)
    assert where not in see(front_desk, "agenda-week", WEEK, qui=adviser.user_id)
    Session.objects.update(roll_called_at=builders.NOW)
    assert where not in see(adviser, "agenda-week", WEEK)


def test_a_gesture_fills_the_form_and_says_what_it_meets_before_anything_is_written(
    session: Session, adviser: Membership, venue: Venue
) -> None:
    planned.workshop(adviser, venue, on=date(2026, 11, 19), start=time(10), end=time(12))
    client = signed_in(adviser)
    page = text_of(client.get(dropped(session, jour="2026-11-19", heure="11:15", duree=120)))
    assert 'value="2026-11-19"' in page
    assert 'value="11:15"' in page
    assert 'value="13:15"' in page
    assert "Maëlle Garnier a déjà un atelier" in page
    assert "Déplacer quand même" in page
    free = text_of(client.get(dropped(session, jour="2026-11-18", heure="09:00", duree=90)))
    assert "quand même" not in free
    assert builders.session_of(session.group).starts_at == session.starts_at


def test_saved_it_leads_back_to_the_week_of_the_agenda(
    session: Session, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    given = {
        "depuis": "agenda",
        "on": "2026-11-18",
        "start": "09:00",
        "end": "10:30",
        "venue": venue.pk,
        "adviser": colleague.pk,
        "mode": "on_site",
        "notify": "on",
    }
    response = signed_in(adviser).post(reverse("desk:session-move", args=[session.pk]), given)
    back = reverse("desk:agenda-week", args=[date(2026, 11, 18)], query={"qui": colleague.user_id})
    assert (response.status_code, response["Location"]) == (302, back)
    moved = builders.session_of(session.group)
    assert (moved.local_start.hour, moved.minutes, moved.adviser) == (9, 90, colleague.user)


def test_a_gesture_onto_a_colleague_gives_it_to_her(
    session: Session, adviser: Membership, colleague: Membership
) -> None:
    page = see(adviser, "session-move", session.pk, jour="2026-11-20", heure="14:00", duree=120, qui=colleague.user_id)
    assert f'value="{colleague.pk}" selected' in page


@pytest.mark.parametrize(
    "asked",
    [
        {"jour": "hier", "heure": "9", "duree": "x"},
        {"jour": "9999-12-31", "heure": "23:00", "duree": "9999999999999"},
        {"jour": "2026-11-20", "heure": "25:00", "duree": "60"},
        {"jour": "2026-11-20", "heure": "10:00", "duree": "-5", "qui": "٣"},
    ],
)
def test_a_gesture_nobody_understands_opens_the_form_as_it_is(
    session: Session, adviser: Membership, asked: dict[str, str]
) -> None:
    page = see(adviser, "session-move", session.pk, depuis="agenda", **asked)
    assert 'value="2026-11-20"' in page
    assert 'value="14:00"' in page


def test_the_list_shows_sessions_with_how_many_are_expected(
    group: Group, adviser: Membership, colleague: Membership, venue: Venue
) -> None:
    cycle = planned.cycle(adviser, venue, start=time(9), end=time(10), group={"seats": 8})
    moving.cancel_session(builders.session_of(cycle, number=2), by=adviser, now=builders.NOW)
    page = see(adviser, "agenda-list", nature="atelier")
    assert "Faire une visio" in page
    assert "1 sur 6 · Centre social" in page
    assert "séance 2 sur 2 · 0 sur 8 · Centre social" in page
    assert "annulée" in page
    assert "Faire une visio" not in see(adviser, "agenda-list", nature="atelier", qui=colleague.user_id)
    assert "Faire une visio" in see(adviser, "agenda-list", nature="atelier", q="odette")
    assert "Faire une visio" not in see(adviser, "agenda-list", nature="atelier", q="lucette")


def test_the_list_asks_as_much_for_one_session_as_for_three(
    group: Group, adviser: Membership, venue: Venue, queries: Any
) -> None:
    def cost() -> int:
        client = settled(adviser)
        with queries() as seen:
            client.get(reverse("desk:agenda-list", query={"nature": "atelier"}))
        return len(seen)

    alone = cost()
    planned.cycle(adviser, venue, start=time(9), end=time(10))
    assert cost() == alone


def test_a_thing_has_its_agenda_of_loans_and_sessions(adviser: Membership, venue: Venue, outsider: Membership) -> None:
    tablet = planned.tablet(venue)
    planned.workshop(adviser, venue, equipment=(tablet,))
    lent = loans.lend(
        tablet,
        person=None,
        borrower="Odette",
        due_on=WEEK - timedelta(days=4),
        condition="",
        by=adviser,
        now=builders.NOW,
    )
    assert lent.pk
    page = see(adviser, "agenda-week", WEEK, materiel=tablet.pk)
    assert "Tablette 1" in page
    assert "Avec Maëlle" in page
    assert "0 sur 6" in page
    assert "Permanence, " not in page
    assert "Prêt" in see(adviser, "agenda-week", WEEK - timedelta(days=7), materiel=tablet.pk)
    one = see(adviser, "equipment-one", tablet.pk)
    assert f"{reverse('desk:agenda')}?materiel={tablet.pk}" in one
    where = reverse("desk:agenda", query={"materiel": tablet.pk})
    assert signed_in(outsider).get(where).status_code == 404
    assert signed_in(adviser).get(reverse("desk:agenda", query={"materiel": "zut"})).status_code == 404


def test_a_thing_nobody_ever_used_has_an_empty_agenda(adviser: Membership, venue: Venue) -> None:
    tablet: Equipment = planned.tablet(venue)
    assert "Ni prêt, ni séance, à ces dates." in see(adviser, "agenda-week", WEEK, materiel=tablet.pk)
    for view in ("agenda-day", "agenda-month"):
        assert "Tablette 1" in see(adviser, view, WEEK, materiel=tablet.pk)
    assert "Rien ne répond" in see(adviser, "agenda-list", materiel=tablet.pk)


def test_new_offers_a_workshop_to_whoever_may_prepare_one(adviser: Membership, front_desk: Membership) -> None:
    programme = reverse("desk:group-add")
    for name in ("agenda", "add"):
        assert programme in see(adviser, name)
        assert programme not in see(front_desk, name)
