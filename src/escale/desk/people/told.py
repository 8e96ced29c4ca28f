"""What the reports say of one person: a sentence beside her appointment, or an event of its own in her history."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from escale.activity.models import ActivityRecord, Autonomy, NextStep, Participation, Place, RecordTopic
from escale.desk.people.events import Event, Told
from escale.french.dates import day, day_year
from escale.people.acquisition import THROUGH
from escale.people.models import Beneficiary
from escale.together import Reading

AT_THE_END = {
    Autonomy.WATCHES: "En regardant faire.",
    Autonomy.WITH_HELP: "Avec de l’aide.",
    Autonomy.ALONE: "Sans aide.",
}
NEXT = {
    NextStep.SEE_AGAIN: "À revoir.",
    NextStep.WORKSHOP: "Ensuite, un atelier.",
    NextStep.REFER: "Ensuite, l’orienter.",
}


@dataclass(frozen=True, kw_only=True)
class Reports:
    """The reports of one person: those of appointments, by appointment; the others, as events; how she heard of us."""

    of_appointments: Mapping[int, Told]
    events: Collection[Event]
    heard_by: str


def of(person: Beneficiary, *, sees_notes: bool, zone: ZoneInfo, now: datetime, most: int) -> Reading[Reports]:
    """Read the latest activities she took part in. Two queries."""
    taken = (
        Participation.objects.filter(person=person, record__removed_at=None)
        .select_related("record__adviser", "record__venue", "record__session__group__workshop", "record__session__group__cycle")
        .prefetch_related(Prefetch("record__topics", RecordTopic.objects.order_by("pk")))
        .order_by("-record__on", "-record__pk")[:most]
    )  # fmt: skip
    yield (taken,)
    records = [each.record for each in taken]
    heard = next((each.acquisition for each in reversed(list(taken)) if each.acquisition in THROUGH), "")
    return Reports(
        of_appointments={
            each.appointment_id: _told(each, sees_notes=sees_notes) for each in records if each.appointment_id
        },
        events=[_event(each, sees_notes=sees_notes, zone=zone, now=now) for each in records if not each.appointment_id],
        heard_by=THROUGH[heard] if heard else "",
    )


def _told(record: ActivityRecord, *, sees_notes: bool) -> Told:
    return Told(pk=record.pk, words=_words(record) if sees_notes else "", is_complete=record.is_complete)


def _words(record: ActivityRecord) -> str:
    """ "E-mail, bureautique. Avec de l’aide. À revoir." and the note; what nobody confirmed yet isn't told."""
    if not record.is_complete:
        return ""
    topics = ", ".join(str(each.get_topic_display()) for each in record.topics.all())
    said = (
        f"{topics[:1]}{topics[1:].lower()}." if topics else "",
        AT_THE_END.get(Autonomy(record.autonomy), "") if record.autonomy else "",
        NEXT.get(NextStep(record.next_step), "") if record.next_step else "",
        record.note,
    )
    return " ".join(filter(None, said))


def _event(record: ActivityRecord, *, sees_notes: bool, zone: ZoneInfo, now: datetime) -> Event:
    words = day(record.on) if record.on.year == now.year else day_year(record.on)
    return Event(
        at=record.starts_at or datetime.combine(record.on, time(12), tzinfo=zone),
        on=record.on.isoformat(),
        when=words[:1].upper() + words[1:],
        sentence=f"{_what(record)} avec {record.adviser.first_name}{_where(record)}.",
        css="k-event" if record.session_id else "k-rdv",
        told=_told(record, sees_notes=sees_notes),
    )


def _what(record: ActivityRecord) -> str:
    if record.session:
        return f"Atelier « {record.session.group.title} »"
    if record.title:
        return f"Atelier « {record.title} »"
    if record.walk_in_id:
        return "Venue sans rendez-vous,"
    return "Aide à distance" if record.place == Place.REMOTE else "Accompagnement"


def _where(record: ActivityRecord) -> str:
    return f", {record.venue.name}" if record.venue else ""
