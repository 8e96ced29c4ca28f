"""Reads the national tool's sheet of coordination."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from escale.accounts.models import Membership
from escale.activity.exchange import labels, values
from escale.activity.exchange.coordination_xlsx import NOT_ASKED, OTHER
from escale.activity.exchange.findings import Cells, Finding, under_titles
from escale.activity.models import CoordinationKind, CoordinationRecord, Organizer
from escale.french.plain_text import fold
from escale.scheduling.wall_clock import day_bounds
from escale.spreadsheets import Row

NEEDED = ("Date de l’activité", "Type", "Structure·s partenaire·s (Nom)", "ID CRA")
NATURE = "Type d’animation, type d’évènement, nature du partenariat"
LONGEST_NAME, LONGEST_OTHER, LONGEST_ID, MOST = 160, 160, 64, 999_999


@dataclass(frozen=True, kw_only=True)
class CoordinationReading:
    """The activities of a sheet, not yet written, and what was found on the way."""

    records: list[CoordinationRecord]
    findings: list[Finding]


def read(rows: Iterable[Row], *, by: Membership, zone: ZoneInfo) -> CoordinationReading:
    """Every activity of the sheet, as hers. Raises `NotThisFile`."""
    findings: list[Finding] = []
    records: dict[str, CoordinationRecord] = {}
    columns, under = under_titles(rows, needed=NEEDED)
    for row in under:
        if (record := _record(Cells(row, columns, findings), by=by, zone=zone)) is not None:
            records[record.external_id] = record
    return CoordinationReading(records=list(records.values()), findings=findings)


def _record(cells: Cells, *, by: Membership, zone: ZoneInfo) -> CoordinationRecord | None:
    identifier, on = cells.text("ID CRA")[:LONGEST_ID], values.day(cells, "Date de l’activité")
    kind = labels.code_of(cells.text("Type"), labels.COORDINATION_KINDS)
    if not identifier:
        cells.say("ID CRA", "", "Sans identifiant, cette activité serait comptée deux fois.", stops=True)
    if kind is None:
        cells.say("Type", cells.text("Type"), "Écrivez Animation, Évènement ou Partenariat.", stops=True)
    if on is None or not identifier or kind is None:
        return None
    tags, rest = list[str](), list[str]()
    said = _by_kind(cells, CoordinationKind(kind), tags)
    name = (
        ""
        if _is_not_asked(cells, "Nom de l’évènement")
        else values.fitting(cells, "Nom de l’évènement", longest=LONGEST_NAME, rest=rest)
    )
    record = CoordinationRecord(
        organization=by.organization,
        adviser=by.user,
        kind=kind,
        on=on,
        name=name,
        partners=_partners(cells, tags),
        reach=_code(cells, "Échelon territorial de l’évènement ou du partenariat", labels.REACHES, tags),
        created_at=values.moment(cells, "Enregistrée le", zone) or day_bounds(on, zone).start,
        changed_at=values.moment(cells, "Dernière modification le", zone),
        external_id=identifier,
        **said,
    )
    record.note = "\n".join(filter(None, [values.harmless(cells, "Notes"), *rest]))
    record.tags = list(dict.fromkeys(line[: values.LONGEST_TAG] for line in (*cells.lines("Tags"), *tags)))
    return record


def _by_kind(cells: Cells, kind: CoordinationKind, tags: list[str]) -> dict[str, Any]:
    """What one kind has and the others don't."""
    match kind:
        case CoordinationKind.ANIMATION:
            types, other = _natures(cells, labels.ANIMATION_TYPES, tags)
            return {
                "minutes": values.number(cells, "Durée (min.)", least=1, most=1439),
                "advisers": values.number(cells, "Médiateur·ice·s numérique·s", least=0, most=MOST) or 0,
                "structures": values.number(cells, "Structure·s", least=0, most=MOST) or 0,
                "others": values.number(cells, "Autres acteur.trice.s", least=0, most=MOST) or 0,
                "animation_type": types[0] if types else "",
                "topics": list(values.codes(cells, "Thématique(s) d’animation", labels.ANIMATION_TOPICS, tags)),
                "initiative": _code(cells, "Qui est à l’initiative de cette intervention ?", labels.INITIATIVES, tags),
                "other": other,
            }
        case CoordinationKind.EVENT:
            types, other = _natures(cells, labels.EVENT_TYPES, tags)
            return {
                "participants": values.number(cells, "Participants", least=0, most=MOST),
                "event_type": types[0] if types else "",
                "organizers": list(values.codes(cells, "Organisé par", labels.ORGANIZERS, tags)),
                "other": other,
            }
        case _:
            types, other = _natures(cells, labels.PARTNERSHIP_KINDS, tags)
            return {"partnership_kinds": types, "other": other}


def _natures(cells: Cells, words: Mapping[str, str], tags: list[str]) -> tuple[list[str], str]:
    """The codes of the lines of this cell, and the words that go with "Autre"."""
    found, others = list[str](), list[str]()
    start = f"{fold(words[OTHER])} "
    for line in cells.lines(NATURE):
        code = labels.code_of(line, words)
        if code is None and fold(line).startswith(start) and ":" in line:
            code = OTHER
            others.append(line.partition(":")[2].strip())
        if code is None:
            values.keep(cells, NATURE, line, tags)
        else:
            found.append(code)
    return found, " ; ".join(others)[:LONGEST_OTHER]


def _partners(cells: Cells, tags: list[str]) -> list[dict[str, str]]:
    names_title, kinds_title = "Structure·s partenaire·s (Nom)", "Structure·s partenaire·s (type)"
    if _is_not_asked(cells, names_title):
        return []
    kinds = [labels.code_of(line, labels.ORGANIZERS) or OTHER for line in cells.lines(kinds_title)]
    partners = []
    for index, name in enumerate(cells.lines(names_title)):
        kind = kinds[index] if index < len(kinds) else Organizer.OTHER
        partners.append({"name": name[:LONGEST_NAME], "kind": str(kind), "other": ""})
    return partners


def _code(cells: Cells, title: str, words: Mapping[str, str], tags: list[str]) -> str:
    return "" if _is_not_asked(cells, title) else values.code(cells, title, words, tags)


def _is_not_asked(cells: Cells, title: str) -> bool:
    return cells.text(title) == NOT_ASKED
