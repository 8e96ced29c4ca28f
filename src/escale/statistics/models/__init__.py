"""The rows of this app, by subject."""

from escale.statistics.models.counts import MonthCount
from escale.statistics.models.releases import Release, ReleaseKind, ReleaseQuerySet, ReportSchedule

__all__ = ["MonthCount", "Release", "ReleaseKind", "ReleaseQuerySet", "ReportSchedule"]
