"""What a period teaches, in sentences: what brings people, how sure it is, and what to try next time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from escale.french.dates import duration
from escale.french.plural import agree, number, plural
from escale.people.acquisition import THROUGH
from escale.people.models import Acquisition
from escale.publishing.measures import PUBLICS, Measured, Way

FEW = 10
"""Under so many answers, what comes first may be chance."""
FEW_OF_ONE = 5
"""Under so many people, one way isn't judged."""
STRONG = 5
"""One person in so many."""
MANY_VISITS = 20
ENOUGH_SENDINGS = 2
MOST = 4


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What is learnt, then what to do next time; each a few sentences, none when there is nothing to say."""

    learnt: Sequence[str]
    advice: Sequence[str]


def of(measured: Measured) -> Findings:
    """Read the figures of a period."""
    if not measured.is_telling:
        return Findings(learnt=(), advice=())
    return Findings(
        learnt=_all(measured, (_few, _first, _by_public, _looked_at)),
        advice=_all(measured, (_cheapest, _useless, _word_of_mouth, _unsaid)),
    )


def of_way(way: Way, *, told: int) -> str:
    """What one line says, and how sure it is: "Ce canal fait venir" from one person in five, nothing in between."""
    if way.people == 0:
        return ""
    if way.people < FEW_OF_ONE:
        return "trop peu pour conclure"
    is_strong = way.answer in THROUGH and told >= FEW and STRONG * way.people >= told
    return "" if not is_strong else "Ce canal fait venir" if way.channels else "Fait venir"


def _all(measured: Measured, sayings: Sequence[Callable[[Measured], str]]) -> list[str]:
    return [sentence for say in sayings if (sentence := say(measured))][:MOST]


def _heard(measured: Measured) -> list[Way]:
    """The ways somebody named, the most frequent first."""
    return [way for way in measured.ways if way.people and way.answer in THROUGH]


def _few(measured: Measured) -> str:
    if measured.told >= FEW:
        return ""
    if not measured.told:
        return "Personne n’a encore dit comment il nous a connus : on ne peut pas conclure."
    verb = agree(measured.told, "a", "ont")
    return f"{plural(measured.told, 'personne')} {verb} dit comment : trop peu pour conclure."


def _first(measured: Measured) -> str:
    """What brings most people; two at the same height are said together."""
    heard = _heard(measured)
    if measured.told < FEW or not heard:
        return ""
    best = [way for way in heard if way.people == heard[0].people]
    names = " et ".join(f"« {way.label} »" for way in best[:2])
    booked = best[0].bookings if len(best) == 1 else 0
    count = f"{number(best[0].people)} personnes sur {number(measured.told)} qui ont répondu"
    through = f", et {plural(booked, 'inscription')} par son adresse courte" if booked else ""
    return f"Ce qui fait venir le plus : {names}, {count}{through}."


def _by_public(measured: Measured) -> str:
    """What brings the oldest, when it isn't what brings the youngest."""
    found = []
    for public, words in zip(PUBLICS, ("Les 60 ans et plus", "Les 25 à 59 ans", "Les moins de 25 ans"), strict=False):
        people = {way.label: way.by_public.get(public, 0) for way in _heard(measured)}
        if sum(people.values()) >= FEW_OF_ONE:
            best = max(people, key=lambda label: people[label])
            found.append((words, best, people[best], sum(people.values())))
    found = [each for each in found if each[2] >= FEW_OF_ONE]
    if len({best for _, best, _, _ in found}) < 2:
        return ""
    said = [
        f"{words} viennent surtout par « {best} » ({number(people)} sur {number(told)})"
        for words, best, people, told in found
    ]
    return ". ".join(said) + "."


def _looked_at(measured: Measured) -> str:
    """An address many open, and nobody books through."""
    seen = [
        each
        for way in measured.ways
        for each in way.channels
        if each.visits >= MANY_VISITS and not each.bookings and not way.people
    ]
    if not seen:
        return ""
    most = max(seen, key=lambda each: each.visits)
    return f"« {most.name} » fait regarder, pas encore venir : {plural(most.visits, 'visite')}, aucune inscription."


def _cheapest(measured: Measured) -> str:
    """The channel that asks least work for each person."""
    worked = [way for way in _heard(measured) if way.people >= FEW_OF_ONE and way.minutes]
    if measured.told < FEW or not worked:
        return ""
    best = min(worked, key=lambda way: way.minutes / way.people)
    each = duration(max(1, round(best.minutes / best.people)))
    return f"Gardez « {best.label} » : {each} de travail par personne."


def _useless(measured: Measured) -> str:
    """What was sent again and again, and brought nobody."""
    silent = [way for way in measured.ways if way.sent >= ENOUGH_SENDINGS and not way.people and not way.bookings]
    if measured.told < FEW or not silent:
        return ""
    most = max(silent, key=lambda way: (way.minutes, way.sent))
    spent = " et ".join(filter(None, [duration(most.minutes) if most.minutes else "", _euros(most.euros)]))
    return (
        f"« {most.label} » : {plural(most.sent, 'envoi')}, personne ne l’a cité{f', pour {spent}' if spent else ''}. "
        "Changez le texte, ou passez un tour."
    )


def _euros(euros: int) -> str:
    return f"{number(euros)} €" if euros else ""


def _word_of_mouth(measured: Measured) -> str:
    heard = _heard(measured)
    if measured.told < FEW or not heard or heard[0].answer != Acquisition.WORD_OF_MOUTH:
        return ""
    return "On vient parce que quelqu’un en a parlé : donnez un papier à chaque personne reçue."


def _unsaid(measured: Measured) -> str:
    """Answers nobody asked for."""
    silent = measured.asked - measured.told
    if measured.asked < FEW or 2 * silent < measured.asked:
        return ""
    return (
        f"{number(silent)} personnes sur {number(measured.asked)} n’ont pas dit comment. "
        "Posez la question à l’accueil ou en notant un rendez-vous."
    )
