"""The rows of this app, by subject."""

from escale.mandates.models.frames import AidantsConnect, Frame
from escale.mandates.models.journal import JournalEntry, JournalEntryQuerySet, JournalHead, JournalKind
from escale.mandates.models.mandates import (
    Category,
    ConsentBy,
    CopyHow,
    Duration,
    End,
    Mandate,
    MandateAct,
    MandateQuerySet,
    Presence,
    Result,
    RevokedFrom,
    Standing,
    Why,
)

__all__ = [
    "AidantsConnect",
    "Category",
    "ConsentBy",
    "CopyHow",
    "Duration",
    "End",
    "Frame",
    "JournalEntry",
    "JournalEntryQuerySet",
    "JournalHead",
    "JournalKind",
    "Mandate",
    "MandateAct",
    "MandateQuerySet",
    "Presence",
    "Result",
    "RevokedFrom",
    "Standing",
    "Why",
]
