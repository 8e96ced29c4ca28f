"""What the addresses of the desk hold besides numbers."""

from datetime import date


class DayConverter:
    """A day of this century: "2026-11-13"."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()
