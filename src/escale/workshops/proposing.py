"""What the group builder stands on: the people to place and the half-days as the proposal reads them, and its outcome.

Everything is read in a fixed number of queries, whatever the number of people.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from escale.accounts.models import Organization
from escale.places import communes
from escale.places.distance import kilometres
from escale.places.zones import zone_of
from escale.workshops import grouping, grouping_words
from escale.workshops.grouping import Grouping
from escale.workshops.learners import Band, Learner, Opening, Rules
from escale.workshops.models import (
    Device,
    DraftGroup,
    Enrollment,
    EnrollmentState,
    Interest,
    Level,
    RoomNeed,
    WhyLeft,
)

LEVEL_OF = {Band.BASICS: Level.BEGINNER, Band.FURTHER: Level.INTERMEDIATE, Band.MIXED: ""}


@dataclass(frozen=True, kw_only=True)
class Board:
    """The groups being formed: their rows, those to place, and what the proposal says of them as they stand."""

    drafts: Sequence[DraftGroup]
    interests: Sequence[Interest]
    openings: Sequence[Opening]
    proposal: Grouping


def read(organization: Organization, *, rules: Rules, now: datetime) -> Board:
    """The groups as they stand, with the reasons of each, and who is left with why. Six queries."""
    drafts, interests = pending(organization), to_place(organization, now=now)
    slots = openings_of(drafts, interests)
    people = learners_of(interests, drafts, organization=organization)
    proposal = grouping.explain(people, slots, rules)
    return Board(drafts=drafts, interests=interests, openings=slots, proposal=proposal)


def pending(organization: Organization) -> list[DraftGroup]:
    """The groups whose cycle isn't created yet, in the order they were added. One query."""
    drafts = list(DraftGroup.objects.of_organization(organization).pending().with_everything_shown().order_by("pk"))
    for draft in drafts:
        draft.organization = draft.venue.organization = organization
    return drafts


def to_place(organization: Organization, *, now: datetime) -> list[Interest]:
    """Those a group is looked for now, except whoever is invited to one or waits for a seat in it. Two queries."""
    invited = Enrollment.objects.of_organization(organization).live().exclude(interest=None)
    today = now.astimezone(zone_of(organization)).date()
    waiting = Interest.objects.of_organization(organization).to_place(on=today).oldest_first()
    return list(waiting.exclude(pk__in=invited.order_by("pk").values("interest")))


def openings_of(
    drafts: Iterable[DraftGroup], interests: Iterable[Interest], *, by_hand_only: bool = False
) -> list[Opening]:
    """The half-days of these groups, with the people who stay in them: everybody, or those put by hand only."""
    kept: dict[int, set[int]] = {}
    for each in interests:
        if each.draft_id is not None and (each.placed_by_hand or not by_hand_only):
            kept.setdefault(each.draft_id, set()).add(each.pk)
    return [_opening(draft, frozenset(kept.get(draft.pk, ()))) for draft in drafts]


def learners_of(
    interests: Sequence[Interest], drafts: Sequence[DraftGroup], *, organization: Organization
) -> list[Learner]:
    """These people as the proposal reads them. Two queries."""
    before, silent = _groups_before(interests), _silent_since(interests, organization)
    return [
        Learner(
            id=each.pk,
            name=each.short_name,
            since=each.created_at,
            level=each.level,
            availability=frozenset(each.availability),
            venue=each.venue_id,
            wants_basics=each.wants_basics,
            on_phone_only=each.device == Device.PHONE,
            needs_transport=RoomNeed.TRANSPORT in each.room_needs,
            town=_town(each),
            kilometres=_distances(each, drafts),
            came_from=before[each.person_id][0] if each.person_id in before else None,
            came_from_words=before[each.person_id][1] if each.person_id in before else "",
            silent_since=silent.get(each.pk),
            set_aside=each.placed_by_hand and each.draft_id is None,
            phone=each.phone,
        )
        for each in interests
    ]


def said_of(interest: Interest) -> str:
    """What was noted about her for the group, or what the room must offer her."""
    if interest.note:
        return interest.note
    needs = [RoomNeed(need).label for need in interest.room_needs if need in RoomNeed.values]
    return next((need.removeprefix("une ").removeprefix("un ") for need in needs), "")


def _opening(draft: DraftGroup, kept: frozenset[int]) -> Opening:
    band = Band.BASICS if draft.level == Level.BEGINNER else Band.FURTHER
    return Opening(
        id=draft.pk,
        venue=draft.venue_id,
        code=grouping_words.code_of(draft.weekday, draft.start_time.hour),
        start=draft.start_time,
        end=draft.end_time,
        seats=draft.seats,
        computers=draft.room.computers if draft.room else 0,
        kept=kept,
        band=band if draft.named_by_hand and draft.level else None,
    )


def _groups_before(interests: Iterable[Interest]) -> dict[int | None, tuple[int, str]]:
    """The last cycle each person was enrolled in, with its season."""
    people = {each.person_id for each in interests if each.person_id}
    found = (
        Enrollment.objects.filter(person__in=people, group__cycle__isnull=False, state=EnrollmentState.ENROLLED)
        .annotate(first=Min("group__sessions__starts_at"))
        .exclude(first=None)
        .order_by("first", "pk")
        .values_list("person", "group", "first")
    )
    return {person: (group, grouping_words.season_words(first)) for person, group, first in found}


def answers_before(interests: Iterable[Interest]) -> dict[int, str]:
    """What each person back on the list answered: "A dit non à « Se perfectionner »." One query."""
    found = (
        Enrollment.objects.filter(interest__in=[each.pk for each in interests], left_why=WhyLeft.DECLINED)
        .order_by("left_at", "pk")
        .values_list("interest", "group__title")
    )
    return {interest: f"A dit non à «\u00a0{title}\u00a0»." for interest, title in found if interest}


def _silent_since(interests: Sequence[Interest], organization: Organization) -> dict[int, date]:
    """Since when those who left an invitation without answer say nothing. One query."""
    zone = zone_of(organization)
    found = (
        Enrollment.objects.filter(interest__in=[each.pk for each in interests], left_why=WhyLeft.NO_ANSWER)
        .order_by("left_at", "pk")
        .values_list("interest", "left_at")
    )
    return {interest: left_at.astimezone(zone).date() for interest, left_at in found if interest and left_at}


def _town(interest: Interest) -> str:
    commune = communes.by_code(interest.commune) if interest.commune else None
    return commune.name if commune else ""


def _distances(interest: Interest, drafts: Iterable[DraftGroup]) -> dict[int, float]:
    """How far each venue is from somebody who needs help to come; nothing for the others."""
    if RoomNeed.TRANSPORT not in interest.room_needs or not interest.commune:
        return {}
    commune = communes.by_code(interest.commune)
    if commune is None:
        return {}
    return {draft.venue_id: kilometres(commune, draft.venue.point) for draft in drafts if draft.venue.point}
