"""What the pages of reports show of a record: its name, its hour, what is proposed, what is already taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet

from escale.accounts.models import Membership, Organization, User
from escale.activity import prefill
from escale.activity.models import ActivityRecord, Kind, Posture, RecordTopic, Tag
from escale.activity.reports import Report
from escale.appointments.models import Appointment
from escale.desk.reports import words
from escale.french.dates import day_hour, duration, hour
from escale.french.plural import plural
from escale.mandates import acts
from escale.together import read_together

RECENT = timedelta(days=120)
USUAL, FEWEST = 4, 2
"""How many subjects a card shows, and at least how many besides those already chosen."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What all the cards of a page share: one query each."""

    tags: Sequence[Tag]
    usual: Sequence[str]
    coming: dict[int, Appointment]
    acted: Collection[int]

    @classmethod
    def read(cls, reader: Membership, records: Collection[ActivityRecord], *, now: datetime) -> "Around":
        """The tags she may use, the subjects she uses most, the next appointment of each person, the
        appointments when she acted under a mandate. Three queries.
        """
        tags, usual = (
            Tag.objects.of_organization(reader.organization).usable_by(reader.user).by_name(),
            usual_topics(reader.user, since=now - RECENT),
        )
        read_together(tags, usual)
        people = {row.person_id for record in records for row in record.participations.all()}
        return cls(
            tags=list(tags),
            usual=[*usual],
            coming=coming_of(reader.organization, people, now=now),
            acted=acts.acted_during({record.appointment_id for record in records if record.appointment_id}),
        )


def usual_topics(adviser: User, *, since: datetime) -> QuerySet[RecordTopic, str]:
    """The subjects of her latest reports, the most frequent first."""
    recent = RecordTopic.objects.filter(record__adviser=adviser, record__on__gte=since.date(), record__removed_at=None)
    counted = recent.values("topic").annotate(times=Count("pk")).order_by("-times", "topic")
    return counted.values_list("topic", flat=True)[: USUAL * 2]


def coming_of(organization: Organization, people: Collection[int], *, now: datetime) -> dict[int, Appointment]:
    """The next appointment of each of these people who has one. One query."""
    expected = Appointment.objects.of_organization(organization).expected().filter(person__in=people, starts_at__gt=now)
    found: dict[int, Appointment] = {}
    for each in expected.select_related("venue").order_by("starts_at", "pk"):
        found.setdefault(each.person_id, each)
    return found


def proposed(record: ActivityRecord, around: Around) -> Report:
    """What the form of this record shows, from rows already read."""
    said = prefill.for_record(record, is_expected_again=next_of(record, around) is not None)
    is_said = record.is_complete or record.posture
    return said if is_said or record.appointment_id not in around.acted else replace(said, posture=Posture.ACT)


def next_of(record: ActivityRecord, around: Around) -> Appointment | None:
    """The next appointment of the one person of an individual record."""
    people = [row.person_id for row in record.participations.all()]
    return around.coming.get(people[0]) if len(people) == 1 else None


def next_words(record: ActivityRecord, around: Around) -> str:
    """ "vendredi 27 novembre, 14 h", "" when nothing is taken yet."""
    coming = next_of(record, around)
    return day_hour(coming.local_start) if coming else ""


def flag(record: ActivityRecord) -> str:
    """The flag of a record: what it was."""
    if record.kind == Kind.COLLECTIVE:
        return "cycle" if record.session and record.session.number else "atelier"
    return "rdv" if record.appointment_id else "perm"


def name(record: ActivityRecord) -> str:
    """Who or what it was about: "Jeanne L.", "Reconnaître une arnaque", "Aide au passage"."""
    if record.kind == Kind.COLLECTIVE:
        return record.title or "Atelier"
    known = [row.person.short_name for row in record.participations.all() if row.person.first_name]
    if known:
        return known[0]
    if record.walk_in_id and record.walk_in and record.walk_in.first_name:
        return record.walk_in.first_name
    return plural(record.people, "personne sans nom", "personnes sans nom")


def at(record: ActivityRecord) -> str:
    """Its hour where it happened, "" when nobody said."""
    if record.starts_at is None or record.venue is None:
        return ""
    return hour(record.starts_at.astimezone(record.venue.zone))


def heading(record: ActivityRecord) -> str:
    """ "14 h · Jeanne L.", "17 h 30 · Reconnaître une arnaque · 6 présents"."""
    came = plural(record.people, "présent", "présents") if record.kind == Kind.COLLECTIVE else ""
    return " · ".join(filter(None, [at(record), name(record), came]))


def subject(record: ActivityRecord, *, sees_notes: bool) -> str:
    """What it was for, as it was booked."""
    if record.appointment:
        return (sees_notes and record.appointment.subject) or record.appointment.reason.name
    if record.walk_in and record.walk_in.reason:
        return record.walk_in.reason.name
    return ""


def summary(record: ActivityRecord) -> str:
    """ "Sujets : mail, démarche. 45 min. Fait avec mon aide."."""
    topics = ", ".join(words.topic(row.topic) for row in record.topics.all())
    without = f"{plural(record.unnamed, 'personne')} sans nom" if record.unnamed and record.people > 1 else ""
    said = [f"Sujets : {topics}" if topics else "", duration(record.minutes), record.get_autonomy_display(), without]
    return " ".join(f"{each[:1].upper()}{each[1:]}." for each in said if each)


def newcomers(record: ActivityRecord) -> str:
    """ "2 nouvelles personnes.": those with a file who had never come."""
    count = sum(row.previous_on is None for row in record.participations.all())
    return f"{plural(count, 'nouvelle personne', 'nouvelles personnes')}." if count else ""
