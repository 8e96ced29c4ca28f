"""A colleague who won't be there next Wednesday."""

from datetime import datetime, time, timedelta

from escale.agenda import absences, resources
from escale.operations.demo.town import Town

WEDNESDAY = 2


def fill(town: Town) -> None:
    """Yann is away the whole day, for a training."""
    today, zone = town.now.date(), town.centre.zone
    away = today + timedelta(days=(WEDNESDAY - today.weekday() - 1) % 7 + 1)
    absences.declare(
        resources.for_adviser(town.members["Yann"].user),
        starts_at=datetime.combine(away, time(9), tzinfo=zone),
        ends_at=datetime.combine(away, time(18), tzinfo=zone),
        label="Formation à Rennes",
    )
