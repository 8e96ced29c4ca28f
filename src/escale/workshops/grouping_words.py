"""Why a group is proposed, why somebody has none, and what could be done: sentences made of facts. Pure."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from escale.french import phone
from escale.french.dates import DAYS, MONTHS
from escale.french.elision import of
from escale.french.plural import plural
from escale.workshops.availability import HALF_WORDS
from escale.workshops.grouping import Left, Proposed, Why
from escale.workshops.learners import Band, Learner, Opening

WEEKDAYS = {"mon": "lundi", "tue": "mardi", "wed": "mercredi", "thu": "jeudi", "fri": "vendredi", "sat": "samedi"}
LEVELS = {
    "beginner": ("découvre", "découvrent"),
    "intermediate": ("se débrouille", "se débrouillent"),
    "advanced": ("est autonome", "sont autonomes"),
}
TITLES = {Band.BASICS: "Débuter avec l’ordinateur", Band.FURTHER: "Se perfectionner", Band.MIXED: "Apprendre ensemble"}
"""How a group is called as long as nobody calls it otherwise."""
UNNAMED = "Groupe à former"
SEASONS = ("d’hiver", "de printemps", "d’été", "d’automne")
MANY = 3
LONG_WAIT_DAYS = 28


class Reason(NamedTuple):
    icon: str
    words: str


def code_of(weekday: int, hour: int) -> str:
    """The half-day of an hour, as people say when they are free: "tue-morning"."""
    half = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"
    return f"{[*WEEKDAYS, 'sun'][weekday]}-{half}"


def half_day(code: str) -> str:
    """ "mardi matin"."""
    weekday, half = code.split("-")
    return f"{WEEKDAYS.get(weekday, DAYS[6])} {HALF_WORDS[half]}"


def weekday_of(code: str) -> str:
    """ "mardi"."""
    return WEEKDAYS.get(code.split("-")[0], DAYS[6])


def season_words(first: datetime | date) -> str:
    """The group somebody came from: "groupe d’automne"."""
    return f"groupe {SEASONS[(first.month % 12) // 3]}"


def reasons(group: Proposed) -> list[Reason]:
    """What its people have in common, in the order one would say it; nothing for an empty group."""
    if not group.members:
        return []
    found = [_levels(group), _free(group)]
    found += _acquainted(group.members)
    found += _at_another_venue(group)
    if len(group.members) >= group.opening.seats:
        found.append(_seats(group.opening))
    return found


def note(learner: Learner, group: Proposed | None, *, said: str, today: date, zone: ZoneInfo) -> str:
    """What to know of somebody in her group, in a few words; `said` is what was noted about her."""
    notes = [said] if said else []
    if learner.came_from is not None:
        notes.append(learner.came_from_words)
    if group and learner.wants_basics and learner.level != "beginner" and group.band == Band.BASICS:
        notes.append("préfère reprendre")
    if group and not learner.availability:
        notes.append("à confirmer")
    if group and not learner.is_free(group.opening.code):
        notes.append(f"pas libre le {half_day(group.opening.code)}")
    since = learner.since.astimezone(zone).date()
    if not notes and (today - since).days > LONG_WAIT_DAYS:
        notes.append(
            f"attend depuis {MONTHS[since.month - 1]}" + (f" {since.year}" if since.year != today.year else "")
        )
    return ", ".join(notes[:2])


def left_words(left: Left, *, openings: Sequence[Opening], today: date) -> str:
    """Why she has no group: a sentence."""
    learner = left.learner
    match left.why:
        case Why.SET_ASIDE:
            return "Vous l’avez laissée sans groupe."
        case Why.SILENT:
            return f"Ne répond pas depuis {_since(learner.silent_since, today)}."
        case Why.PHONE_ONLY:
            return "Veut apprendre sur son téléphone seulement."
        case Why.NO_LEVEL:
            return "Pas encore de niveau."
        case Why.NOT_FREE:
            return _not_free(learner)
        case Why.TOO_FAR:
            near = min(learner.kilometres.get(each.venue, 0) for each in openings)
            return f"Vient {of(learner.town)}, à {round(near)} km, sans voiture."
        case Why.ELSEWHERE:
            return "Préfère un autre lieu."
        case Why.FULL:
            return f"Le {weekday_of(left.would_join.code)} est complet." if left.would_join else "C’est complet."
        case Why.FREE_SEAT:
            return (
                f"Une place est libre le {weekday_of(left.would_join.code)}."
                if left.would_join
                else "Une place est libre."
            )
        case Why.TOO_FEW:
            return "Trop peu de personnes de son niveau aux mêmes heures."


def advice(left: Left) -> str:
    """What could be done for her, when it needs no other fact: a few words; "" when there is nothing to say."""
    learner = left.learner
    match left.why:
        case Why.SILENT | Why.NO_LEVEL:
            what = "pour situer son niveau" if left.why == Why.NO_LEVEL else ""
            return " ".join(filter(None, ["L’appeler", what])) + (
                f" : {phone.display(learner.phone)}" if learner.phone else ""
            )
        case Why.NOT_FREE:
            return f"Ouvrir un groupe le {half_day(min(learner.availability))}"
        case Why.FULL:
            return f"{rank(left.rank)} sur la liste d’attente"
        case Why.TOO_FAR:
            return "L’appeler pour trouver comment venir"
        case Why.FREE_SEAT:
            return "L’ajouter au groupe"
        case _:
            return "La garder pour le trimestre suivant"


def rank(number: int) -> str:
    """ "1re", "2e"."""
    return "1re" if number == 1 else f"{number}e"


def _levels(group: Proposed) -> Reason:
    counts = Counter(each.level for each in group.members)
    said = [_so_many(counts[level], level) for level in LEVELS if counts[level]]
    if counts[""]:
        said.append(f"{counts['']} sans niveau connu")
    again = sum(each.wants_basics and each.level != "beginner" for each in group.members)
    ending = ""
    if again and group.band == Band.BASICS:
        ending = " : elle préfère reprendre du début" if again == 1 else " : elles préfèrent reprendre du début"
    return Reason("chart-no-axes-column", f"{', '.join(said)}{ending}.")


def _so_many(count: int, level: str) -> str:
    """ "8 personnes découvrent", "1 se débrouille"."""
    who = plural(count, "personne") if level == "beginner" else str(count)
    return f"{who} {LEVELS[level][count > 1]}"


def _free(group: Proposed) -> Reason:
    code, members = group.opening.code, group.members
    unknown = [each.name for each in members if not each.availability]
    busy = [each.name for each in members if not each.is_free(code)]
    free = len(members) - len(unknown) - len(busy)
    if free == len(members):
        everybody = "Toutes sont libres" if free > 1 else "Cette personne est libre"
        return Reason("calendar-check", f"{everybody} le {half_day(code)}.")
    said = [f"{free} sur {len(members)} {'libres' if free > 1 else 'libre'} le {half_day(code)}."]
    if unknown:
        said.append(f"{_names(unknown)} {'doit' if len(unknown) == 1 else 'doivent'} confirmer.")
    if busy:
        said.append(
            f"{_names(busy)} {'n’est' if len(busy) == 1 else 'ne sont'} pas {'libre' if len(busy) == 1 else 'libres'}."
        )
    return Reason("calendar-check", " ".join(said))


def _names(names: Sequence[str]) -> str:
    first_names = [name.split()[0] if name.split() else name for name in names]
    if len(first_names) > MANY:
        return f"{len(first_names)} personnes"
    return " et ".join(filter(None, [", ".join(first_names[:-1]), first_names[-1]]))


def _acquainted(members: Sequence[Learner]) -> list[Reason]:
    together = Counter((each.came_from, each.came_from_words) for each in members if each.came_from is not None)
    return [
        Reason("users", f"{count} viennent du {words} : ils se connaissent.")
        for (_, words), count in sorted(together.items(), key=lambda each: (-each[1], each[0][0]))
        if count > 1
    ]


def _at_another_venue(group: Proposed) -> list[Reason]:
    elsewhere = sum(each.venue not in {None, group.opening.venue} for each in group.members)
    if not elsewhere:
        return []
    return [Reason("map-pin", f"{elsewhere} {'préfèrent' if elsewhere > 1 else 'préfère'} un autre lieu.")]


def _seats(opening: Opening) -> Reason:
    if opening.computers == opening.seats:
        return Reason(
            "laptop", f"{plural(opening.computers, 'ordinateur')} dans la salle, donc {plural(opening.seats, 'place')}."
        )
    return Reason("laptop", f"{plural(opening.seats, 'place')} dans la salle.")


def _not_free(learner: Learner) -> str:
    codes = sorted(learner.availability)
    if all(code.endswith("-evening") for code in codes):
        return "Libre seulement le soir."
    if len(codes) > MANY:
        return "Aucun groupe proposé ne tombe quand elle est libre."
    said = [f"le {half_day(code)}" for code in sorted(codes, key=_week_order)]
    return f"Libre seulement {' et '.join(filter(None, [', '.join(said[:-1]), said[-1]]))}."


def _week_order(code: str) -> tuple[int, int]:
    weekday, half = code.split("-")
    return list(WEEKDAYS).index(weekday), list(HALF_WORDS).index(half)


def _since(day: date | None, today: date) -> str:
    days = (today - day).days if day else 0
    return plural(days // 7, "semaine") if days >= 14 else plural(max(days, 1), "jour")
