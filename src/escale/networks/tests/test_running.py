"""Running a network: its charter, its coordinators, what it refuses, its colours, its blocks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale import colors
from escale.accounts.models import Membership, Network, Organization
from escale.networks import blocks, charters, coordinating, look, moderation, sites
from escale.networks.models import OfferReview, ReviewState
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message, MessageState
from escale.periodic import CATALOGUE
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.ui.tests.sources import UI

every_color = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.django_db
def test_a_correction_of_a_charter_is_its_next_version_and_the_same_text_is_not(
    network: Network, coordinator: Membership
) -> None:
    numbers = [charters.publish(network, text, by=coordinator.user, now=NOW).number for text in ("Un.", "Un.", "Deux.")]
    assert numbers == [1, 1, 2]


@pytest.mark.django_db
def test_each_organization_is_known_by_the_last_version_it_agreed_to(
    network: Network, organization: Organization, admin: Membership, coordinator: Membership
) -> None:
    for text in ("Un.", "Deux."):
        version = charters.publish(network, text, by=coordinator.user, now=NOW)
        charters.agree(network, organization, read=version.pk, by=admin.user, now=NOW)
    assert charters.agreements(network)[organization.pk].charter.number == 2


@pytest.mark.django_db
def test_a_network_is_never_left_with_nobody_to_run_it(
    network: Network, coordinator: Membership, adviser: Membership
) -> None:
    with pytest.raises(coordinating.LastCoordinator):
        coordinating.remove(network, coordinator=coordinator.user, by=coordinator.user)
    coordinating.add(network, email=adviser.user.email.upper(), by=coordinator.user)
    coordinating.remove(network, coordinator=coordinator.user, by=coordinator.user)
    assert list(network.coordinators.order_by("pk")) == [adviser.user]


@pytest.mark.django_db
def test_only_somebody_of_its_organizations_is_named_to_run_it(
    network: Network, coordinator: Membership, outsider: Membership
) -> None:
    with pytest.raises(coordinating.NobodyHere):
        coordinating.add(network, email=outsider.user.email, by=coordinator.user)


@pytest.mark.django_db
def test_whoever_made_a_refused_offer_is_told_why_once_per_refusal(
    network: Network, adviser: Membership, venue: Venue, coordinator: Membership
) -> None:
    group = builders.group(adviser, venue)
    for reason in ("Ce n’est pas gratuit.", "Le lieu manque."):
        moderation.decide(network, group, state=ReviewState.REFUSED, reason=reason, by=coordinator.user, now=NOW)
        deliver_due(now=NOW, catalogue=CATALOGUE)
    mails = Message.objects.filter(kind="offer_refused").order_by("pk")
    assert {mail.recipient for mail in mails} == {adviser.user.email}
    assert ["Sa raison : Ce n’est pas gratuit." in mails[0].text, "Sa raison : Le lieu manque." in mails[1].text] == [
        True,
        True,
    ]


@pytest.mark.django_db
def test_a_refusal_taken_back_before_the_mail_left_is_told_to_nobody(
    network: Network, adviser: Membership, venue: Venue, coordinator: Membership
) -> None:
    group = builders.group(adviser, venue)
    moderation.decide(network, group, state=ReviewState.REFUSED, reason="Non.", by=coordinator.user, now=NOW)
    moderation.forget(network, group)
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert Message.objects.get(kind="offer_refused").state == MessageState.DROPPED


@pytest.mark.django_db
def test_a_network_decides_of_the_offers_of_its_organizations_alone(
    network: Network, outsider: Membership, coordinator: Membership
) -> None:
    group = builders.group(outsider, builders.venue(outsider.organization))
    with pytest.raises(moderation.NotInNetwork):
        moderation.decide(network, group, state=ReviewState.ACCEPTED, by=coordinator.user, now=NOW)
    assert not OfferReview.objects.exists()


@pytest.mark.django_db
def test_what_waits_is_what_was_published_since_the_network_reads_first(
    network: Network, adviser: Membership, venue: Venue
) -> None:
    builders.group(adviser, venue)
    sites.read_first(network, now=NOW)
    waits = builders.group(adviser, venue, starts_at=builders.NEXT_FRIDAY.replace(day=27), published_at=NOW)
    assert list(moderation.waiting(sites.of(network), now=NOW)) == [waits]


@pytest.mark.django_db
def test_a_site_without_any_organization_is_not_opened(network: Network) -> None:
    network.organizations.clear()
    with pytest.raises(sites.NothingToShow):
        sites.open_site(network, now=NOW)
    assert not sites.of(network).is_open


@pytest.mark.django_db
def test_a_domain_is_of_one_network(network: Network, coordinator: Membership) -> None:
    other = Network.objects.create(name="Autre", slug="autre", created_at=NOW)
    sites.change_domain(network, "numerique.example.org")
    with pytest.raises(sites.DomainTaken):
        sites.change_domain(other, "numerique.example.org")
    sites.change_domain(other, "")


@pytest.mark.django_db
def test_blocks_are_few_and_change_places(network: Network) -> None:
    made = [blocks.add(network, title=f"Encart {n}", text="", group=None) for n in range(blocks.MOST)]
    with pytest.raises(blocks.TooManyBlocks):
        blocks.add(network, title="Un de trop", text="", group=None)
    blocks.move_up(made[1])
    blocks.move_up(made[1])
    assert [each.title for each in blocks.of(sites.of(network))][:3] == ["Encart 1", "Encart 0", "Encart 2"]


@given(every_color, every_color)
def test_whatever_is_accepted_is_read_by_day_and_by_night(color: str, ground: str) -> None:
    fault = look.fault_of_color(color)
    color = fault.nearest if fault else color
    fault = look.fault_of_ground(ground)
    ground = fault.nearest if fault else ground
    tokens = dict(re.findall(r"(--[\w-]+): ([^;]+);", look.style_sheet(color=color, ground=ground)))
    day, night = re.findall("#[0-9a-f]{6}", tokens["--tide"])
    on_day, on_night = re.findall("#[0-9a-f]{6}", tokens["--on-tide"])
    tint_day, tint_night = re.findall("#[0-9a-f]{6}", tokens["--tide-tint"])
    assert colors.reads_on(day, (*look.DAY, on_day, tint_day))
    assert colors.reads_on(night, (*look.NIGHT, on_night, tint_night))
    assert colors.reads_on(look.INK, (tint_day, re.findall("#[0-9a-f]{6}", tokens["--sc-sky"])[0]))
    assert colors.reads_on(look.PALE_INK, (tint_night,))
    assert colors.reads_on(tokens["--night"], look.ON_GROUND)


def test_the_grounds_are_those_of_the_tokens() -> None:
    tokens = (UI / "static" / "ui" / "css" / "tokens.css").read_text()
    pairs = dict(re.findall(r"(--(?:bg|surface|sunk|ink)): +light-dark\((#\w+, #\w+)\)", tokens))
    grounds = [pairs[name].split(", ") for name in ("--surface", "--bg", "--sunk")]
    assert ([day for day, _ in grounds], [night for _, night in grounds]) == (list(look.DAY), list(look.NIGHT))
    assert pairs["--ink"].split(", ") == [look.INK, look.PALE_INK]
    written = dict(re.findall(r"(--on-night(?:-2)?):\s+(#\w+);", tokens))
    assert tuple(written[name] for name in ("--on-night", "--on-night-2")) == look.ON_GROUND


@pytest.mark.parametrize("text", ["red", "#fff", "#123456;}", ""])
def test_nothing_but_a_colour_enters_the_style_sheet(text: str) -> None:
    if text:
        with pytest.raises(ValueError, match=re.escape(text)):
            look.style_sheet(color=text, ground="")
    assert look.style_sheet(color="", ground="") == ""
