"""An agenda of OpenAgenda, by its API (v2): each activity under our own number, so that saying it twice is saying it once.

https://developers.openagenda.com: a secret key is exchanged for a token that lasts an hour, places and events are written
by `PUT …/ext/<key>/<value>`, which creates them or brings them up to date.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from django.conf import settings

from escale.french.phone import display
from escale.french.sentences import inside
from escale.places.models import Venue, VenueKind
from escale.publishing.adapters import asking
from escale.publishing.adapters.asking import Answer
from escale.publishing.adapters.contract import KeyRefused, Refused
from escale.publishing.mailing.programme import path_of
from escale.workshops.models import Audience, Group, Mode, Session

API = "https://api.openagenda.com/v2"
SITE = "OpenAgenda"
OURS = "escale"
LONGEST = {"title": 140, "description": 200, "longDescription": 10_000, "conditions": 255}
ON_SITE, ONLINE, MIXED = 1, 2, 3
PROGRAMMED, FULL, CANCELED = 1, 5, 6
AGES = {Audience.SENIORS: {"min": 60, "max": 120}, Audience.YOUNG: {"min": 15, "max": 25}}


def event(group: Group, sessions: Sequence[Session], *, is_full: bool) -> dict[str, Any]:
    """One activity as OpenAgenda reads it, without its place; every hour carries the offset of the place on its day."""
    standing = [each for each in sessions if each.canceled_at is None] if is_on(group) else []
    shown = (standing or sessions)[0]
    page = settings.BASE_URL + path_of(group)
    phone = shown.venue.phone or group.organization.phone
    described: dict[str, Any] = {
        "extIds": [{"key": OURS, "value": number_of(group.pk)}],
        "title": _text("title", group.title),
        "description": _text("description", _short(group)),
        "longDescription": _text("longDescription", _long(group)),
        "conditions": _text("conditions", group.price_note or "Gratuit"),
        "timings": [
            {"begin": each.local_start.isoformat(), "end": each.local_end.isoformat()} for each in standing or sessions
        ],
        "timezone": shown.venue.time_zone,
        "attendanceMode": _mode(shown),
        "status": PROGRAMMED if standing and not is_full else FULL if standing else CANCELED,
        "registration": [*([display(phone)] if phone else []), page],
    }
    if age := AGES.get(Audience(group.audience)):
        described["age"] = age
    if described["attendanceMode"] != ON_SITE:
        described["onlineAccessLink"] = page
    return described


def is_on(group: Group) -> bool:
    """Whether anyone may still come: an agenda that was told of it is told when it is called off, or no longer public."""
    return group.is_public and group.canceled_at is None


def place(venue: Venue) -> dict[str, Any]:
    """A place as OpenAgenda reads one; it finds the point on the map by the address when we have none."""
    described: dict[str, Any] = {
        "extIds": [{"key": OURS, "value": number_of(venue.pk)}],
        "name": venue.name[:100],
        "address": venue.one_line_address[:255],
        "countryCode": "FR",
        "postalCode": venue.postcode,
        "insee": venue.commune,
        "adminLevel4": venue.commune_name,
    }
    if venue.point is not None:
        described |= {"latitude": venue.latitude, "longitude": venue.longitude}
    return described


def publish(*, agenda: str, key: str, described: Mapping[str, Any], venue: Venue | None) -> str:
    """Write the place when there is one, then the event; give its number there.

    Raises `KeyRefused`, `Refused`, `TryLater`, `Unsure`; sending it again is safe, even when unsure.
    """
    headers = {"access-token": _token(key)}
    agenda = f"{API}/agendas/{quote(agenda, safe='')}"
    event = dict(described)
    if venue is not None:
        written = _put(f"{agenda}/locations/ext/{OURS}/{number_of(venue.pk)}", headers, place(venue), "location")
        event["locationUid"] = written["uid"]
    number = event["extIds"][0]["value"]
    return str(_put(f"{agenda}/events/ext/{OURS}/{number}", headers, event, "event")["uid"])[:80]


def number_of(pk: int) -> str:
    """Our number for a row: with the name of the instance, since several may write to the same agenda."""
    return f"{urlsplit(settings.BASE_URL).netloc}-{pk}".replace(":", "-")


def place_of(session: Session) -> Venue | None:
    """Where one goes; None when it is only followed from home."""
    return session.venue if _mode(session) != ONLINE else None


def _token(key: str) -> str:
    body = {"grant_type": "authorization_code", "code": key}
    answer = asking.ask(SITE, "POST", f"{API}/requestAccessToken", headers={}, body=body)
    token = answer.said.get("access_token")
    if not answer.is_success or not isinstance(token, str):
        raise KeyRefused("OpenAgenda n’accepte pas la clé secrète. Vérifiez-la, ou demandez-en une nouvelle.")
    return token


def _put(address: str, headers: Mapping[str, str], body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    answer = asking.ask(SITE, "PUT", address, headers=headers, body=body)
    found = answer.said.get(name)
    if answer.is_success and isinstance(found, dict) and found.get("uid"):
        return found
    raise _named(answer)


def _named(answer: Answer) -> Refused | KeyRefused:
    if answer.status in {401, 403}:
        return KeyRefused("Cette clé ne permet pas d’écrire dans l’agenda. Demandez à en être contributeur.")
    if answer.status == 404:
        return KeyRefused("OpenAgenda ne connaît pas cet agenda. Vérifiez son numéro.")
    errors = answer.said.get("errors")
    fields = (
        [str(each.get("field", "")) for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    )
    missing = ", ".join(filter(None, fields))[:80]
    return Refused(f"OpenAgenda a refusé cette activité{f' : {missing}' if missing else ''}.")


def _mode(session: Session) -> int:
    if session.mode == Mode.ONLINE or session.venue.kind != VenueKind.ON_SITE:
        return ONLINE
    return MIXED if session.mode == Mode.MIXED else ON_SITE


def _short(group: Group) -> str:
    promise = group.workshop.promise
    return f"À la fin, {promise}." if promise else f"{'Cycle' if group.is_cycle else 'Atelier'} d’aide au numérique."


def _long(group: Group) -> str:
    """Markdown: what one learns, what to bring."""
    workshop, parts = group.workshop, [_short(group)]
    for title, lines in (("Vous saurez", workshop.things_learnt), ("À apporter", workshop.things_to_bring)):
        if lines:
            parts.append("\n".join([f"{title} :", "", *(f"- {inside(line)}" for line in lines)]))
    return "\n\n".join(parts)


def _text(field: str, text: str) -> dict[str, str]:
    most = LONGEST[field]
    return {"fr": text if len(text) <= most else f"{text[: most - 1].rstrip()}…"}
