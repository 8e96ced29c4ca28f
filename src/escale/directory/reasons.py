"""Why a partner is proposed, in words: its mission, its hours, how far, whom it receives, whom the team knows there."""

from collections.abc import Collection, Iterator, Sequence

from escale.directory.models import Contact, Partner
from escale.directory.needs import Need, Public
from escale.directory.opening import Opening
from escale.french.sentences import inside
from escale.french.typography import typo
from escale.places.distance import distance_words

MOST_PUBLICS = 2


def reasons(partner: Partner, *, needs: Sequence[Need], km: float | None, stands: Opening | None) -> tuple[str, ...]:
    """The reasons, the strongest first. No query: `needs` and `known_contacts` are read already."""
    return tuple(typo(words) for words in _reasons(partner, needs, km, stands))


def _reasons(partner: Partner, needs: Sequence[Need], km: float | None, stands: Opening | None) -> Iterator[str]:
    codes = answered(partner)
    if mission := next((need for need in needs if need.code in codes), None):
        yield f"C’est leur mission : {inside(mission.short)}"
    if stands:
        yield stands.words
    if km is not None:
        words = distance_words(km)
        yield words[:1].upper() + words[1:]
    if partner.without_appointment:
        yield "Sans rendez-vous"
    if publics := received(partner):
        yield publics
    if partner.is_colleague:
        yield "Collègues de la même maison"
    for contact in known_contacts(partner)[:1]:
        yield f"Vous connaissez {contact.name}" + (f", {inside(contact.role)}" if contact.role else "")


def received(partner: Partner) -> str:
    """ "Pour les jeunes et les familles"; nothing for a place that receives everyone."""
    publics = [Public(code).label for code in partner.publics if code in Public]
    if not publics or Public.EVERYONE in partner.publics:
        return ""
    named = [f"les {inside(label)}" for label in publics[:MOST_PUBLICS]]
    more = " et d’autres" if len(publics) > MOST_PUBLICS else ""
    return f"Pour {(', ' if more else ' et ').join(named)}{more}"


def answered(partner: Partner) -> Collection[str]:
    """The codes of the needs it answers, those a search read beside it, or those of its rows."""
    known: Collection[str] | None = getattr(partner, "known_needs", None)
    return [row.need for row in partner.needs.all()] if known is None else known


def known_contacts(partner: Partner) -> Sequence[Contact]:
    """The contacts a search read beside a partner."""
    contacts: Sequence[Contact] = getattr(partner, "known_contacts", ())
    return contacts
