"""The code of a short address is carried to the last step, counts one success, and answers for whoever says nothing."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.people.models import Acquisition
from escale.places.models import Venue
from escale.portal.links import arrivals
from escale.portal.tests import acting
from escale.publishing import links
from escale.publishing.models import Channel, LinkDay, Piece, TrackedLink
from escale.testing import builders, pages
from escale.testing.cast import Reception
from escale.workshops import calling_off
from escale.workshops.models import Enrollment, Group

PAGE = "/ateliers/faire-une-visio/"
LUCETTE = {"first_name": "Lucette", "phone": "06 39 98 00 42", "company": "seul"}


def enroll(client: Client, code: str, **typed: Any) -> Any:
    return client.post(PAGE, {"envoi": str(uuid4()), "r": code, **LUCETTE, **typed})


def bookings_of(link: TrackedLink) -> int:
    return sum(LinkDay.objects.filter(link=link).order_by("on").values_list("bookings", flat=True))


def test_the_form_carries_the_code_through_its_errors(client: Client, link: TrackedLink) -> None:
    hidden = f'<input type="hidden" name="r" value="{link.code}">'
    assert hidden in client.get(f"{PAGE}?r={link.code}").content.decode()
    refused = enroll(client, link.code, phone="12")
    assert (refused.status_code, hidden in refused.content.decode()) == (422, True)


def test_enrolling_counts_and_the_channel_answers(client: Client, link: TrackedLink) -> None:
    page = pages.text(client.get(enroll(client, link.code).url))
    assert (bookings_of(link), Enrollment.objects.get().acquisition) == (1, Acquisition.NEWSPAPER)
    assert "Vous nous avez connus <b>par le journal</b>." in page
    assert "Merci de votre réponse" not in page


def test_she_may_say_otherwise_and_nothing_changes_it_afterwards(client: Client, link: TrackedLink) -> None:
    address = enroll(client, link.code).url
    page = pages.text(client.post(f"{address}connu/", {"acquisition": "word_of_mouth"}, follow=True))
    assert "Merci de votre réponse !" in page
    assert "Vous nous avez connus <b>par quelqu’un</b>." in page
    client.get(f"{PAGE}?r={link.code}")
    enroll(client, link.code)
    assert Enrollment.objects.get().acquisition == Acquisition.WORD_OF_MOUTH


def test_the_same_form_twice_counts_once(client: Client, link: TrackedLink, clock: time_machine.Traveller) -> None:
    key = str(uuid4())
    enroll(client, link.code, envoi=key)
    clock.shift(timedelta(seconds=2))
    enroll(client, link.code, envoi=key)
    assert (bookings_of(link), Enrollment.objects.count()) == (1, 1)


def test_two_people_through_two_addresses_are_two_units(client: Client, link: TrackedLink, article: Piece) -> None:
    poster = Channel.objects.create(
        organization=article.channel.organization, kind="posters", name="Affiches", created_at=builders.NOW
    )
    other = links.link_of(
        Piece.objects.create(kit=article.kit, channel=poster, kind="poster"), path=PAGE, now=builders.NOW
    )
    enroll(client, link.code)
    enroll(client, other.code, first_name="Odette", phone="06 39 98 00 43")
    assert (bookings_of(link), bookings_of(other)) == (1, 1)
    said = Enrollment.objects.order_by("pk").values_list("acquisition", flat=True)
    assert list(said) == [Acquisition.NEWSPAPER, Acquisition.POSTER]


@pytest.mark.parametrize("code", ["", "zzzzz", "<script>", "x" * 500, "٣٣٣٣٣"])
def test_a_code_that_says_nothing_changes_nothing(client: Client, link: TrackedLink, code: str) -> None:
    assert client.get(PAGE, {"r": code}).status_code == 200
    assert enroll(client, code).status_code == 302
    assert (bookings_of(link), Enrollment.objects.get().acquisition) == (0, "")


def test_an_address_of_another_organization_says_nothing(
    client: Client, visio: Group, link: TrackedLink, outsider: Membership
) -> None:
    TrackedLink.objects.filter(pk=link.pk).update(organization=outsider.organization)
    enroll(client, link.code)
    assert (bookings_of(link), Enrollment.objects.get().acquisition) == (0, "")


def test_an_address_whose_channel_is_gone_counts_and_the_question_is_asked(client: Client, link: TrackedLink) -> None:
    TrackedLink.objects.filter(pk=link.pk).update(channel=None)
    page = pages.text(client.get(enroll(client, link.code).url))
    assert (bookings_of(link), Enrollment.objects.get().acquisition) == (1, "")
    assert "Comment nous avez-vous connus ?" in page


def test_booking_carries_the_code_from_the_first_step_to_the_last(
    client: Client, reception: Reception, link: TrackedLink
) -> None:
    subject = client.get(f"{acting.subject_page(reception)}?r={link.code}").content.decode()
    slots = f"{acting.slots_page(reception.reason)}?r={link.code}"
    assert f'href="{slots}"' in subject
    assert f'<input type="hidden" name="r" value="{link.code}">' in client.get(slots).content.decode()
    number = acting.number_page(reception.reason, reception.venue, more=f"&r={link.code}")
    assert re.search(rf'action="[^"]*r={link.code}', client.get(number).content.decode())
    acting.confirm(client, reception, more=f"&r={link.code}", phone="12")
    assert bookings_of(link) == 0
    acting.confirm(client, reception, more=f"&r={link.code}")
    assert (bookings_of(link), Appointment.objects.get().acquisition) == (1, Acquisition.NEWSPAPER)


def test_an_hour_taken_meanwhile_keeps_the_code(client: Client, reception: Reception, link: TrackedLink) -> None:
    acting.confirm(client, reception, phone="06 39 98 00 77", first_name="Yvon")
    missed = acting.confirm(client, reception, more=f"&r={link.code}")
    assert missed.status_code == 409
    assert re.search(rf'action="[^"]*r={link.code}', missed.content.decode())


def test_lists_keep_the_code_on_the_way_to_a_workshop(client: Client, link: TrackedLink) -> None:
    for page in (f"/activites/?r={link.code}", f"/?r={link.code}"):
        assert f'href="{PAGE}?r={link.code}"' in client.get(page).content.decode(), page


def test_the_code_of_a_canceled_workshop_leads_to_others_near(
    client: Client, adviser: Membership, venue: Venue, visio: Group, link: TrackedLink
) -> None:
    builders.group(
        adviser,
        venue,
        slug="mes-photos",
        starts_at=builders.NEXT_FRIDAY + timedelta(days=7),
        subject=builders.workshop(adviser.organization, title="Mes photos"),
    )
    calling_off.end_group(visio, why="La salle est inondée.", notify=False, now=builders.NOW)
    page = pages.text(client.get(f"/r/{link.code}", follow=True))
    assert "C’est annulé" in page
    assert "La salle est inondée." in page
    assert "D’autres ateliers près d’ici" in page
    assert f'href="/ateliers/mes-photos/?r={link.code}"' in page


def test_the_code_of_a_past_workshop_leads_to_others_near(
    client: Client, adviser: Membership, venue: Venue, link: TrackedLink, clock: time_machine.Traveller
) -> None:
    later = builders.NEXT_FRIDAY + timedelta(days=14)
    builders.group(
        adviser,
        venue,
        slug="mes-photos",
        starts_at=later,
        subject=builders.workshop(adviser.organization, title="Mes photos"),
    )
    clock.shift(timedelta(days=10))
    page = pages.text(client.get(f"/r/{link.code}", follow=True))
    assert "C’est passé" in page
    assert f'href="/ateliers/mes-photos/?r={link.code}"' in page


def test_an_address_keeps_what_it_said() -> None:
    assert arrivals.carried("/activites/?q=photos#resultats", "bcdfg") == "/activites/?q=photos&r=bcdfg#resultats"
    assert arrivals.carried("/activites/", "") == "/activites/"
