"""The agenda of the profession: shared in a circle, kept in one's own agenda, read by one's calendar."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from escale.accounts.models import Membership
from escale.agenda.models import Commitment
from escale.community.models import Circle
from escale.people import retention
from escale.practice import profession
from escale.practice.models import ProfessionEvent, ProfessionPlan
from escale.practice.profession import Terms
from escale.testing import builders, pages
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

NOW = builders.NOW
LIST, NEW = reverse("desk:peers-profession"), reverse("desk:peers-event-new")
TYPED = {
    "title": "Numérique en Communs",
    "sentence": "",
    "first": "2026-11-26",
    "last": "2026-11-27",
    "start": "",
    "end": "",
    "place": "Nantes",
    "url": "https://nec.example.org/",
}


@pytest.fixture
def event(circle: Circle, coordinator: Membership) -> ProfessionEvent:
    return added(circle, coordinator)


def added(circle: Circle, by: Membership, number: int = 1) -> ProfessionEvent:
    starts_at = NOW + timedelta(days=5)
    terms = Terms(
        title=f"Webinaire {number}", sentence="", starts_at=starts_at, ends_at=starts_at + timedelta(hours=1),
        whole_days=False, place="", url="",
    )  # fmt: skip
    return profession.add(
        terms, circle=circle, member=by, time_zone="Europe/Paris", submission=UUID(int=number), now=NOW
    )


def at(name: str, event: ProfessionEvent) -> str:
    return reverse(f"desk:peers-event-{name}", args=[event.pk])


def busy(member: Membership) -> list[str]:
    held = Commitment.objects.filter(resource__adviser=member.user).order_by("starts_at")
    return [f"{each.starts_at:%d/%m %H:%M} {each.label}" for each in held]


def test_national_days_are_shared_once_and_said_as_days(adviser: Membership, colleague: Membership) -> None:
    desk = signed_in(adviser)
    (key, _), *_ = desk.get(NEW).context["form"].fields["circle"].choices
    for _ in range(2):
        desk.post(NEW, TYPED | {"circle": key, "submission": str(UUID(int=3))})
    made = ProfessionEvent.objects.get()
    assert made.whole_days
    listed = pages.words(signed_in(colleague).get(LIST))
    assert "Du jeudi 26 novembre au vendredi 27 novembre. Nantes." in listed
    file = Calendar.from_ical(signed_in(colleague).get(at("calendar", made)).content)
    (entry,) = file.walk("VEVENT")
    assert [str(entry[name].dt) for name in ("DTSTART", "DTEND")] == ["2026-11-26", "2026-11-28"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Remplissez « Titre »"),
        ({"last": "2026-11-25"}, "vient avant le premier"),
        ({"first": "2026-11-01", "last": ""}, "Ce moment est passé"),
        ({"start": "10:00"}, "les deux heures, ou aucune"),
        ({"last": "", "start": "10:00", "end": "09:00"}, "la fin vient après le début"),
        ({"start": "10:00", "end": "11:00"}, "tout tient dans un jour"),
        ({"url": "javascript:alert(1)"}, "Cette adresse de site est incomplète"),
        ({"first": "2031-01-01", "last": ""}, "plus de deux ans"),
    ],
)
def test_what_cannot_be_says_why_beside_its_field(adviser: Membership, typed: dict[str, str], sentence: str) -> None:
    desk = signed_in(adviser)
    (key, _), *_ = desk.get(NEW).context["form"].fields["circle"].choices
    refused = desk.post(NEW, TYPED | {"circle": key} | typed)
    assert refused.status_code == 422
    assert sentence in pages.text(refused)
    assert not ProfessionEvent.objects.exists()


def test_it_is_kept_in_her_agenda_follows_it_and_leaves_it(
    event: ProfessionEvent, adviser: Membership, coordinator: Membership
) -> None:
    desk = signed_in(adviser)
    for _ in range(2):
        said = desk.post(at("plan", event), follow=True)
    assert "Dans mon agenda" in pages.text(said)
    assert busy(adviser) == ["18/11 14:10 Webinaire 1"]
    signed_in(coordinator).post(at("change", event), TYPED | {"last": "", "start": "10:00", "end": "11:00"})
    assert busy(adviser) == ["26/11 09:00 Numérique en Communs"]
    gone = signed_in(coordinator).post(at("withdraw", event), follow=True)
    assert busy(adviser) == []
    signed_in(coordinator).post(pages.undo_of(gone))
    assert len(busy(adviser)) == 1
    desk.post(at("unplan", event))
    assert busy(adviser) == []
    assert not ProfessionPlan.objects.exists()


def test_only_who_added_it_or_coordinates_changes_it(
    event: ProfessionEvent, adviser: Membership, admin: Membership
) -> None:
    desk = signed_in(adviser)
    assert desk.get(at("change", event)).status_code == 403
    assert desk.post(at("withdraw", event)).status_code == 403
    assert signed_in(admin).get(at("change", event)).status_code == 200


def test_another_organization_sees_nothing_of_it(event: ProfessionEvent, outsider: Membership) -> None:
    desk = signed_in(outsider)
    assert "Webinaire 1" not in pages.text(desk.get(LIST))
    assert desk.post(at("plan", event)).status_code == 404
    assert desk.get(at("calendar", event)).status_code == 404


def test_a_calendar_reads_them_at_a_secret_address_until_it_is_closed_or_she_leaves(
    event: ProfessionEvent, adviser: Membership, client: Client
) -> None:
    desk = signed_in(adviser)
    assert "Aucune adresse" in pages.text(desk.get(reverse("desk:peers-feed")))
    desk.post(reverse("desk:peers-feed-open"))
    path = desk.get(reverse("desk:peers-feed")).context["address"].partition("/agenda-")[2]
    first = f"/agenda-{path}"
    assert b"SUMMARY:Webinaire 1" in client.get(first).content
    desk.post(reverse("desk:peers-feed-open"))
    assert client.get(first).status_code == 404
    second = f"/agenda-{desk.get(reverse('desk:peers-feed')).context['address'].partition('/agenda-')[2]}"
    Membership.objects.filter(pk=adviser.pk).update(ended_at=NOW)
    assert client.get(second).status_code == 404
    Membership.objects.filter(pk=adviser.pk).update(ended_at=None)
    assert client.get(second).status_code == 200
    desk.post(reverse("desk:peers-feed-close"))
    assert client.get(second).status_code == 404


def test_it_leaves_six_months_after(event: ProfessionEvent, adviser: Membership) -> None:
    profession.plan(event, member=adviser, now=NOW)
    retention.apply(now=NOW + timedelta(days=200))
    assert not ProfessionEvent.objects.exists()


def test_the_list_asks_as_much_for_one_row_as_for_three(
    event: ProfessionEvent, circle: Circle, adviser: Membership, queries: Any
) -> None:
    desk = signed_in(adviser)
    profession.plan(event, member=adviser, now=NOW)
    desk.get(LIST)
    with queries() as one:
        desk.get(LIST)
    for number in (2, 3):
        added(circle, adviser, number)
    with queries() as three:
        desk.get(LIST)
    assert len(one) == len(three)
