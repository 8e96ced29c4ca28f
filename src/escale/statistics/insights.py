"""What figures say, in sentences: "À retenir". For the team: small numbers aren't said, but nothing is masked either."""

from collections.abc import Callable, Sequence
from statistics import median

from escale.french.dates import MONTHS
from escale.french.plural import number, plural
from escale.people.models import Acquisition, AgeBand
from escale.statistics.figures import ActivityLine, Figures, PeopleLine
from escale.statistics.lines import rate

MOST = 5
FEWEST = 10
"""Under this many, a share or a change is chance, and may be about somebody."""
A_RECORD = 1.3
"""A month stands out when it is that many times the usual one."""
A_RISE = 1.5
POINTS = 3
"""Fewer points of difference aren't worth a sentence."""
_OLD = (AgeBand.OVER_70, AgeBand.FROM_60)
_YOUNG = (AgeBand.FROM_18, AgeBand.FROM_12, AgeBand.UNDER_12)


def sentences(figures: Figures, before: Figures | None = None) -> list[str]:
    """Say what stands out, and what has moved since the period before; five sentences at most, nothing when all is usual."""
    said = (say(figures, before) for say in _SAYINGS)
    return [sentence for sentence in said if sentence][:MOST]


def _best_month(figures: Figures, before: Figures | None) -> str:
    """The month in which most people came to workshops."""
    lived = [month for month in figures.months if month.participations]
    if len(lived) < 3:
        return ""
    best = max(lived, key=lambda month: month.collective)
    if best.collective < max(FEWEST, A_RECORD * median(month.collective for month in lived)):
        return ""
    name = MONTHS[best.first.month - 1].capitalize()
    return f"{name} a réuni {plural(best.collective, 'participation')} en atelier : le record de la période."


def _reminders(figures: Figures, before: Figures | None) -> str:
    """How absences moved with reminders."""
    meetings = figures.no_shows
    if meetings is None or min(_noted(figures, reminded=True), _noted(figures, reminded=False)) < FEWEST:
        return ""
    after, without = meetings.no_show_rate_reminded or 0, meetings.no_show_rate_not_reminded or 0
    if without - after < POINTS:
        return ""
    return f"Après un rappel, {after} % d’absences. Sans rappel, {without} %."


def _absences(figures: Figures, before: Figures | None) -> str:
    if before is None or figures.no_shows is None or before.no_shows is None:
        return ""
    now, then = figures.no_shows.no_show_rate, before.no_shows.no_show_rate
    if now is None or then is None or abs(now - then) < POINTS or min(_noted(figures), _noted(before)) < FEWEST:
        return ""
    return f"Les absences passent de {then} % {_then(before)} à {now} %."


def _alone(figures: Figures, before: Figures | None) -> str:
    """More, or fewer, do alone at the end."""
    if before is None or min(_said(figures.autonomy), _said(before.autonomy)) < FEWEST:
        return ""
    now, then = figures.alone_rate or 0, before.alone_rate or 0
    if abs(now - then) < POINTS:
        return ""
    return f"À la fin, {now} % font sans aide. C’était {then} % {_then(before)}."


def _who_brings_whom(figures: Figures, before: Figures | None) -> str:
    """The channel that brings older people, and the one that brings the young."""
    older, younger = _channel(figures, _OLD), _channel(figures, _YOUNG)
    if older and younger and older != younger:
        return f"Les plus de 60 ans viennent surtout par « {_name(older)} », les jeunes par « {_name(younger)} »."
    first = max(_heard(figures.acquisition), key=lambda line: line.people, default=None)
    heard = sum(line.people for line in _heard(figures.acquisition))
    if first is None or heard < FEWEST or 2 * first.people < heard:
        return ""
    return f"« {first.label} » amène {rate(first.people, heard - first.people)} % des personnes qui l’ont dit."


