"""A hand: asked with a delay, offered, answered, thanked; read by whom it concerns; closed by itself."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership, Network
from escale.community.models import Circle, CircleKind
from escale.outbox.delivery import deliver_due
from escale.people import retention
from escale.periodic import CATALOGUE
from escale.places import communes
from escale.places.models import Venue
from escale.practice import hands
from escale.practice.hands import Needed
from escale.practice.models import HandOffer, HandOfferState, HandRequest
from escale.testing import builders, pages
from escale.testing.cast import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

NOW, TODAY = builders.NOW, builders.NOW.date()
TYPED = {"what": "4 tablettes", "details": "", "needed_on": "2026-12-03", "commune": "Redon (35600)"}


@pytest.fixture
def asked(circle: Circle, colleague: Membership) -> HandRequest:
    return ask(circle, colleague)


def ask(circle: Circle, by: Membership, number: int = 1, days: int = 20) -> HandRequest:
    needed = Needed(
        what=f"4 tablettes {number}",
        details="Pour un atelier.",
        needed_on=TODAY + timedelta(days=days),
        commune=communes.by_code("35236"),
    )
    return hands.ask(needed, circle=circle, member=by, submission=UUID(int=number), now=NOW)


def offer(asked: HandRequest, by: Membership, number: int = 50) -> HandOffer:
    return hands.offer(asked, "J’en ai quatre.", member=by, submission=UUID(int=number), today=TODAY, now=NOW)


def at(name: str, pk: int) -> str:
    return reverse(f"desk:peers-{name}", args=[pk])


def test_a_hand_is_asked_once_and_says_how_far_it_is(adviser: Membership, colleague: Membership, venue: Venue) -> None:
    desk = signed_in(colleague)
    address = reverse("desk:peers-hand-new")
    (key, _), *_ = desk.get(address).context["form"].fields["circle"].choices
    for _ in range(2):
        desk.post(address, TYPED | {"circle": key, "submission": str(UUID(int=4))})
    assert HandRequest.objects.count() == 1
    listed = pages.words(signed_in(adviser).get(reverse("desk:peers-hands")))
    assert "Pour le jeudi 3 décembre . Redon, à 84 km." in listed
    assert "4 tablettes" in pages.words(desk.get(reverse("desk:peers-hands"), {"voir": "les-miens"}))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"what": ""}, "Écrivez ce qu’il vous faut"),
        ({"needed_on": "2026-11-12"}, "Ce jour est passé"),
        ({"needed_on": "2030-01-01"}, "plus de deux ans"),
        ({"commune": "Nullepart"}, "Nous ne trouvons pas cette commune"),
        ({"details": "mot de passe : Lucette35!"}, "mot de passe"),
        ({"circle": "reseau-1"}, "n’est plus dans la liste"),
    ],
)
def test_what_cannot_be_asked_says_why_beside_its_field(
    adviser: Membership, typed: dict[str, str], sentence: str
) -> None:
    desk, address = signed_in(adviser), reverse("desk:peers-hand-new")
    (key, _), *_ = desk.get(address).context["form"].fields["circle"].choices
    refused = desk.post(address, TYPED | {"circle": key} | typed)
    assert refused.status_code == 422
    assert sentence in pages.text(refused)
    assert not HandRequest.objects.exists()


def test_a_hand_is_offered_accepted_and_thanked_each_told_by_mail(
    asked: HandRequest, adviser: Membership, colleague: Membership, mailoutbox: list[Any]
) -> None:
    helper, asker = signed_in(adviser), signed_in(colleague)
    refused = helper.post(at("hand-offer", asked.pk), {"words": ""})
    assert refused.status_code == 422
    for _ in range(2):
        helper.post(at("hand-offer", asked.pk), {"words": "J’en ai quatre.", "submission": str(UUID(int=9))})
    made = HandOffer.objects.get()
    assert "J’en ai quatre." in pages.text(asker.get(at("hand", asked.pk)))
    deliver_due(now=NOW, catalogue=CATALOGUE)
    asker.post(at("hand-accept", made.pk))
    asker.post(at("hand-thank", made.pk))
    asker.post(at("hand-thank", made.pk))
    deliver_due(now=NOW + timedelta(minutes=5), catalogue=CATALOGUE)
    assert [(mail.to[0], mail.subject) for mail in mailoutbox] == [
        (colleague.user.email, "Maëlle vous propose un coup de main"),
        (adviser.user.email, "Yann accepte votre coup de main"),
        (adviser.user.email, "Yann vous dit merci"),
    ]
    assert "Merci dit" in pages.text(helper.get(at("hand", asked.pk)))
    helper.post(at("hand-withdraw", made.pk))
    made.refresh_from_db()
    assert made.state == HandOfferState.ACCEPTED


def test_an_answer_is_taken_back_before_its_mail_leaves(
    asked: HandRequest, adviser: Membership, colleague: Membership, mailoutbox: list[Any]
) -> None:
    made, asker = offer(asked, adviser), signed_in(colleague)
    said = asker.post(at("hand-decline", made.pk), follow=True)
    asker.post(pages.undo_of(said))
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert [mail.subject for mail in mailoutbox] == ["Maëlle vous propose un coup de main"]


def test_an_offer_is_read_by_the_two_alone(
    asked: HandRequest, adviser: Membership, coordinator: Membership, admin: Membership
) -> None:
    made = offer(asked, adviser)
    for other in (coordinator, admin):
        assert "J’en ai quatre." not in pages.text(signed_in(other).get(at("hand", asked.pk)))
        assert signed_in(other).post(at("hand-accept", made.pk)).status_code == 404
        assert signed_in(other).post(at("hand-withdraw", made.pk)).status_code == 404


def test_an_offer_withdrawn_may_be_made_again(asked: HandRequest, adviser: Membership) -> None:
    desk, made = signed_in(adviser), offer(asked, adviser)
    assert offer(asked, adviser, number=51) == made
    desk.post(at("hand-withdraw", made.pk))
    assert "Proposer un coup de main" in pages.text(desk.get(at("hand", asked.pk)))
    assert offer(asked, adviser, number=52) != made


def test_nobody_offers_a_hand_to_herself_nor_once_it_is_closed(
    asked: HandRequest, adviser: Membership, colleague: Membership
) -> None:
    with pytest.raises(hands.OwnRequest):
        offer(asked, colleague)
    asker = signed_in(colleague)
    said = asker.post(at("hand-close", asked.pk), follow=True)
    assert "La demande est fermée" in pages.text(said)
    late = signed_in(adviser).post(at("hand-offer", asked.pk), {"words": "Moi !"}, follow=True)
    assert "n’attend plus de proposition" in pages.text(late)
    asker.post(pages.undo_of(said))
    assert offer(asked, adviser).pk


def test_it_closes_by_itself_once_its_day_is_over_and_leaves_six_months_after(
    circle: Circle, adviser: Membership, colleague: Membership
) -> None:
    yesterday = ask(circle, colleague, days=-1)
    assert "4 tablettes 1" not in pages.text(signed_in(adviser).get(reverse("desk:peers-hands")))
    with pytest.raises(hands.HandClosed):
        offer(yesterday, adviser)
    retention.apply(now=NOW + timedelta(days=200))
    assert not HandRequest.objects.exists()


def test_a_network_s_hand_is_read_in_the_network_and_nowhere_else(
    adviser: Membership, outsider: Membership, coordinator: Membership
) -> None:
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    circle = Circle.objects.create(kind=CircleKind.NETWORK, network=network, name="Pays de Vitré")
    network.organizations.set([adviser.organization])
    asked = ask(circle, adviser)
    assert signed_in(outsider).get(at("hand", asked.pk)).status_code == 404
    assert signed_in(outsider).post(at("hand-offer", asked.pk), {"words": "Moi"}).status_code == 404
    network.organizations.add(outsider.organization)
    assert signed_in(outsider).get(at("hand", asked.pk)).status_code == 200


@pytest.mark.parametrize("name", ["hands", "hand"])
def test_pages_ask_as_much_for_one_row_as_for_three(
    asked: HandRequest, circle: Circle, adviser: Membership, coordinator: Membership, colleague: Membership,
    venue: Venue, queries: Any, name: str,
) -> None:  # fmt: skip
    desk: Client = signed_in(colleague)
    offer(asked, adviser)
    address = reverse("desk:peers-hands") if name == "hands" else at("hand", asked.pk)
    desk.get(address)
    with queries() as one:
        desk.get(address)
    for number in (2, 3):
        ask(circle, adviser, number)
        offer(asked, builders.member(adviser.organization), number=60 + number)
    with queries() as three:
        desk.get(address)
    assert len(one) == len(three)
