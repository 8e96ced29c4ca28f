"""Reads the national tool’s sheet of activities: an adviser’s own, a team’s, with or without those of the first tool."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from escale.activity.exchange import labels, values
from escale.activity.exchange.activities import Activity, Someone, Where
from escale.activity.exchange.activities_xlsx import ANONYMOUS, AUTONOMIES, LEVELS
from escale.activity.exchange.findings import Cells, Finding, under_titles
from escale.activity.models import Kind, Place, Source
from escale.french.plain_text import fold
from escale.people.models import AgeBand, Gender, SocialStatus
from escale.places.communes import by_code
from escale.scheduling.wall_clock import day_bounds
from escale.spreadsheets import Row
from escale.topics import ADMINISTRATIVE, Topic

NEEDED = ("Date", "Type", "Participants", "Durée (min)", "ID CRA")
LONGEST_TITLE, LONGEST_PROCEDURE, LONGEST_PLACE, LONGEST_ADDRESS, LONGEST_ID = 80, 160, 80, 120, 64
LONGEST_MINUTES = 1439
YES, NO = fold("Oui"), fold("Non")

ONCE_SPLIT: Mapping[str, str] = {
    AgeBand.FROM_18: "de_18_35",
    AgeBand.FROM_25: "de_18_35",
    AgeBand.FROM_40: "de_35_60",
    AgeBand.FROM_60: "plus_60",
    AgeBand.OVER_70: "plus_60",
}
"""Today’s bands of what the first tool counted were drawn by lot when it was moved: its own bands come back from them."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The activities of a file, and what was found on the way."""

    activities: Sequence[Activity]
    findings: Sequence[Finding]

    @property
    def stops(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.stops]


def read(rows: Iterable[Row], *, zone: ZoneInfo) -> Reading:
    """Every activity of the sheet, its participations gathered by identifier. Raises `NotThisFile`."""
    findings: list[Finding] = []
    gathered: defaultdict[str, list[Cells]] = defaultdict(list)
    columns, under = under_titles(rows, needed=NEEDED)
    for row in under:
        cells = Cells(row, columns, findings)
        if identifier := cells.text("ID CRA"):
            gathered[identifier[:LONGEST_ID]].append(cells)
        else:
            cells.say("ID CRA", "", "Sans identifiant, cette activité serait comptée deux fois.", stops=True)
    activities = [_activity(identifier, some, zone) for identifier, some in gathered.items()]
    return Reading(activities=[each for each in activities if each is not None], findings=findings)


def _activity(identifier: str, rows: list[Cells], zone: ZoneInfo) -> Activity | None:
    first, tags, rest = rows[0], list[str](), list[str]()
    on, minutes = values.day(first, "Date"), values.number(first, "Durée (min)", least=1, most=LONGEST_MINUTES)
    if on is None or minutes is None:
        return None
    kind = values.code(
        first, "Type", labels.KINDS, tags, otherwise=Kind.COLLECTIVE if len(rows) > 1 else Kind.INDIVIDUAL
    )
    source = _source(first, tags)
    people = tuple(_someone(cells, tags, source) for cells in rows)
    _compare_with_said(first, len(rows))
    autonomy, level = _out_of_three(first, kind, tags)
    place = values.code(first, "Canaux d’accompagnement", labels.PLACES, tags, otherwise=Place.OTHER)
    title = values.fitting(first, "Nom de l’atelier", longest=LONGEST_TITLE, rest=rest)
    procedure = values.fitting(first, "Nom de la démarche administrative", longest=LONGEST_PROCEDURE, rest=rest)
    activity = Activity(
        external_id=identifier,
        kind=kind,
        on=on,
        minutes=minutes,
        created_at=values.moment(first, "Enregistré le", zone) or day_bounds(on, zone).start,
        changed_at=values.moment(first, "Dernière modification le", zone),
        adviser=(first.text("Prénom du médiateur"), first.text("Nom du médiateur")),
        role=first.text("Rôle"),
        place=place,
        where=_where(first, rest),
        title=title,
        devices=values.codes(first, "Matériel numérique utilisé", labels.DEVICES, tags),
        topics=_topics(first, tags),
        procedure=procedure,
        autonomy=autonomy,
        level=level,
        referred=_yes_no(first, tags),
        referred_to=values.code(first, "Structure de redirection", labels.REFERRED_TO, tags),
        source=source,
        people=people,
    )
    said = [values.harmless(first, "Notes supplémentaires"), *rest]
    return replace(activity, note="\n".join(filter(None, said)), tags=_tags(first, tags))