def _rising_topic(figures: Figures, before: Figures | None) -> str:
    if before is None:
        return ""
    then = {line.value: line.participations for line in before.topics}
    risen = [
        line
        for line in figures.topics
        if line.participations >= max(FEWEST, A_RISE * then.get(line.value, 0))
        and then.get(line.value, 0) >= FEWEST / 2
    ]
    if not risen:
        return ""
    most = max(risen, key=lambda line: line.participations - then[line.value])
    count = plural(most.participations, "accompagnement")
    return f"« {most.label} » monte : {count}, contre {number(then[most.value])} {_then(before)}."


def _cycles(figures: Figures, before: Figures | None) -> str:
    """How many follow cycles to the end, and what they do alone then."""
    cycles = figures.cycles
    if cycles is None or cycles.enrolled < FEWEST or cycles.completion_rate is None:
        return ""
    followed = f"{cycles.completion_rate} % des inscrits suivent leur cycle jusqu’au bout."
    if min(cycles.answers_before, cycles.answers_after) < FEWEST or cycles.alone_rates is None:
        return followed
    first, last = cycles.alone_rates
    return f"{followed} Ce qu’ils font sans aide passe de {first} % à {last} %."


def _waiting(figures: Figures, before: Figures | None) -> str:
    if before is None or min(_waited(figures), _waited(before)) < FEWEST:
        return ""
    now, then = round(figures.waiting_days or 0), round(before.waiting_days or 0)
    if now == then:
        return ""
    return f"Un rendez-vous s’attend {plural(now, 'jour')} en moyenne, contre {number(then)} {_then(before)}."


def _in_their_place(figures: Figures, before: Figures | None) -> str:
    """How often the adviser did things in the person's place."""
    done = next((line.activities for line in figures.postures if line.value == "act"), 0)
    all_told = _said(figures.postures)
    share = rate(done, all_told - done)
    if share is None or done < FEWEST or share < 10:
        return ""
    return f"Vous avez fait à la place de la personne dans {share} % des activités."


def _busiest_day(figures: Figures, before: Figures | None) -> str:
    best = max(figures.weekdays, key=lambda line: line.participations)
    all_told = sum(line.participations for line in figures.weekdays)
    if all_told < FEWEST or 3 * best.participations < all_told:
        return ""
    return f"Le {best.label} compte {rate(best.participations, all_told - best.participations)} % des accompagnements."


_SAYINGS: Sequence[Callable[[Figures, Figures | None], str]] = (
    _best_month,
    _absences,
    _reminders,
    _alone,
    _who_brings_whom,
    _rising_topic,
    _cycles,
    _waiting,
    _in_their_place,
    _busiest_day,
)


def _then(before: Figures) -> str:
    """ "en 2025" for the same days a year before, "avant" otherwise."""
    scope = before.scope
    return f"en {scope.since.year}" if (scope.since.month, scope.since.day) == (1, 1) else "sur la période d’avant"


def _noted(figures: Figures, *, reminded: bool | None = None) -> int:
    meetings = figures.no_shows
    if meetings is None:
        return 0
    with_reminder = meetings.seen_reminded + meetings.missed_reminded
    noted = meetings.seen + meetings.missed
    return noted if reminded is None else with_reminder if reminded else noted - with_reminder


def _waited(figures: Figures) -> int:
    return figures.no_shows.waited if figures.no_shows else 0


def _said(lines: Sequence[ActivityLine]) -> int:
    return sum(line.activities for line in lines)


def _heard(lines: Sequence[PeopleLine]) -> list[PeopleLine]:
    """The channels somebody named."""
    return [line for line in lines if line.value and line.value != Acquisition.OTHER]


def _channel(figures: Figures, ages: Sequence[AgeBand]) -> Acquisition | None:
    """The channel that brings most people of these ages, when they are many enough to say so."""
    brought: dict[str, int] = {}
    for line in figures.acquisition_by_age:
        channel, age = line.value.split(":")
        if age in ages and channel != Acquisition.OTHER:
            brought[channel] = brought.get(channel, 0) + line.people
    if sum(brought.values()) < FEWEST:
        return None
    return Acquisition(max(sorted(brought), key=brought.__getitem__))


def _name(channel: Acquisition) -> str:
    return str(channel.label)
