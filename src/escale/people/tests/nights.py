"""The nights of the retention job, told ahead as the team is."""

from datetime import datetime, timedelta

from escale.people import retention, warning

DAY = timedelta(days=1)


def nights(until: datetime, *, told: datetime | None = None) -> dict[str, int]:
    """The night that tells the team, thirty days before or when said, then the last one."""
    warning.announce(now=told or until - 30 * DAY)
    return retention.apply(now=until)
