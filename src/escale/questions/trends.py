"""How a question goes, month after month, in words. Pure: numbers and names of months in, a sentence out."""

from collections.abc import Sequence
from datetime import date

from escale.french.dates import MONTHS
from escale.french.plural import plural

FEWEST = 3
"""Below, a number says nothing of a trend."""
MUCH_MORE, MUCH_LESS, MOST = 1.5, 0.6, 0.75


def months_until(on: date, *, count: int) -> list[date]:
    """The first days of this month and of those before, the oldest first."""
    last = on.year * 12 + on.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1)]


def sentence(times: Sequence[int], months: Sequence[date]) -> str:
    """ "De 2 à 5 par mois, en hausse", "Surtout depuis octobre", "Stable": what was heard each month, the last one running."""
    total = sum(times)
    if not total:
        return f"Pas entendue depuis {len(months)}\u00a0mois"
    if total < FEWEST:
        return f"Entendue {plural(total, 'fois', 'fois')} en {len(months)}\u00a0mois"
    early, late = sum(times[:2]) / 2, sum(times[-2:]) / 2
    if late >= early * MUCH_MORE and late - early >= 1:
        return _rising(times, months)
    if late <= early * MUCH_LESS and early - late >= 1:
        return f"De {times[0]} à {times[-1]} par mois, en baisse" if times[0] > times[-1] else "En baisse"
    return "Stable"


def _rising(times: Sequence[int], months: Sequence[date]) -> str:
    """A sudden beginning is said by its month, a slow one by its two ends."""
    place = max(place for place in range(len(times)) if sum(times[place:]) >= MOST * sum(times))
    if place >= 2:
        name = MONTHS[months[place].month - 1]
        return f"Surtout depuis {name}" if place < len(times) - 1 else f"Surtout en {name}"
    return f"De {times[0]} à {times[-1]} par mois, en hausse" if times[-1] > times[0] else "En hausse"
