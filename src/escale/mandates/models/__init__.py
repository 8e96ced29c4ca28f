"""The rows of this app, by subject."""

from escale.mandates.models.journal import JournalEntry, JournalEntryQuerySet, JournalHead, JournalKind

__all__ = ["JournalEntry", "JournalEntryQuerySet", "JournalHead", "JournalKind"]
