"""What could let somebody be recognised in what a member writes: the people her organization helps, the communes of France."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from escale.accounts.models import Membership
from escale.community import anonymising
from escale.community.anonymising import Passage
from escale.people.models import Beneficiary
from escale.places import communes

SHORTEST_NAME = 3
"""Shorter words of a name are particles: "Le Goff", "Ba"."""


def names_of(member: Membership) -> frozenset[str]:
    """The folded words of the names of the people her organization helps. One query."""
    keys = Beneficiary.objects.of_organization(member.organization).order_by().values_list("search_key", flat=True)
    return frozenset(word for key in keys.iterator() for word in key.split() if len(word) >= SHORTEST_NAME)


def flagged(member: Membership, texts: Mapping[str, str]) -> dict[str, list[Passage]]:
    """By name of text, what could name somebody in it. One query."""
    names = names_of(member)
    return {
        name: anonymising.find(text, names=names, is_commune=communes.is_named) for name, text in texts.items() if text
    }


def print_of(texts: Iterable[str]) -> str:
    """Tells whether what is published is what was read again."""
    return sha256("\0".join(texts).encode()).hexdigest()[:32]
