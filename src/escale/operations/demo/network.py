"""The network of the demonstration: its two organizations, followed together by Claire, its site open, its months counted."""

from collections.abc import Collection
from datetime import datetime, timedelta

from escale.accounts.models import Membership, Network, Organization
from escale.networks import blocks, charters, founding, joining, moderation, sites
from escale.networks.models import ReviewState
from escale.networks.sites import Words
from escale.statistics import monthly

NAME = "Numérique du pays de Vitré"
PLUM = "#6b2149"
"""Read on every ground, by day and by night: what the page of colours would accept."""
WORDS = Words(
    title="Le numérique, près de chez vous, en pays de Vitré",
    sentence="Des personnes vous aident, dans votre commune ou à côté. C’est gratuit.",
    welcome=(
        "Nous sommes les structures du pays de Vitré qui aident avec l’ordinateur et le téléphone.\n\n"
        "Vous pouvez venir une fois, ou tous les vendredis. On va à votre rythme."
    ),
    phone="+33261910520",
    phone_hours="du lundi au vendredi, de 9 h à 17 h",
    email="reseau@example.org",
)
CHARTER = (
    "Nous accueillons tout le monde, sans condition.\n\n"
    "L’aide est gratuite. Un atelier payant le dit avant l’inscription.\n\n"
    "Nous rappelons toute personne qui nous laisse un message, dans les deux jours ouvrés.\n\n"
    "Nous ne gardons ni mot de passe, ni papier d’identité."
)


def fill(organizations: Collection[Organization], *, coordinator: Membership, now: datetime) -> Network:
    """Bring the organizations together, then count the months they have lived, as the worker would within a minute."""
    founded = now - timedelta(days=60)
    network = founding.found(NAME, coordinator=coordinator.user, now=founded)
    network.organizations.set(organizations)
    _sign(network, organizations, coordinator=coordinator, now=founded)
    _dress(network)
    sites.open_site(network, now=founded)
    _read_over(network, coordinator=coordinator, now=now)
    for email, name in (
        ("mediatheque@example.org", "Médiathèque d’Argentré"),
        ("jeunes@example.org", "Mission jeunes"),
    ):
        joining.invite(
            network, email=email, organization_name=name, words="Venez, on se connaît.", by=coordinator, now=now
        )
    monthly.count_due()
    return network


def _sign(network: Network, organizations: Collection[Organization], *, coordinator: Membership, now: datetime) -> None:
    """Only the organization of the coordinator has said yes so far: the other finds the charter in its settings."""
    charter = charters.publish(network, CHARTER, by=coordinator.user, now=now)
    for organization in organizations:
        if organization.pk == coordinator.organization_id:
            charters.agree(network, organization, read=charter.pk, by=coordinator.user, now=now)


def _dress(network: Network) -> None:
    sites.change_words(network, WORDS)
    sites.change_colors(network, color=PLUM, ground="")
    sites.show_figures(network, shown=True)


def _read_over(network: Network, *, coordinator: Membership, now: datetime) -> None:
    """The network reads first: all but the last two are shown, and one is put forward on the first page."""
    sites.read_first(network, now=now - timedelta(days=59))
    shown = list(moderation.waiting(sites.of(network), now=now))[:-2]
    for group in shown:
        moderation.decide(network, group, state=ReviewState.ACCEPTED, by=coordinator.user, now=now)
    blocks.add(
        network,
        title="Ce mois-ci, on apprend ensemble",
        text="Un petit groupe, une personne qui aide, du temps. Les débutants sont bienvenus.",
        group=shown[0] if shown else None,
    )
    blocks.add(
        network,
        title="Vous ne pouvez pas vous déplacer ?",
        text="Appelez-nous. Nous venons chez vous, ou nous vous aidons au téléphone.",
        group=None,
    )
