"""What the page of a roll says: where one is, how many came, who wrote it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from escale.accounts.models import User
from escale.french.dates import day, day_hour, hour
from escale.french.plural import agree, plural
from escale.workshops.models import CAME, Mark, RollCall, Session
from escale.workshops.roll import RollRow


def heading(session: Session) -> tuple[str, str]:
    """The flag and the words above the title: "Atelier, vendredi 20 novembre, 9 h 30"."""
    local = session.local_start
    what = f"Séance {session.number}" if session.number else "Atelier"
    return "cycle" if session.number else "atelier", f"{what}, {day(local)}, {hour(local)}"


def under_title(session: Session, rows: Iterable[RollRow]) -> str:
    where = f"{session.venue}, {session.room}" if session.room else str(session.venue)
    return f"{session.group} · {where} · {plural(len(list(rows)), 'personne')}"


def counted(marks: Iterable[Mark | None], *, unnamed: int) -> str:
    """ "7 personnes présentes, dont 1 sans nom. 1 absence, 1 a prévenu."."""
    by_mark = Counter(marks)
    came = sum(by_mark[mark] for mark in CAME) + unnamed
    without = f", dont {unnamed} sans nom" if unnamed else ""
    absent, excused = by_mark[Mark.ABSENT], by_mark[Mark.EXCUSED]
    others = [
        plural(absent, "absence") if absent else "",
        f"{excused} {agree(excused, 'a prévenu', 'ont prévenu')}" if excused else "",
    ]
    rest = ", ".join(filter(None, others))
    return f"{plural(came, 'personne présente', 'personnes présentes')}{without}.{f' {rest}.' if rest else ''}"


def written(session: Session, last: RollCall | None, *, reader: User, now: datetime) -> str:
    """Who called the roll and when, and who corrected it last; "" as long as nobody did."""
    if session.roll_called_at is None or last is None:
        return ""
    called = f"Appel fait {_by(session.roll_called_by, reader)} {_when(session.roll_called_at, session, now)}."
    if last.called_at == session.roll_called_at:
        return called
    return f"{called} Corrigé {_by(last.called_by, reader)} {_when(last.called_at, session, now)}."


def newer(last: RollCall | None, session: Session, *, reader: User, now: datetime) -> str:
    """What happened to the roll since the page was read."""
    if last is None:
        return "Cet appel a été annulé depuis que vous avez ouvert la page."
    when = _when(last.called_at, session, now)
    return f"Cet appel a été enregistré {_by(last.called_by, reader)} {when}, après l’ouverture de votre page."


def differences(rows: Iterable[RollRow], mine: dict[int, Mark]) -> list[str]:
    """Where one's own answers differ from what is noted: "Odile P. : absence dans l’appel enregistré, là pour vous."."""
    return [
        f"{row.name} : {row.mark.label if row.mark else 'rien'} dans l’appel enregistré, {mine[row.person.pk].label} pour vous."
        for row in rows
        if row.person.pk in mine and mine[row.person.pk] != row.mark
    ]


def _by(user: User | None, reader: User) -> str:
    if user is None:
        return "par l’équipe"
    return "par vous" if user == reader else f"par {user.full_name}"


def _when(at: datetime, session: Session, now: datetime) -> str:
    zone = session.venue.zone
    local = at.astimezone(zone)
    return f"à {hour(local)}" if local.date() == now.astimezone(zone).date() else f"le {day_hour(local)}"
