"""The groups as their page shows them: the cards, the people in each, who is left, what the bar says."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.french.dates import DAYS, MONTHS, hour
from escale.french.phone import tel_uri
from escale.french.plural import plural
from escale.workshops import grouping_words, proposing
from escale.workshops.drafts import HalfDay
from escale.workshops.forming import Reach
from escale.workshops.grouping import Left, Proposed, Why
from escale.workshops.grouping_words import Reason
from escale.workshops.learners import Rules
from escale.workshops.models import DraftGroup, Interest, Level
from escale.workshops.proposing import Board

RANKS = {Level.BEGINNER: 1, Level.INTERMEDIATE: 2, Level.ADVANCED: 3}
TO_NOBODY, TO_NEXT_TERM = "sans", "trimestre"


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where somebody can be moved: what the button sends, and says."""

    value: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody of the list, as her line shows her; rank 0 when her level isn't known."""

    interest: Interest
    rank: int
    level: str
    note: str
    targets: Sequence[Target]


@dataclass(frozen=True, kw_only=True)
class Card:
    """A group being formed. `waiting` are those beyond its seats."""

    draft: DraftGroup
    when: str
    filled: str
    tone: str
    reasons: Sequence[Reason]
    members: Sequence[Member]


@dataclass(frozen=True, kw_only=True)
class Action:
    """The button of an idea: an address to open, or a move to send."""

    words: str
    href: str = ""
    moves_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Alone:
    """Somebody without a group: why, an idea, and its button."""

    member: Member
    why: str
    idea: str
    action: Action | None


def cards(board: Board, *, zone: ZoneInfo, now: datetime) -> list[Card]:
    """The groups that have people, then the half-days nobody is in yet."""
    proposed = {group.opening.id: group for group in board.proposal.groups}
    people = {each.pk: each for each in board.interests}
    found = [_card(draft, proposed.get(draft.pk), people, board, zone=zone, now=now) for draft in board.drafts]
    return sorted(found, key=lambda card: not card.members)


def left(
    board: Board, ideas: Mapping[Why, tuple[str, Action]], said: Mapping[int, str], *, zone: ZoneInfo, now: datetime
) -> list[Alone]:
    """Those without a group; `ideas` are the ones that need facts of the agenda, `said` what they answered before."""
    people = {each.pk: each for each in board.interests}
    return [
        _alone(each, people[each.learner.id], board, ideas, said, zone=zone, now=now) for each in board.proposal.left
    ]


def half_day_words(half_day: HalfDay) -> str:
    """ "Mardi, 9 h 30 à 11 h 30 · Centre social, salle 2 · 9 places"."""
    room = f", {half_day.room}" if half_day.room else ""
    when = _when(half_day.weekday, half_day.start, half_day.end)
    return f"{when} · {half_day.venue}{room} · {plural(half_day.seats, 'place')}"


def when_words(draft: DraftGroup) -> str:
    """ "Mardi, 9 h 30 à 11 h 30 · Centre social, salle 2"."""
    where = f"{draft.venue}, {draft.room}" if draft.room else str(draft.venue)
    return f"{_when(draft.weekday, draft.start_time, draft.end_time)} · {where}"


def enough_words(board: Board, rules: Rules) -> list[str]:
    """The groups so asked for that a second one would fill: "12 personnes attendent une place le mardi"."""
    counts = Counter(each.would_join.code for each in board.proposal.left if each.why == Why.FULL and each.would_join)
    return [
        f"{plural(count, 'personne')} {'attendent' if count > 1 else 'attend'} une place le {grouping_words.half_day(code)}"
        for code, count in sorted(counts.items())
        if count >= rules.smallest
    ]


def term_words(drafts: Sequence[DraftGroup]) -> str:
    """ "Cycles de janvier à mars": when the groups begin, and about when they end."""
    if not drafts:
        return "Groupes à former"
    first = min(draft.starts_on for draft in drafts)
    weeks = max(draft.count for draft in drafts)
    last = first.month - 1 + round(weeks * 7 / 30)
    start, end = MONTHS[first.month - 1], MONTHS[last % 12]
    of = "d’" if start[0] in "ao" else "de "
    return f"Cycles {of}{start} à {end}" if start != end else f"Cycles {of}{start}"


