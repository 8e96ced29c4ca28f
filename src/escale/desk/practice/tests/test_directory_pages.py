"""The directory: nothing before one shows oneself; found in words; written to without an address."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from escale.accounts import membership
from escale.accounts.models import Membership, Network
from escale.outbox.delivery import deliver_due
from escale.people import retention
from escale.periodic import CATALOGUE
from escale.places import communes
from escale.places.models import Venue
from escale.practice import directory
from escale.practice.directory import Draft
from escale.practice.models import PeerMessage, PeerProfile
from escale.testing import builders, pages
from escale.testing.cast import signed_in
from escale.topics import Topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("friday")]

NOW = builders.NOW
PEERS, PROFILE, TALKS = (reverse(f"desk:peers-{name}") for name in ("directory", "profile", "talks"))
TYPED = {
    "knows": "Tablettes en EHPAD",
    "seeks": "",
    "topics": [Topic.EMAIL],
    "languages": "breton",
    "commune": "Redon (35600)",
}


def shown(member: Membership, knows: str = "Tablettes en EHPAD", commune: str = "35236", **said: Any) -> PeerProfile:
    values = {"seeks": "", "topics": [Topic.EMAIL], "languages": "breton", "mentors": False} | said
    draft = Draft(knows=knows, commune=communes.by_code(commune), **values)
    profile = directory.write(member, draft, now=NOW)
    directory.show(profile, now=NOW)
    return profile


def talk(member: Membership) -> str:
    return reverse("desk:peers-talk", args=[member.user_id])


def send(by: Membership, to: Membership, number: int = 1) -> PeerMessage:
    return directory.send(to.user, f"Bonjour {number}", member=by, submission=UUID(int=number), now=NOW)


def test_nobody_is_read_before_she_shows_herself_and_she_hides_again(
    adviser: Membership, colleague: Membership
) -> None:
    desk = signed_in(colleague)
    said = desk.post(PROFILE, TYPED, follow=True)
    assert "Personne ne la voit encore" in pages.text(said)
    assert "EHPAD" not in pages.text(signed_in(adviser).get(PEERS))
    desk.post(reverse("desk:peers-profile-show"))
    assert "Tablettes en EHPAD" in pages.text(signed_in(adviser).get(PEERS))
    hidden = desk.post(reverse("desk:peers-profile-hide"), follow=True)
    assert "EHPAD" not in pages.text(signed_in(adviser).get(PEERS))
    desk.post(pages.undo_of(hidden))
    assert "EHPAD" in pages.text(signed_in(adviser).get(PEERS))
    desk.post(reverse("desk:peers-profile-erase"))
    assert not PeerProfile.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"knows": ""}, "Dites ce que vous savez faire"),
        ({"knows": "mon mot de passe : Lucette35!"}, "mot de passe"),
        ({"topics": ["cuisine"]}, "n’est plus dans la liste"),
        ({"commune": "Nullepart"}, "Nous ne trouvons pas cette commune"),
    ],
)
def test_a_profile_that_cannot_be_says_why(adviser: Membership, typed: dict[str, Any], sentence: str) -> None:
    refused = signed_in(adviser).post(PROFILE, TYPED | typed)
    assert refused.status_code == 422
    assert sentence in pages.text(refused)
    assert not PeerProfile.objects.exists()


def test_peers_are_found_in_anyone_s_spelling_by_subject_and_nearest_first(
    adviser: Membership, colleague: Membership, coordinator: Membership, venue: Venue
) -> None:
    shown(colleague)
    shown(coordinator, "Linux, et la 3D", commune="35360", topics=[Topic.LEISURE], mentors=True)
    desk = signed_in(adviser)
    everyone = pages.words(desk.get(PEERS))
    assert everyone.index("Claire Morel") < everyone.index("Yann Le Goff")
    assert "Redon, à 84 km" in everyone
    for asked, found in (
        ({"q": "tablette ehpad"}, "Yann"),
        ({"q": "BRÉTON redon"}, "Yann"),
        ({"mentor": "1"}, "Claire"),
    ):
        listed = pages.words(desk.get(PEERS, asked))
        assert found in listed
        assert "1 pair " in listed
    assert "Linux" in pages.words(desk.get(PEERS, {"sujet": Topic.LEISURE}))
    assert "Aucun pair ne répond" in pages.words(desk.get(PEERS, {"q": "couture"}))


def test_peers_are_those_of_her_team_and_networks_as_long_as_they_work_there(
    adviser: Membership, outsider: Membership
) -> None:
    profile = shown(outsider)
    desk, page = signed_in(adviser), reverse("desk:peers-peer", args=[profile.pk])
    assert desk.get(page).status_code == 404
    assert desk.get(talk(outsider)).status_code == 404
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    network.organizations.set([adviser.organization, outsider.organization])
    assert "Tablettes en EHPAD" in pages.text(desk.get(page))
    Membership.objects.filter(pk=outsider.pk).update(ended_at=NOW)
    assert desk.get(page).status_code == 404


def test_a_peer_is_written_to_and_answers_and_no_address_is_shown(
    adviser: Membership, colleague: Membership, mailoutbox: list[Any]
) -> None:
    shown(colleague)
    desk, other = signed_in(adviser), signed_in(colleague)
    for _ in range(2):
        desk.post(talk(colleague), {"text": "As-tu <b>essayé</b> ?", "submission": str(UUID(int=1))})
    assert PeerMessage.objects.count() == 1
    deliver_due(now=NOW, catalogue=CATALOGUE)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([colleague.user.email], "Maëlle Garnier vous écrit")
    assert "essayé" not in mail.body
    assert adviser.user.email not in f"{mail.body}{mail.from_email}{mail.extra_headers}"
    read = pages.text(other.get(talk(adviser)))
    assert "As-tu &lt;b&gt;essayé&lt;/b&gt;" in read
    assert adviser.user.email not in read
    assert "À lire" in pages.text(other.get(TALKS))
    # Maëlle shows nothing: Yann may answer her all the same, since she wrote.
    other.post(talk(adviser), {"text": "Oui.", "submission": str(UUID(int=2))})
    assert "Oui." in pages.text(desk.get(talk(colleague)))
    assert "À lire" not in pages.text(other.get(TALKS))


def test_reading_is_said_by_a_gesture(adviser: Membership, colleague: Membership) -> None:
    shown(colleague)
    send(adviser, colleague)
    desk = signed_in(colleague)
    desk.get(talk(adviser))
    assert PeerMessage.objects.unread_by(colleague.user).exists()
    desk.post(reverse("desk:peers-talk-read", args=[adviser.user_id]))
    assert not PeerMessage.objects.unread_by(colleague.user).exists()
    stranger = reverse("desk:peers-talk-read", args=[colleague.user_id])
    assert signed_in(adviser).post(stranger).status_code == 404


def test_nobody_writes_to_everybody_in_a_day(adviser: Membership, colleague: Membership) -> None:
    shown(colleague)
    for number in range(directory.MOST_A_DAY):
        send(adviser, colleague, number)
    refused = signed_in(adviser).post(talk(colleague), {"text": "Encore"})
    assert refused.status_code == 422
    assert "Reprenez demain" in pages.text(refused)


def test_what_two_wrote_is_read_by_nobody_else(adviser: Membership, colleague: Membership, admin: Membership) -> None:
    shown(colleague)
    send(adviser, colleague)
    desk = signed_in(admin)
    assert "Bonjour 1" not in pages.text(desk.get(TALKS))
    assert "Bonjour 1" not in pages.text(desk.get(talk(colleague)))
    assert desk.get(talk(adviser)).status_code == 404


def test_whoever_left_is_no_longer_found_nor_written_to(adviser: Membership, colleague: Membership) -> None:
    shown(colleague)
    send(adviser, colleague)
    membership.leave(colleague, now=NOW)
    desk = signed_in(adviser)
    assert "EHPAD" not in pages.text(desk.get(PEERS))
    refused = desk.post(talk(colleague), {"text": "Encore"})
    assert refused.status_code == 422
    assert "ne reçoit plus de message" in pages.text(refused)


def test_profiles_and_messages_leave_on_their_day(adviser: Membership, colleague: Membership) -> None:
    shown(colleague)
    send(adviser, colleague)
    retention.apply(now=NOW + timedelta(days=190))
    assert not PeerMessage.objects.exists()
    assert PeerProfile.objects.exists()
    retention.apply(now=NOW + timedelta(days=740))
    assert not PeerProfile.objects.exists()


@pytest.mark.parametrize("name", ["directory", "talks", "mentorings"])
def test_pages_ask_as_much_for_one_row_as_for_three(
    adviser: Membership, colleague: Membership, venue: Venue, queries: Any, name: str
) -> None:
    desk, address = signed_in(adviser), reverse(f"desk:peers-{name}")
    shown(colleague, mentors=True)
    send(adviser, colleague)
    desk.get(address)
    with queries() as one:
        desk.get(address)
    for number in (2, 3):
        other = builders.member(adviser.organization)
        shown(other, mentors=True)
        send(adviser, other, number)
    with queries() as three:
        desk.get(address)
    assert len(one) == len(three)
