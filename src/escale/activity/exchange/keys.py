"""The keys of what one gesture writes: they begin as the gesture's own, so that it can be recognised and undone."""

from uuid import UUID

LAST = 2**64 - 1


def key_of(gesture: UUID, rank: int) -> UUID:
    """The key of the row of this rank (0, 1…); -1 is the last there may be."""
    return UUID(int=gesture.int >> 64 << 64 | (LAST if rank < 0 else rank))


def uuid_of(text: str) -> UUID | None:
    """The key a text writes, None when it writes none."""
    try:
        return UUID(text)
    except ValueError:
        return None
