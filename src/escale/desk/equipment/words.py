"""The state of a thing, and the story of its loans, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from escale.agenda.models import Equipment, EquipmentKind, Loan
from escale.french.dates import day, day_year
from escale.french.plural import plural

ICONS: Mapping[EquipmentKind, str] = MappingProxyType(
    {
        EquipmentKind.TABLET: "smartphone",
        EquipmentKind.LAPTOP: "laptop",
        EquipmentKind.PHONE: "smartphone",
        EquipmentKind.MODEM: "globe",
        EquipmentKind.OTHER: "backpack",
    }
)
FEMININE = frozenset({EquipmentKind.TABLET, EquipmentKind.MODEM})


@dataclass(frozen=True, kw_only=True)
class Row:
    """One thing as the list shows it; `loan` is the running one."""

    equipment: Equipment
    icon: str
    state: str
    loan: Loan | None
    is_late: bool


def row(equipment: Equipment, loan: Loan | None, *, today: date) -> Row:
    return Row(
        equipment=equipment,
        icon=ICONS[EquipmentKind(equipment.kind)],
        state=state_words(equipment, loan, today=today),
        loan=loan,
        is_late=loan is not None and loan.is_late(on=today),
    )


def state_words(equipment: Equipment, loan: Loan | None, *, today: date) -> str:
    """ "Prêtée à Jeanne L. jusqu’au vendredi 4 décembre", "En retard de 3 jours : chez Jeanne L.…", "Disponible"."""
    if loan is None:
        return f"Disponible, {equipment.venue}" if equipment.venue else "Disponible"
    if loan.is_late(on=today):
        late = plural((today - loan.due_on).days, "jour")
        return f"En retard de {late} : chez {loan.borrower_name}, à rendre le {_day(loan.due_on, today)}"
    lent = "Prêtée" if equipment.kind in FEMININE else "Prêté"
    until = "jusqu’à ce soir" if loan.due_on == today else f"jusqu’au {_day(loan.due_on, today)}"
    return f"{lent} à {loan.borrower_name} {until}"


def history(loans: Iterable[Loan], *, today: date, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Each loan in a sentence, with what was noted of the thing: read with its equipment and its people."""
    return [(_story(each, today=today, zone=zone), _conditions(each)) for each in loans]


def _story(loan: Loan, *, today: date, zone: ZoneInfo) -> str:
    out = _day(loan.lent_at.astimezone(zone).date(), today)
    by = f" par {loan.lent_by.first_name}" if loan.lent_by else ""
    start = f"{out[:1].upper()}{out[1:]} : à {loan.borrower_name}{by}"
    if loan.returned_at is None:
        return f"{start}, à rendre le {_day(loan.due_on, today)}."
    return f"{start}, rendu le {_day(loan.returned_at.astimezone(zone).date(), today)}."


def _conditions(loan: Loan) -> str:
    noted = [
        f"Au départ : {loan.condition}" if loan.condition else "",
        f"Au retour : {loan.return_condition}" if loan.return_condition else "",
    ]
    return " · ".join(filter(None, noted))


def _day(on: date, today: date) -> str:
    return day(on) if on.year == today.year else day_year(on)
