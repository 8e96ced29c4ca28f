"""What the page of what brings people shows: lines already in words, a chart, and the same as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from escale.french.dates import duration_short
from escale.french.plural import agree, number, plural
from escale.publishing import findings
from escale.publishing.measures import PUBLICS, Measured, Through, Way
from escale.spreadsheets.cells import Cell
from escale.statistics import charts
from escale.statistics.charts import Bars
from escale.statistics.marks import Row

TITLES = (
    "Réponse",
    "Canal",
    "Visites",
    "Inscriptions et rendez-vous par l’adresse",
    "Réponses à « Comment nous avez-vous connus ? »",
    *PUBLICS,
    "Envois",
    "Coût en euros",
    "Minutes de travail",
)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One way people heard of us; its channels are named under it when there are several, or when their name says more."""

    way: Way
    note: str
    spent: str
    publics: Sequence[int]

    @property
    def names(self) -> str:
        return ", ".join(each.name for each in self.way.channels)


def numbers(measured: Measured) -> list[tuple[str, str, str]]:
    """The numbers that stand alone: the figure, what it counts, how it is counted."""
    asked = plural(
        measured.asked, "personne inscrite, reçue ou en rendez-vous", "personnes inscrites, reçues ou en rendez-vous"
    )
    return [
        (
            number(measured.visits),
            agree(measured.visits, "visite par nos adresses", "visites par nos adresses"),
            "Une adresse courte ou un QR code ouvert. Ni robot, ni personne de l’équipe.",
        ),
        (
            number(measured.bookings),
            agree(measured.bookings, "inscription ou rendez-vous par là", "inscriptions et rendez-vous par là"),
            "Après avoir ouvert une de ces adresses.",
        ),
        (
            number(measured.told),
            agree(measured.told, "personne a dit comment", "personnes ont dit comment"),
            f"Sur {asked}.",
        ),
    ]


def lines(measured: Measured) -> list[Line]:
    return [
        Line(
            way=way,
            note=findings.of_way(way, told=measured.told),
            spent=spent(euros=way.euros, minutes=way.minutes),
            publics=[way.by_public.get(public, 0) for public in PUBLICS],
        )
        for way in measured.ways
    ]


def spent(*, euros: int, minutes: int) -> str:
    """ "20 €, 45 min", "Rien"; what nothing was sent for says nothing."""
    return ", ".join(
        filter(None, [f"{number(euros)}\u00a0€" if euros else "", duration_short(minutes) if minutes else ""])
    )


def chart(measured: Measured) -> Bars:
    """What people answered, as bars."""
    rows = [Row(label=way.label, number=way.people) for way in measured.ways if way.people]
    return charts.bars("reponses", "Ce que disent les personnes", rows, unit="personnes")


def rows(measured: Measured, *, since: date, until: date) -> list[list[Cell]]:
    """The file: a line for each channel; what people answered stands on the first one of each way."""
    found: list[list[Cell]] = [["Du", since, "au", until], list(TITLES)]
    for way in measured.ways:
        channels = way.channels or [Through(name="", visits=0, bookings=0)]
        for at, each in enumerate(channels):
            people: list[Cell] = [way.people, *(way.by_public.get(public, 0) for public in PUBLICS)]
            told = people if at == 0 else [""] * len(people)
            found.append([way.label, each.name, each.visits, each.bookings, *told, each.sent, each.euros, each.minutes])
    return found
