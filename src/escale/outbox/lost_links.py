"""One SMS with the secret address of everything a number is expected at, for whoever lost the one she had.

Each subject above says what it expects (`Coming`); the message is composed here, so that one SMS carries them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from escale.accounts.models import Organization
from escale.french import sms
from escale.french.dates import day
from escale.french.phone import display
from escale.french.plural import plural
from escale.outbox import texts, writing
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import Message
from escale.people.models import Beneficiary
from escale.places.models import Venue

NAME = "lost_link"
LABEL = "Liens de ce qui est à venir, redemandés"
STAYS_USEFUL = timedelta(hours=2)
MOST_SEGMENTS = 2


@dataclass(frozen=True, kw_only=True)
class Coming:
    """Something a person is expected at. `alone` says it in a sentence of its own, `what` in a word, in a list.

    `starts_at` is an instant, `local_start` the same at the venue.
    """

    organization: Organization
    person: Beneficiary
    venue: Venue
    about: str
    about_id: int
    starts_at: datetime
    local_start: datetime
    alone: str
    what: str
    link: str


def write(kind: MessageKind, coming: Sequence[Coming], *, phone: str, now: datetime) -> Message | None:
    """Write one SMS to this number (E.164) about what comes, all of one organization, the soonest first.

    None when no SMS can reach it: the address goes to that telephone or nowhere. Raises `OutsideTransaction`.
    """
    first = coming[0]
    people = {one.person for one in coming}
    earlier = Message.objects.about(first.about, first.about_id).filter(kind=kind.name)
    return writing.write(
        kind,
        organization=first.organization,
        # A number several people share: the message is nobody's in particular, and in nobody's copy.
        person=first.person if len(people) == 1 else None,
        about=first.about,
        about_id=first.about_id,
        revision=earlier.count(),
        venue=first.venue,
        phone=phone,
        now=now,
        due_at=now,
        expires_at=min(now + STAYS_USEFUL, coming[-1].starts_at),
    )


def text(coming: Sequence[Coming]) -> str:
    """All that comes, within two segments: the soonest first, and how many more a call would tell."""
    is_shared = len({one.person.first_name for one in coming}) > 1
    hello = "Bonjour." if is_shared else texts.fill("Bonjour {prenom}.", {"prenom": coming[0].person.first_name})
    if len(coming) == 1:
        return f"{hello} {coming[0].alone} : {coming[0].link}".strip()
    lines = [_line(one, is_named=is_shared) for one in coming]
    for shown in range(len(lines), 1, -1):
        told = "\n".join(filter(None, [hello, *lines[:shown], _others(coming[shown:])]))
        if sms.segments(sms.to_gsm(told)).count <= MOST_SEGMENTS:
            return told
    return "\n".join(filter(None, [hello, lines[0], _others(coming[1:])]))


def _line(one: Coming, *, is_named: bool) -> str:
    """ "Rendez-vous lundi 16 novembre à 9 h : escale.example/m/…", with who comes when several people share the number."""
    who = texts.fill("{prenom}, ", {"prenom": one.person.first_name}) if is_named else ""
    said = f"{who} {one.what.lower()}" if who else one.what
    return f"{said} {day(one.local_start.date())} à {texts.hour_words(one.local_start)} : {one.link}"


def _others(left_out: Sequence[Coming]) -> str:
    if not left_out:
        return ""
    phone = left_out[0].venue.phone or left_out[0].organization.phone
    return f"Et {plural(len(left_out), 'autre')}{f' : appelez le {display(phone)}' if phone else ''}."
