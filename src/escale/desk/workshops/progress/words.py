"""Moments and grades as the pages of progress say them, and as their addresses do."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404

from escale.french.dates import day, day_year
from escale.french.plural import plural
from escale.ui.choices import ChoiceLabel
from escale.workshops.checks import SkillGrid, Taken
from escale.workshops.models import Mastery, Moment, SkillCheck

ADDRESSES = {Moment.FIRST: "debut", Moment.LAST: "fin", Moment.LATER: "plus-tard"}
MASTERY_CHOICES = [
    (Mastery.NOT_YET, ChoiceLabel("Pas encore")),
    (Mastery.WITH_HELP, ChoiceLabel("Avec aide", tone="warn")),
    (Mastery.ALONE, ChoiceLabel("Seul", tone="ok")),
]


def moment_or_404(word: str) -> Moment:
    """The moment an address says."""
    for moment, said in ADDRESSES.items():
        if said == word:
            return moment
    raise Http404


def title(moment: Moment) -> str:
    """ "Au début"."""
    said = str(moment.label)
    return said[:1].upper() + said[1:]


def filled_words(check: SkillCheck | None, *, answered: int, asked: int, zone: ZoneInfo, now: datetime) -> str:
    """ "12 réponses sur 19, mardi 15 septembre, par Maëlle."."""
    if check is None:
        return "Pas encore remplie."
    who = f", par {check.taken_by.first_name}" if check.taken_by else ", par la personne elle-même"
    return f"{plural(answered, 'réponse')} sur {asked}, {date_words(check.taken_at, zone=zone, now=now)}{who}."


def date_words(instant: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """ "mardi 15 septembre", with its year when it isn't this one's."""
    local = instant.astimezone(zone)
    return day(local) if local.year == now.astimezone(zone).year else day_year(local)


def before_words(grid: SkillGrid) -> str:
    """What stands beside each line: "Au début"."""
    return title(Moment(grid.before.moment)) if grid.before else ""


def grades_words(taken: Taken) -> str:
    """ "seul : 5, avec aide : 3, pas encore : 2"."""
    shown = [f"{grade.label}\u00a0: {count}" for grade, count in reversed(list(taken.grades.items())) if count]
    return ", ".join(shown)


def progress_words(before: Taken | None, after: Taken | None) -> str:
    """ "Seul : 5 au début, 12 à la fin, sur 19."; what is missing, otherwise."""
    if after is None:
        return "Grille de fin à remplir." if before else "Aucune grille remplie."
    start = f"{before.alone} au début, " if before else ""
    return f"Seul\u00a0: {start}{after.alone} à la fin, sur {after.answered}."
