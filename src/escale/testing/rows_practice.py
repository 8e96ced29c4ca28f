"""Rows of what advisers do for one another, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from escale.community.models import Circle, CircleKind
from escale.practice import opening
from escale.practice.opening import RULES, Terms
from escale.testing import builders
from escale.testing.cast import Reception


def of_practice(reception: Reception) -> dict[str, Any]:
    """A session of analysis of practice that the adviser looks after, in the circle of the team."""
    circle, _ = Circle.objects.get_or_create(
        kind=CircleKind.TEAM, organization=reception.organization, defaults={"name": reception.organization.name}
    )
    starts_at = builders.NOW + timedelta(days=60)
    terms = Terms(
        theme="Poser le cadre sans blesser",
        facilitator="Hélène R.",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Salle 2",
        video_link="",
        seats=8,
        rules=RULES,
    )
    both = {"circle": circle, "member": reception.adviser, "now": builders.NOW}
    return {
        "practice_session": opening.propose(terms, time_zone="Europe/Paris", submission=UUID(int=7), **both),
    }
