"""The rows of this app, by subject."""

from escale.activity.models.changes import MonthToCount
from escale.activity.models.coordination import (
    AnimationTopic,
    AnimationType,
    CoordinationKind,
    CoordinationRecord,
    EventType,
    Initiative,
    Organizer,
    PartnershipKind,
    Reach,
)
from escale.activity.models.drafts import Draft
from escale.activity.models.participations import Axis, Participation, UnnamedCount
from escale.activity.models.records import (
    ActivityRecord,
    ActivityRecordQuerySet,
    Autonomy,
    Device,
    Kind,
    NextStep,
    Place,
    Posture,
    RecordDevice,
    RecordTopic,
    ReferredTo,
    SessionLevel,
    Source,
)
from escale.activity.models.tags import RecordTag, Tag, TagQuerySet

__all__ = [
    "ActivityRecord",
    "ActivityRecordQuerySet",
    "AnimationTopic",
    "AnimationType",
    "Autonomy",
    "Axis",
    "CoordinationKind",
    "CoordinationRecord",
    "Device",
    "Draft",
    "EventType",
    "Initiative",
    "Kind",
    "MonthToCount",
    "NextStep",
    "Organizer",
    "Participation",
    "PartnershipKind",
    "Place",
    "Posture",
    "Reach",
    "RecordDevice",
    "RecordTag",
    "RecordTopic",
    "ReferredTo",
    "SessionLevel",
    "Source",
    "Tag",
    "TagQuerySet",
    "UnnamedCount",
]
