"""Which wordings ask the same: those near a known question, then those near each other. Pure; decides nothing, proposes."""

import heapq
from collections.abc import Collection, Sequence
from itertools import combinations

from escale.questions.wordings import Wording, likeness

NEAR = 0.55
"""From this likeness on, on average, two sets of wordings are proposed as one question."""
CLOSEST = 3
"""A question is as near as the closest of its wordings: it may be asked in very different words."""


def nearest(one: Wording, questions: Sequence[Collection[Wording]]) -> int | None:
    """The place of the question a wording is near, among the wordings of each; None when it is near none."""
    found = [(_nearness(one, wordings), -place) for place, wordings in enumerate(questions)]
    score, place = max(found, default=(0.0, 0))
    return -place if score >= NEAR else None


def together(wordings: Sequence[Wording]) -> list[list[int]]:
    """The places of the wordings that ask the same, by sets of at least one, in the order of their first.

    The two nearest sets are joined first, as long as their wordings are near on average (UPGMA): one that is near a single
    other doesn't bring two questions together.
    """
    sets = {place: [place] for place in range(len(wordings))}
    links: dict[int, dict[int, float]] = {place: {} for place in sets}
    for one, other in combinations(sets, 2):
        if score := likeness(wordings[one], wordings[other]):
            links[one][other] = links[other][one] = score
    nearest_first = [(-score, one, other) for one in sets for other, score in links[one].items() if one < other]
    heapq.heapify(nearest_first)
    while nearest_first:
        score, one, other = heapq.heappop(nearest_first)
        if -score < NEAR:
            break
        if one in sets and other in sets:
            for near, average in _join(sets, links, one, other):
                heapq.heappush(nearest_first, (-average, near, max(sets)))
    return sorted(sorted(places) for places in sets.values())


def _join(
    sets: dict[int, list[int]], links: dict[int, dict[int, float]], one: int, other: int
) -> list[tuple[int, float]]:
    """Make one set of two, under a new key; give how near each other set is to it."""
    weights = {one: len(sets[one]), other: len(sets[other])}
    joined = max(links) + 1
    sets[joined] = sets.pop(one) + sets.pop(other)
    average = {
        near: sum(links[each].get(near, 0.0) * weight for each, weight in weights.items()) / sum(weights.values())
        for near in (links[one].keys() | links[other].keys()) & sets.keys()
    }
    links[joined] = average
    for near, score in average.items():
        links[near][joined] = score
    return sorted(average.items())


def _nearness(one: Wording, wordings: Collection[Wording]) -> float:
    closest = heapq.nlargest(CLOSEST, (likeness(one, other) for other in wordings))
    return sum(closest) / len(closest) if closest else 0.0
