"""What the pages of the monthly mail say: how far each has gone, whom it reaches, how it reads."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from escale.accounts.models import Organization
from escale.french.dates import MONTHS, day, day_hour
from escale.french.elision import of
from escale.french.plural import plural
from escale.outbox.models import MessageState
from escale.places.zones import zone_of
from escale.publishing.mailing import programme, sending, words
from escale.publishing.mailing.words import Letter
from escale.publishing.models import MonthlyMail, Public, Recipient

OUTCOMES = (
    ("en route", "en route", frozenset({MessageState.WAITING, MessageState.SENDING})),
    ("envoyé", "envoyés", frozenset({MessageState.SENT, MessageState.DELIVERED})),
    ("non remis", "non remis", frozenset({MessageState.FAILED})),
    ("sans objet", "sans objet", frozenset({MessageState.DROPPED})),
)
"""What became of a copy, for one and for several."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One mail in the list: its month, where it stands, in which tone, and what became of its copies."""

    mail: MonthlyMail
    title: str
    standing: str
    tone: str
    outcomes: str


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The mail as one public reads it, and as an SMS."""

    letter: Letter
    text: str
    sms: str


def title(first: date) -> str:
    """ "Le programme de décembre 2026"."""
    return f"Le programme {of(MONTHS[first.month - 1])} {first.year}"


def rows(organization: Organization, mails: Sequence[MonthlyMail], *, now: datetime) -> list[Row]:
    """The mails of a page of the list. Three queries."""
    zone = zone_of(organization)
    by_mail = sending.counts(mails)
    return [
        Row(
            mail=mail,
            title=title(mail.month),
            standing=standing(
                mail, today=now.astimezone(zone).date(), local=mail.left_at and mail.left_at.astimezone(zone)
            ),
            tone="ok" if mail.left_at else "" if mail.reviewed_at else "warn",
            outcomes=outcomes(by_mail[mail.pk]),
        )
        for mail in mails
    ]


def standing(mail: MonthlyMail, *, today: date, local: datetime | None) -> str:
    """ "Parti mercredi 25 novembre à 9 h", "Relu : il part mercredi 25 novembre", "À relire avant…"."""
    if local:
        return f"Parti {day_hour(local)}"
    on = day(mail.planned_on)
    if mail.reviewed_at:
        return f"Relu : il part {on}" if mail.planned_on >= today else "Relu : il part dans quelques minutes"
    return f"À relire avant {on}" if mail.planned_on >= today else f"À relire : il devait partir {on}"


def outcomes(states: Mapping[str, int]) -> str:
    """ "40 envoyés, 2 non remis"."""
    counted = [(sum(states.get(state, 0) for state in known), one, several) for one, several, known in OUTCOMES]
    return ", ".join(plural(count, one, several) for count, one, several in counted if count)


def usual_public(readers: Sequence[Recipient]) -> Public:
    """For whom most of those who read it as a mail are written to."""
    most = Counter(each.reads_as for each in readers if each.email).most_common(1)
    return most[0][0] if most else Public.PROFESSIONALS


def preview(mail: MonthlyMail, *, public: Public, now: datetime) -> Preview:
    """How it reads today; seats and dates are read again when it leaves. Six queries."""
    month = programme.read(mail.organization, mail.month, public=public, now=now)
    letter = words.letter(mail, month, public=public)
    return Preview(letter=letter, text=words.as_text(letter), sms=words.as_sms(month))
