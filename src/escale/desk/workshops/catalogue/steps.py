"""The rows of a plan while one writes it: added, removed and moved by buttons, with what was typed in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from escale.french.dates import duration
from escale.workshops.catalogue import MOST_STEPS, Step

NAMES = ("minutes", "title", "materials")
FIRST_ROWS = 4

type Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The rows after a gesture, and the place of the one it was about."""

    rows: list[Row]
    focus: int | None = None


def empty() -> Row:
    return dict.fromkeys(NAMES, "")


def of(steps: Iterable[Step]) -> list[Row]:
    """The rows of a plan already written; a few empty ones when there is none."""
    written = [{"minutes": str(each.minutes), "title": each.title, "materials": each.materials} for each in steps]
    return written or [empty() for _ in range(FIRST_ROWS)]


def typed(sent: QueryDict) -> list[Row]:
    """The rows as they were sent, in the order they stood."""
    return [{name: sent.get(f"etape-{key}-{name}", "") for name in NAMES} for key in sent.getlist("etape")[:MOST_STEPS]]


def after(rows: Sequence[Row], gesture: str) -> Rows:
    """The rows once a button was pressed: "ajouter", "retirer-2", "monter-2" or "descendre-2"; else as they were."""
    kept = list(rows)
    verb, _, place = gesture.partition("-")
    if verb == "ajouter":
        return Rows(rows=[*kept, empty()], focus=len(kept)) if len(kept) < MOST_STEPS else Rows(rows=kept)
    if not (place.isascii() and place.isdecimal() and len(place) < 3 and int(place) < len(kept)):
        return Rows(rows=kept)
    at = int(place)
    row = kept.pop(at)
    match verb:
        case "retirer":
            return Rows(rows=kept or [empty()], focus=min(at, max(len(kept) - 1, 0)))
        case "monter":
            there = max(at - 1, 0)
        case "descendre":
            there = at + 1
        case _:
            there = at
    kept.insert(there, row)
    return Rows(rows=kept, focus=min(there, len(kept) - 1))


def total(rows: Iterable[Row]) -> int:
    """The minutes of the rows that say a readable number."""
    said = [row["minutes"].strip() for row in rows]
    return sum(int(each) for each in said if each.isascii() and each.isdecimal() and len(each) < 4)


def compared(minutes: int, *, whole: int) -> str:
    """How the steps stand beside the length of the workshop, in words."""
    if not minutes:
        return f"Aucune étape pour le moment. L’atelier dure {duration(whole)}."
    if minutes == whole:
        return f"Les étapes font {duration(whole)} : c’est juste la durée de l’atelier."
    if minutes < whole:
        return f"Les étapes font {duration(minutes)}. Il reste {duration(whole - minutes)} à remplir."
    return f"Les étapes font {duration(minutes)} : c’est {duration(minutes - whole)} de trop."
