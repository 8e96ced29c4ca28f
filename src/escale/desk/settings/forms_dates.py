"""Dates put back by hand in a permanence, kept from one page to the next."""

from datetime import date
from typing import Any

from django import forms

FIRST_YEAR, LAST_YEAR = 2000, 2099
MOST_DATES = 400


class DatesInput(forms.MultipleHiddenInput):
    """Dates kept from one page to the next, and the one a button adds: "2026-12-22 2026-12-29"."""


class DatesField(forms.Field):
    """Dates put back by hand; what is no date is left out."""

    widget = DatesInput

    def clean(self, value: Any) -> list[date]:
        words = [word for given in value or [] for word in str(given).split()]
        return sorted({on for word in words[:MOST_DATES] if (on := _read_day(word))})


def _read_day(word: str) -> date | None:
    try:
        on = date.fromisoformat(word)
    except ValueError:
        return None
    return on if FIRST_YEAR <= on.year <= LAST_YEAR else None
