"""What the placeholders of this app's messages become, and what a message says it is about."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.conf import settings

from escale.accounts.secret_links import short_address
from escale.french.dates import day
from escale.french.phone import display
from escale.french.sentences import inside
from escale.outbox import texts
from escale.places.models import VenueKind
from escale.workshops import links
from escale.workshops.models import Enrollment, Mode, Session

ABOUT = "enrollment"
ABOUT_SESSION = "session:"

EXAMPLE: Mapping[str, str] = MappingProxyType(
    {
        "prenom": "Colette",
        "atelier": "Débuter avec l’ordinateur",
        "jour": "mardi 6 octobre",
        "heure": "9 h 30",
        "lieu": "Centre social",
        "adresse": "13 rue de l’Abbaye, Vitré",
        "seance": "séance 4 sur 10",
        "a_apporter": "votre ordinateur et son chargeur",
        "visio": "visio.example/atelier",
        "telephone": "02 61 91 05 12",
        "lien": "escale.example/i/k7QmZx2LtB9vRw4NcJ6yAg",
        "limite": "demain à 12 h",
        "pourquoi": "Maëlle est absente",
        "prochaine": "mardi 13 octobre à 9 h 30",
        "ancienne": "mardi 29 septembre",
    }
)


def about_session(session_id: int) -> str:
    """What a message about one session of an enrollment speaks of; its `about_id` is the enrollment."""
    return f"{ABOUT_SESSION}{session_id}"


def values_of(enrollment: Enrollment, session: Session | None, *, now: datetime) -> dict[str, str]:
    """What the placeholders become: of this session, or of the group alone when it has no date to come. No query."""
    group = enrollment.group
    phone = (session.venue.phone if session else "") or enrollment.organization.phone
    values = {
        "prenom": enrollment.person.first_name,
        "atelier": group.title,
        "a_apporter": ", ".join(map(inside, group.workshop.things_to_bring)),
        "telephone": display(phone),
        "lien": short_address(f"/i/{links.secret_of(enrollment)}"),
        "pourquoi": (session.canceled_why if session else "") or group.canceled_why,
        "limite": _until(enrollment, session, now=now),
    }
    return values | (_of_session(session) if session else {})


def _of_session(session: Session) -> dict[str, str]:
    local, venue = session.local_start, session.venue
    on_site = venue.kind == VenueKind.ON_SITE and session.mode != Mode.ONLINE
    return {
        "jour": day(local.date()),
        "heure": texts.hour_words(local),
        "lieu": venue.name if session.mode != Mode.ONLINE else "à distance, en visio",
        "adresse": ", ".join(filter(None, [venue.address, venue.commune_name])) if on_site else "",
        "visio": session.video_link.removeprefix("https://") if session.mode != Mode.ON_SITE else "",
        "ancienne": _old_date(session),
    }


def _old_date(session: Session) -> str:
    """ "mardi 29 septembre", "à 14 h" when only the hour changed; nothing for a session that kept its date."""
    if session.moved_from is None:
        return ""
    was = session.moved_from.astimezone(session.venue.zone)
    is_same_day = was.date() == session.local_start.date()
    return f"à {texts.hour_words(was)}" if is_same_day else day(was.date())


def _until(enrollment: Enrollment, session: Session | None, *, now: datetime) -> str:
    """When an offer ends; nothing of whoever is offered none."""
    if enrollment.answer_by is None:
        return ""
    zone = session.venue.zone if session else ZoneInfo(settings.DEFAULT_TIME_ZONE)
    return texts.until_words(enrollment.answer_by, zone=zone, now=now)