def reach_words(reach: Reach) -> str:
    """ "14 reçoivent un SMS, 3 sont à appeler."."""
    parts = [
        (reach.by_sms, "reçoit un SMS", "reçoivent un SMS"),
        (reach.by_email, "reçoit un mail", "reçoivent un mail"),
        (reach.by_call, "est à appeler", "sont à appeler"),
        (reach.nobody, "n’a ni téléphone ni mail", "n’ont ni téléphone ni mail"),
    ]
    said = [f"{count}\u00a0{one if count == 1 else many}" for count, one, many in parts if count]
    return f"{', '.join(said)}." if said else ""


def name_of(draft: DraftGroup, drafts: Sequence[DraftGroup]) -> str:
    """How a group is told from the others in a button: "mardi", "mardi 14 h" when two meet on Tuesdays."""
    same = [each for each in drafts if each.weekday == draft.weekday]
    day = DAYS[draft.weekday]
    if len(same) < 2:
        return day
    at_once = [each for each in same if each.start_time == draft.start_time]
    return f"{day} {hour(draft.start_time)}" + (f", {draft.venue}" if len(at_once) > 1 else "")


def _card(
    draft: DraftGroup,
    group: Proposed | None,
    people: Mapping[int, Interest],
    board: Board,
    *,
    zone: ZoneInfo,
    now: datetime,
) -> Card:
    members = group.members if group else ()
    count = len(members)
    targets = [
        *(
            Target(value=str(other.pk), words=f"Vers le {name_of(other, board.drafts)}")
            for other in board.drafts
            if other != draft
        ),
        Target(value=TO_NOBODY, words="Sans groupe"),
        Target(value=TO_NEXT_TERM, words="Au trimestre suivant"),
    ]
    today = now.astimezone(zone).date()
    return Card(
        draft=draft,
        when=when_words(draft),
        filled=f"{count} sur {draft.seats}",
        tone="warn" if count > draft.seats else "ok" if count else "",
        reasons=grouping_words.reasons(group) if group else [],
        members=[
            _member(
                people[each.id],
                grouping_words.note(each, group, said=proposing.said_of(people[each.id]), today=today, zone=zone),
                targets,
                waits=rank >= draft.seats,
            )
            for rank, each in enumerate(members)
        ],
    )


def _when(weekday: int, start: time, end: time) -> str:
    return f"{DAYS[weekday].capitalize()}, {hour(start)} à {hour(end)}"


def _member(interest: Interest, note: str, targets: Sequence[Target], *, waits: bool = False) -> Member:
    return Member(
        interest=interest,
        rank=RANKS[Level(interest.level)] if interest.level else 0,
        level=Level(interest.level).label.capitalize() if interest.level else "niveau à situer",
        note=", ".join(filter(None, ["sur la liste d’attente" if waits else "", note])),
        targets=targets,
    )


def _alone(
    found: Left,
    interest: Interest,
    board: Board,
    ideas: Mapping[Why, tuple[str, Action]],
    said: Mapping[int, str],
    *,
    zone: ZoneInfo,
    now: datetime,
) -> Alone:
    targets = [
        *(
            Target(value=str(each.pk), words=f"Dans le groupe du {name_of(each, board.drafts)}")
            for each in board.drafts
        ),
        Target(value=TO_NEXT_TERM, words="Au trimestre suivant"),
    ]
    why = grouping_words.left_words(found, openings=board.openings, today=now.astimezone(zone).date())
    idea, action = _idea(found, ideas)
    return Alone(
        member=_member(interest, "", targets),
        why=" ".join(filter(None, [said.get(interest.pk, ""), why])),
        idea=idea,
        action=action,
    )


def _idea(found: Left, ideas: Mapping[Why, tuple[str, Action]]) -> tuple[str, Action | None]:
    advice, learner = grouping_words.advice(found), found.learner
    match found.why:
        case Why.FULL | Why.FREE_SEAT if found.would_join:
            words = "Noter" if found.why == Why.FULL else "Ajouter"
            return advice, Action(words=words, moves_to=str(found.would_join.id))
        case Why.NO_LEVEL:
            return advice, Action(words="Situer", href=reverse("desk:interest-questions", args=[learner.id]))
        case Why.SILENT | Why.TOO_FAR:
            return advice, Action(words="Appeler", href=tel_uri(learner.phone)) if learner.phone else None
        case Why.NOT_FREE if (
            any(not code.endswith("-evening") for code in learner.availability) or Why.NOT_FREE not in ideas
        ):
            code = min(learner.availability)
            return advice, Action(words="Ouvrir", href=f"{reverse('desk:groups-add')}?quand={code}")
        case why if why in ideas:
            return ideas[why]
    return advice, Action(words="Garder", moves_to=TO_NEXT_TERM)
