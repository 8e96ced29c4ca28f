"""Which sheet of a file is the list, where its titles are, and which column is what. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from escale import spreadsheets
from escale.french.plain_text import fold
from escale.people.importing.fields import OF_AN_APPOINTMENT, TITLES, Field
from escale.spreadsheets import Row

UNDER_COMMUNE = {"nom", "code insee", "code postal"}
"""La Coop's template has two lines of titles: these stand under "Commune"."""

FEWEST_TITLES = 2
MOST_PEOPLE = 100_000
_KNOWN = {title: field for field in Field for title in (fold(field.label), *TITLES.get(field, ()))}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The list in a file: the people start after line `titled_at` (0: no titles) of `sheet`."""

    sheet: str
    titled_at: int
    titles: tuple[str, ...]

    def title(self, column: int) -> str:
        return self.titles[column] if column < len(self.titles) else ""

    def people(self, content: bytes) -> Iterator[Row]:
        """The lines of people, La Coop's example left out. Raises `UnreadableFile`."""
        for row in spreadsheets.read(content, sheet=self.sheet, most_rows=MOST_PEOPLE + self.titled_at):
            if row.number > self.titled_at and not _is_example(row):
                yield row


def find(content: bytes) -> Layout:
    """The line that has the most titles we know, of any sheet. Raises `UnreadableFile`."""
    best: Layout | None = None
    most = 0
    sheets = spreadsheets.heads(content)
    for rows in sheets.values():
        for at, row in enumerate(rows):
            known = guess(row.cells)
            if len(known) > most and (says_who(known) or len(known) >= FEWEST_TITLES):
                most, best = len(known), _layout(row, rows[at + 1 : at + 2])
    if best is not None:
        return best
    sheet, rows = next(iter(sheets.items()), ("", []))
    widest = max((len(row.cells) for row in rows), default=0)
    return Layout(sheet=sheet, titled_at=0, titles=("",) * widest)


def guess(titles: Sequence[str]) -> dict[int, Field]:
    """Which column is what, by its title; each thing once, the first column that says it."""
    folded = [fold(title) for title in titles]
    found: dict[int, Field] = {}
    for column, title in enumerate(folded):
        field = _KNOWN.get(title)
        if title == "nom" and folded[column + 1 : column + 2] == ["code insee"]:
            field = Field.COMMUNE
        if field is Field.STATUS and OF_AN_APPOINTMENT in folded:
            field = None
        if field is not None and field not in found.values():
            found[column] = field
    return found


def kept(mapping: Mapping[int, Field]) -> dict[str, str]:
    """The mapping as the row of an import keeps it."""
    return {str(column): field.value for column, field in mapping.items()}


def read_kept(mapping: Mapping[str, str]) -> dict[int, Field]:
    return {int(column): Field(field) for column, field in mapping.items()}


def says_who(mapping: Mapping[int, Field]) -> bool:
    """Whether some column holds first names: without one, no file can be opened."""
    return bool({Field.FIRST_NAME, Field.FULL_NAME} & set(mapping.values()))


def _layout(row: Row, below: Sequence[Row]) -> Layout:
    titles, titled_at = list(row.cells), row.number
    for second in below:
        if len(guess(second.cells)) and {fold(cell) for cell in second.cells} - {""} <= UNDER_COMMUNE:
            titles += [""] * (len(second.cells) - len(titles))
            titles = [
                f"Commune {under}" if under else title
                for title, under in zip(titles, [*second.cells, *[""] * len(titles)], strict=False)
            ]
            titled_at = second.number
    return Layout(sheet=row.sheet, titled_at=titled_at, titles=tuple(titles))


def _is_example(row: Row) -> bool:
    """The line La Coop's template shows: "Exemple Léa 1970 Blaziert"."""
    return [fold(cell) for cell in row.cells[:4]] == ["exemple", "lea", "1970", "blaziert"]
