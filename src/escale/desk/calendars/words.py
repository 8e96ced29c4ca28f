"""The health of a calendar, in words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.agenda.models import ExternalCalendar
from escale.french.dates import ago, hour, relative_day
from escale.french.plural import plural


@dataclass(frozen=True, kw_only=True)
class Health:
    """How the last readings went: a tone, an icon, sentences; `to_correct` when its owner alone can mend it."""

    tone: str
    icon: str
    label: str
    sentences: list[str]
    to_correct: bool = False


def health(calendar: ExternalCalendar, *, now: datetime, zone: ZoneInfo) -> Health:
    """What to know about a calendar at a glance."""
    if calendar.paused_at:
        since = relative_day(calendar.paused_at.astimezone(zone).date(), now.astimezone(zone).date())
        sentences = [f"En pause depuis {since}.", *_last_reading(calendar, now=now)]
        return Health(tone="", icon="timer-off", label="En pause", sentences=sentences)
    if calendar.is_being_read(now=now) and not calendar.problem:
        sentences = ["Lecture en cours.", *_last_reading(calendar, now=now)]
        return Health(tone="tide", icon="refresh-cw", label="Lecture", sentences=sentences)
    if calendar.problem and calendar.failing_since:
        sentences = [_failure(calendar, now=now, zone=zone), *_kept(calendar, now=now)]
        return Health(tone="bad", icon="circle-alert", label="Échec", sentences=sentences, to_correct=True)
    return Health(tone="ok", icon="circle-check", label="À jour", sentences=_last_reading(calendar, now=now))


def _failure(calendar: ExternalCalendar, *, now: datetime, zone: ZoneInfo) -> str:
    since = (calendar.failing_since or now).astimezone(zone)
    on = relative_day(since.date(), now.astimezone(zone).date())
    when = f"{hour(since)}" if on == "aujourd’hui" else on
    return f"Échec depuis {when} : {calendar.get_problem_display()}."


def _kept(calendar: ExternalCalendar, *, now: datetime) -> list[str]:
    if calendar.last_read_at is None:
        return ["Rien n’a encore été lu."]
    return [f"Ce qui a été lu {ago(now - calendar.last_read_at)} reste gardé."]


def _last_reading(calendar: ExternalCalendar, *, now: datetime) -> list[str]:
    if calendar.last_read_at is None:
        return []
    sentences = [
        f"Dernière lecture {ago(now - calendar.last_read_at)}.",
        f"{plural(calendar.event_count, 'évènement', 'évènements')}.",
    ]
    if calendar.left_out:
        unreadable = plural(calendar.left_out, "évènement est illisible", "évènements sont illisibles")
        sentences.append(f"{unreadable} : ces heures restent libres ici.")
    return sentences
