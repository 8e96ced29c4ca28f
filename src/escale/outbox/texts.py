"""The words of the messages: an organization's own, or ours, with {placeholders} that only we replace.

No `str.format` here: a text typed by somebody must never reach an attribute of ours.
"""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.accounts.models import Organization
from escale.french import sms
from escale.french.dates import hour, relative_day
from escale.french.phone import display
from escale.french.plain_text import clean, fold
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import MessageText
from escale.scheduling.wall_clock import fold_label

LONGEST_TEXT = 480
LONGEST_VALUE = {"prenom": 25, "atelier": 40, "conseiller": 25, "lieu": 45, "adresse": 60, "a_apporter": 80}
"""Beyond these a value is cut at a word, so that one long name doesn't double the price of a message."""

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SENTENCE_END = re.compile(r"((?<=[.!])\s+)")
"""Not after "?": a question and the telephone that answers it go together."""
_MEANT = {
    "nom": "prenom", "name": "prenom", "date": "jour", "date rdv": "jour", "rdv": "jour", "horaire": "heure",
    "time": "heure", "endroit": "lieu", "salle": "lieu", "rue": "adresse", "adviser": "conseiller",
    "mediateur": "conseiller", "materiel": "a_apporter", "apporter": "a_apporter", "tel": "telephone",
    "phone": "telephone", "numero": "telephone", "url": "lien", "site": "lien", "link": "lien",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A text as it would arrive, with what it costs."""

    text: str
    length: int
    segments: int


def hour_words(local: datetime) -> str:
    """The hour; on the night it comes twice, which one."""
    label = fold_label(local, local.tzinfo) if local.tzinfo else None  # type: ignore[arg-type]
    return f"{hour(local)} ({label})" if label else hour(local)


def until_words(instant: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """When an offer ends: "15 h 10" the same day, "demain à 9 h", "lundi 16 novembre à 9 h 30"."""
    local, today = instant.astimezone(zone), now.astimezone(zone).date()
    when = hour_words(local)
    return when if local.date() == today else f"{relative_day(local.date(), today)} à {when}"


def wording(kind: MessageKind, organization: Organization) -> str:
    """The organization's own text for this kind of message, or ours."""
    own = MessageText.objects.filter(organization=organization, kind=kind.name).values_list("text", flat=True).first()
    return own or kind.default_text


def own_texts(organization: Organization) -> dict[str, str]:
    """The organization's own texts, by kind of message. One query."""
    return dict(MessageText.objects.filter(organization=organization).order_by("kind").values_list("kind", "text"))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Replace each {placeholder} once; a value that itself looks like a placeholder stays as it is.

    A sentence with nothing to put in its placeholders is left out: nobody reads "Apportez .". An unknown placeholder is
    left empty: `check` refused it when the text was saved. So is a name whose script no SMS can carry: nobody reads
    "Bonjour ????.".
    """
    values = {name: value if _can_be_sent(value) else "" for name, value in values.items()}
    told = "".join(part for part in _SENTENCE_END.split(text) if _has_something_to_say(part, values))
    filled = _PLACEHOLDER.sub(lambda found: _value(found[1], values), told)
    return re.sub(r"[^\S\n]+", " ", filled).strip()


def check(text: str, allowed: Collection[str]) -> list[str]:
    """Say what prevents this text from being used, one sentence each; nothing when it is right."""
    problems = []
    if not text.strip():
        problems.append("Écrivez le texte du message.")
    if len(text) > LONGEST_TEXT:
        problems.append(f"Ce texte a {len(text)} signes. Il en faut {LONGEST_TEXT} au plus.")
    unknown = dict.fromkeys(name for name in _PLACEHOLDER.findall(text) if name not in allowed)
    problems += [_unknown(name, allowed) for name in unknown]
    if set("{}") & set(_PLACEHOLDER.sub("", text)):
        problems.append("Une accolade est seule. Écrivez par exemple {prenom}, avec ses deux accolades.")
    return problems


def save(kind: MessageKind, *, organization: Organization, text: str) -> list[str]:
    """Keep an organization's own text, or our own words when it is the same; give the problems of a wrong one."""
    text = clean(text)
    if problems := check(text, kind.placeholders):
        return problems
    if text == kind.default_text:
        restore(kind, organization=organization)
    else:
        MessageText.objects.update_or_create(organization=organization, kind=kind.name, defaults={"text": text})
    return []


def restore(kind: MessageKind, *, organization: Organization) -> None:
    """Go back to our own words."""
    MessageText.objects.filter(organization=organization, kind=kind.name).delete()


def preview(kind: MessageKind, text: str, organization: Organization) -> Preview:
    """Show a text as it would arrive, with the examples of the kind and the organization's own telephone."""
    values = dict(kind.placeholders)
    if "telephone" in values and organization.phone:
        values["telephone"] = display(organization.phone)
    return as_sms(fill(text, values))


def as_sms(text: str) -> Preview:
    """A filled text as a telephone would show it."""
    arrived = sms.to_gsm(text)
    cost = sms.segments(arrived)
    return Preview(text=arrived, length=cost.length, segments=cost.count)


def _has_something_to_say(sentence: str, values: Mapping[str, str]) -> bool:
    names = _PLACEHOLDER.findall(sentence)
    return not names or any(values.get(name, "").strip() for name in names)


def _can_be_sent(value: str) -> bool:
    return any(sign.isalnum() for sign in sms.to_gsm(value))


def _value(name: str, values: Mapping[str, str]) -> str:
    value = " ".join(values.get(name, "").split())
    longest = LONGEST_VALUE.get(name)
    if longest is None or len(value) <= longest:
        return value
    cut = value[: longest - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}…"


def _unknown(name: str, allowed: Collection[str]) -> str:
    folded = fold(name)
    meant = _MEANT.get(folded)
    if meant not in allowed:
        near = difflib.get_close_matches(folded.replace(" ", "_"), allowed, n=1, cutoff=0.6)
        meant = near[0] if near else None
    shown = "{" + name[:40] + "}"
    if meant is None:
        return f"Nous ne connaissons pas «\u00a0{shown}\u00a0». Retirez-le."
    return f"Nous ne connaissons pas «\u00a0{shown}\u00a0». Écrivez {{{meant}}} à la place."
