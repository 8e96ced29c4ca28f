"""The national tool's sheet of coordination: animations, events, partnerships. What a kind doesn't have holds a slash."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db.models import QuerySet

from escale.activity.exchange import labels
from escale.activity.exchange.activities_xlsx import About, head, moment
from escale.activity.models import CoordinationKind, CoordinationRecord
from escale.spreadsheets import Cell, Sheet, xlsx_file

SHEET = "Activités de coordination"
NOT_ASKED = "/"
OTHER = "autre"

TITLES = (
    "Date de l’activité",
    "Type",
    "Durée (min.)",
    "Participants",
    "Médiateur·ice·s numérique·s",
    "Structure·s",
    "Autres acteur.trice.s",
    "Nom de l’évènement",
    "Type d’animation, type d’évènement, nature du partenariat",
    "Organisé par",
    "Structure·s partenaire·s (Nom)",
    "Structure·s partenaire·s (type)",
    "Échelon territorial de l’évènement ou du partenariat",
    "Qui est à l’initiative de cette intervention ?",
    "Thématique(s) d’animation",
    "Tags",
    "Notes",
    "Enregistrée le",
    "Dernière modification le",
    "ID CRA",
)

ANIMATION, EVENT, PARTNERSHIP = CoordinationKind.ANIMATION, CoordinationKind.EVENT, CoordinationKind.PARTNERSHIP
ASKED_OF: Mapping[str, frozenset[CoordinationKind]] = {
    "Durée (min.)": frozenset({ANIMATION}),
    "Participants": frozenset({EVENT}),
    "Médiateur·ice·s numérique·s": frozenset({ANIMATION}),
    "Structure·s": frozenset({ANIMATION}),
    "Autres acteur.trice.s": frozenset({ANIMATION}),
    "Nom de l’évènement": frozenset({EVENT}),
    "Organisé par": frozenset({EVENT}),
    "Structure·s partenaire·s (Nom)": frozenset({PARTNERSHIP}),
    "Structure·s partenaire·s (type)": frozenset({PARTNERSHIP}),
    "Échelon territorial de l’évènement ou du partenariat": frozenset({EVENT, PARTNERSHIP}),
    "Qui est à l’initiative de cette intervention ?": frozenset({ANIMATION}),
    "Thématique(s) d’animation": frozenset({ANIMATION}),
}
"""The columns only some kinds have."""


def workbook(records: Iterable[CoordinationRecord], *, about: About) -> bytes:
    """The file of these activities."""
    rows = [_row(record, about) for record in records]
    return xlsx_file([Sheet(SHEET, [*head(about, total=len(rows)), TITLES, *rows])])


def latest_first(records: QuerySet[CoordinationRecord]) -> QuerySet[CoordinationRecord]:
    return records.order_by("-on", "-created_at", "-pk")


def _row(record: CoordinationRecord, about: About) -> Sequence[Cell]:
    cells = {
        **{title: says(record) for title, says in SAYS.items()},
        "Enregistrée le": moment(record.created_at, about.zone),
        "Dernière modification le": moment(record.changed_at, about.zone),
    }
    return [_asked(record, title, cells[title]) for title in TITLES]


def _asked(record: CoordinationRecord, title: str, cell: Cell) -> Cell:
    if cell not in {None, ""} and record.kind in ASKED_OF.get(title, {record.kind}):
        return cell
    return "" if record.kind in ASKED_OF.get(title, {record.kind}) else NOT_ASKED


def _nature(record: CoordinationRecord) -> str:
    words = (
        (labels.ANIMATION_TYPES, [record.animation_type] if record.animation_type else []),
        (labels.EVENT_TYPES, [record.event_type] if record.event_type else []),
        (labels.PARTNERSHIP_KINDS, record.partnership_kinds),
    )
    return "\n".join(
        f"{names[code]} : {record.other}" if code == OTHER and record.other else names[code]
        for names, codes in words
        for code in codes
    )


def _in_lines(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return "\n".join(names[code] for code in codes)


SAYS: Mapping[str, Callable[[CoordinationRecord], Cell]] = {
    "Date de l’activité": lambda record: record.on,
    "Type": lambda record: labels.COORDINATION_KINDS[record.kind],
    "Durée (min.)": lambda record: record.minutes,
    "Participants": lambda record: record.participants,
    "Médiateur·ice·s numérique·s": lambda record: record.advisers,
    "Structure·s": lambda record: record.structures,
    "Autres acteur.trice.s": lambda record: record.others,
    "Nom de l’évènement": lambda record: record.name,
    "Type d’animation, type d’évènement, nature du partenariat": _nature,
    "Organisé par": lambda record: _in_lines(record.organizers, labels.ORGANIZERS),
    "Structure·s partenaire·s (Nom)": lambda record: "\n".join(each["name"] for each in record.partners),
    "Structure·s partenaire·s (type)": lambda record: _in_lines(
        [each["kind"] for each in record.partners], labels.ORGANIZERS
    ),
    "Échelon territorial de l’évènement ou du partenariat": lambda record: labels.REACHES.get(record.reach, ""),
    "Qui est à l’initiative de cette intervention ?": lambda record: labels.INITIATIVES.get(record.initiative, ""),
    "Thématique(s) d’animation": lambda record: _in_lines(record.topics, labels.ANIMATION_TOPICS),
    "Tags": lambda record: "\n".join(record.tags),
    "Notes": lambda record: record.note,
    "ID CRA": lambda record: record.external_id or str(record.submission),
}
