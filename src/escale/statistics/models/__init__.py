"""The rows of this app, by subject."""

from escale.statistics.models.counts import MonthCount, PeopleCount
from escale.statistics.models.releases import Release, ReleaseKind, ReportSchedule

__all__ = ["MonthCount", "PeopleCount", "Release", "ReleaseKind", "ReportSchedule"]