def _someone(cells: Cells, tags: list[str], source: str) -> Someone:
    name = cells.text("Bénéficiaire")
    age, former = _age(cells, tags, source)
    return Someone(
        name="" if fold(name) in {"", fold(ANONYMOUS)} else name,
        gender=values.code(cells, "Genre du bénéficiaire", labels.GENDERS, tags, otherwise=Gender.UNSAID),
        age=age,
        former_age=former,
        status=values.code(cells, "Statut du bénéficiaire", labels.STATUSES, tags, otherwise=SocialStatus.UNSAID),
        commune=_commune(cells, "Code Insee du bénéficiaire", "Commune du bénéficiaire"),
    )


def _age(cells: Cells, tags: list[str], source: str) -> tuple[str, str]:
    """Today’s band, or one of the first tool’s when it counted: those that don’t nest are never converted."""
    title = "Tranche d’âge du bénéficiaire"
    if former := labels.code_of(cells.text(title), labels.FORMER_AGES):
        return AgeBand.UNSAID, former
    age = values.code(cells, title, labels.AGES, tags, otherwise=AgeBand.UNSAID)
    if source == Source.COOP_V1 and age in ONCE_SPLIT:
        return AgeBand.UNSAID, ONCE_SPLIT[age]
    return age, ""


def _commune(cells: Cells, code_title: str, name_title: str) -> str:
    code = cells.text(code_title)
    if len(code) == 4 and code.isdecimal():
        # A spreadsheet that took the code for a number has eaten its zero.
        code = f"0{code}"
    if not code and not cells.text(name_title):
        return ""
    if by_code(code) is None:
        cells.say(
            code_title, code or cells.text(name_title), "Cette commune n’est pas connue : son code seul est gardé."
        )
    return code[:5]


def _where(cells: Cells, rest: list[str]) -> Where:
    return Where(
        name=values.fitting(cells, "Nom du lieu", longest=LONGEST_PLACE, rest=rest),
        address=values.fitting(cells, "Adresse", longest=LONGEST_ADDRESS, rest=rest),
        commune_name=cells.text("Commune")[:LONGEST_PLACE],
        postcode=cells.text("Code postal")[:5],
        commune=_commune(cells, "Code Insee", "Commune"),
    )


def _topics(cells: Cells, tags: list[str]) -> tuple[str, ...]:
    title = "Thématique(s) d’accompagnement"
    topics = values.codes(cells, title, labels.TOPICS, tags)
    if ADMINISTRATIVE.intersection(topics) and Topic.PROCEDURES not in topics:
        cells.say(title, "", "Une démarche est dite sans « Aide aux démarches administratives » : elle est ajoutée.")
        return (*topics, Topic.PROCEDURES)
    return topics


def _out_of_three(cells: Cells, kind: str, tags: list[str]) -> tuple[str, str]:
    title = "Niveau d’autonomie (ou de l’atelier)"
    text = cells.text(title)
    ranks = {f"{rank}/3": rank - 1 for rank in (1, 2, 3)}
    if text and text not in ranks:
        values.keep(cells, title, text, tags)
    if text not in ranks:
        return "", ""
    return (AUTONOMIES[ranks[text]], "") if kind == Kind.INDIVIDUAL else ("", LEVELS[ranks[text]])


def _yes_no(cells: Cells, tags: list[str]) -> bool | None:
    title = "Bénéficiaire réorienté"
    text = cells.text(title)
    if text and fold(text) not in {YES, NO}:
        values.keep(cells, title, text, tags)
    return {YES: True, NO: False}.get(fold(text))


def _source(cells: Cells, tags: list[str]) -> str:
    return values.code(cells, "Source de la donnée", labels.SOURCES, tags, otherwise=Source.COOP_V2)


def _tags(cells: Cells, unknown: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line[: values.LONGEST_TAG] for line in (*cells.lines("Tags"), *unknown)))


def _compare_with_said(cells: Cells, found: int) -> None:
    said = cells.text("Participants").rsplit("/", maxsplit=1)[-1]
    if said != str(found):
        cells.say(
            "Participants", said, f"Le fichier a {found} lignes pour cette activité : {found} participations comptées."
        )
