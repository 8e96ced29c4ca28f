"""What the addresses of the desk hold besides numbers."""

from datetime import date


class DayConverter:
    """A day of this century: "2026-11-13"."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class FileConverter:
    """The name of a file we gave: "photo-0a1b2c.jpg"; whatever else is typed is asked to no database."""

    regex = r"[a-z0-9.-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
