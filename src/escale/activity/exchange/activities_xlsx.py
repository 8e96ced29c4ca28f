"""The national tool's sheet of activities, as it writes it: 34 columns in order, one row for each participation."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from escale.activity.exchange import labels
from escale.activity.exchange.activities import Activity, Someone, of_commune
from escale.activity.models import Source
from escale.people.models import AgeBand
from escale.spreadsheets import Cell, Sheet, xlsx_file

SHEET = "Activités"
ANONYMOUS = "Bénéficiaire anonyme"
MOMENT = "%d/%m/%Y à %H:%M"
NOTHING = "-"
YES_NO: Mapping[bool | None, str] = {True: "Oui", False: "Non", None: ""}
LEVELS = tuple(labels.LEVELS)
AUTONOMIES = tuple(labels.AUTONOMIES)
OURS = labels.SOURCES[Source.COOP_V2]


class Shown(Enum):
    """In which files a column is: an adviser's own alone holds names and notes, a team's says who did what."""

    ALWAYS = "always"
    OWN = "own"
    TEAM = "team"
    FORMER = "former"


class Line(NamedTuple):
    """One participation among those of its activity; `zone` says the hours."""

    activity: Activity
    someone: Someone
    rank: int
    zone: ZoneInfo


@dataclass(frozen=True)
class Column:
    heading: str
    cell: Callable[[Line], Cell]
    shown: Shown = Shown.ALWAYS


@dataclass(frozen=True, kw_only=True)
class About:
    """What the head of the file says: who made it, when, and the filters she chose (empty ones are said too)."""

    first_name: str
    last_name: str
    role: str
    at: datetime
    zone: ZoneInfo
    filters: Mapping[str, str]


FILTERS = (
    "Période",
    "Source",
    "Lieux d’accompagnement",
    "Communes",
    "Départements",
    "Type d’accompagnement",
    "Rôle",
    "Thématiques non administratives",
    "Thématiques administratives",
    "Tags",
)


def workbook(activities: Iterable[Activity], *, about: About, team: bool) -> bytes:
    """The file of these activities: an adviser's own, with names and notes, or a team's, which holds neither."""
    told = list(activities)
    former = any(each.source == Source.COOP_V1 for each in told)
    wanted = {Shown.ALWAYS, Shown.TEAM if team else Shown.OWN} | ({Shown.FORMER} if former else set())
    columns = [column for column in COLUMNS if column.shown in wanted]
    lines = [line for activity in told for line in _lines(activity, about.zone)]
    rows = [[column.cell(line) for column in columns] for line in lines]
    return xlsx_file([Sheet(SHEET, [*head(about, total=len(lines)), [column.heading for column in columns], *rows])])


def head(about: About, *, total: int) -> Iterator[Sequence[Cell]]:
    """The rows above the headings."""
    local = about.at.astimezone(about.zone)
    yield ["Informations export"]
    yield ["Nom", about.last_name or NOTHING]
    yield ["Prénom", about.first_name or NOTHING]
    yield ["Rôle", about.role]
    yield ["Total", total]
    yield ["Date d’export", f"{local:%d/%m/%Y}"]
    yield ["Heure d’export", f"{local:%H:%M}"]
    yield []
    yield ["Filtres"]
    yield from ([name, value or NOTHING] for name, value in about.filters.items())
    yield []


def moment(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):{MOMENT}}" if at else ""


def _lines(activity: Activity, zone: ZoneInfo) -> Iterator[Line]:
    for rank, someone in enumerate(activity.people, start=1):
        yield Line(activity, someone, rank, zone)


def _participants(line: Line) -> Cell:
    count = len(line.activity.people)
    return 1 if count == 1 else f"{line.rank}/{count}"


def _in_lines(codes: Iterable[str], words: Mapping[str, str]) -> str:
    return "\n".join(words[code] for code in codes)


def _out_of_three(line: Line) -> str:
    if line.activity.autonomy:
        return f"{AUTONOMIES.index(line.activity.autonomy) + 1}/3"
    return f"{LEVELS.index(line.activity.level) + 1}/3" if line.activity.level else ""


def _age(line: Line) -> str:
    former, today = line.someone.former_age, line.someone.age
    return labels.FORMER_AGES[former] if former and today == AgeBand.UNSAID else labels.AGES[today]


def _status(line: Line) -> str:
    return labels.STATUSES[line.someone.status]


COLUMNS = (
    Column("Date", lambda line: line.activity.on),
    Column("Enregistré le", lambda line: moment(line.activity.created_at, line.zone)),
    Column("Dernière modification le", lambda line: moment(line.activity.changed_at, line.zone)),
    Column("Prénom du médiateur", lambda line: line.activity.adviser[0], Shown.TEAM),
    Column("Nom du médiateur", lambda line: line.activity.adviser[1], Shown.TEAM),
    Column("Rôle", lambda line: line.activity.role, Shown.TEAM),
    Column("ID - Conum", lambda _: "", Shown.TEAM),
    Column("Type", lambda line: labels.KINDS[line.activity.kind]),
    Column("Participants", _participants),
    Column("Bénéficiaire", lambda line: line.someone.name or ANONYMOUS, Shown.OWN),
    Column("Canaux d’accompagnement", lambda line: labels.PLACES[line.activity.place]),
    Column("Nom du lieu", lambda line: line.activity.where.name),
    Column("Adresse", lambda line: line.activity.where.address),
    Column("Commune", lambda line: line.activity.where.commune_name),
    Column("Code postal", lambda line: line.activity.where.postcode),
    Column("Code Insee", lambda line: line.activity.where.commune),
    Column("Durée (min)", lambda line: line.activity.minutes),
    Column("Nom de l’atelier", lambda line: line.activity.title),
    Column("Matériel numérique utilisé", lambda line: _in_lines(line.activity.devices, labels.DEVICES)),
    Column("Thématique(s) d’accompagnement", lambda line: _in_lines(line.activity.topics, labels.TOPICS)),
    Column("Tags", lambda line: "\n".join(line.activity.tags)),
    Column("Nom de la démarche administrative", lambda line: line.activity.procedure),
    Column("Niveau d’autonomie (ou de l’atelier)", _out_of_three),
    Column("Bénéficiaire réorienté", lambda line: YES_NO[line.activity.referred]),
    Column("Structure de redirection", lambda line: labels.REFERRED_TO.get(line.activity.referred_to, "")),
    Column("Commune du bénéficiaire", lambda line: of_commune(line.someone.commune).commune_name),
    Column("Code postal du bénéficiaire", lambda line: of_commune(line.someone.commune).postcode),
    Column("Code Insee du bénéficiaire", lambda line: line.someone.commune),
    Column("Genre du bénéficiaire", lambda line: labels.GENDERS[line.someone.gender]),
    Column("Tranche d’âge du bénéficiaire", _age),
    Column("Statut du bénéficiaire", _status),
    Column("Notes supplémentaires", lambda line: line.activity.note if line.rank == 1 else "", Shown.OWN),
    Column("Source de la donnée", lambda line: labels.SOURCES.get(line.activity.source, OURS), Shown.FORMER),
    Column("ID CRA", lambda line: line.activity.external_id),
)
"""In this order. A team's file has neither names nor notes; the source is said only when some come from the first tool."""
