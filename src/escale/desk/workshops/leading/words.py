"""Handing a session over, in words: to whom, who is expected, who hears of it."""

from collections.abc import Mapping, Sequence

from escale.french.plural import plural
from escale.workshops import stranded
from escale.workshops.leading import Colleague, SessionDecision
from escale.workshops.models import Session

NAMES_SHOWN = 8


def handed_words(colleague: Colleague) -> str:
    """ "Confier à Yann", "Confier à Yann, en permanence à cette heure"."""
    name = colleague.user.first_name
    if colleague.leads_already:
        return f"Confier à {name}, qui l’anime aussi"
    return f"Confier à {name}, en permanence à cette heure" if colleague.receives else f"Confier à {name}"


def people_words(people: Sequence[str]) -> str:
    """ "3 personnes : Odette B., Marc L., Lucette R."."""
    if not people:
        return "Personne n’est inscrit"
    more = len(people) - NAMES_SHOWN
    others = f" et {plural(more, 'autre')}" if more > 0 else ""
    return f"{plural(len(people), 'personne')}\u00a0: {', '.join(people[:NAMES_SHOWN])}{others}"


def told_words(decision: SessionDecision, *, count: int, is_closed: bool = False) -> str:
    """Who hears what of this decision."""
    if decision.is_called_off:
        heard = plural(count, "personne inscrite est prévenue", "personnes inscrites sont prévenues")
        return f"{heard}, par SMS, par mail ou par téléphone." if count else "Personne n’est inscrit : aucun message."
    if decision.to is not None:
        return f"Même heure, même lieu : aucun message. La page de chaque inscription dira « avec {decision.to.first_name} »."
    if decision.leaves is not None:
        return "Même heure, même lieu : aucun message."
    return "Elle reste à régler." if is_closed else "Elle attendra sous « À régler », à la page de la journée."


def listed(sessions: Mapping[int, Sequence[Session]]) -> dict[int, list[tuple[Session, str]]]:
    """Sessions by what meets them, each with the words of who is expected. Two queries, none without a session."""
    people = stranded.people_of([session for met in sessions.values() for session in met])
    return {key: [(session, people_words(people[session.pk])) for session in met] for key, met in sessions.items()}
