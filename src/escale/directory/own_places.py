"""Our own places as others may publish them: where one is received, for what, in which workshops. A few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time

from escale.accounts.models import Organization
from escale.activity.guessing import topics_in
from escale.agenda.models import Permanence
from escale.agenda.models.permanences import Reception
from escale.appointments.models import Reason
from escale.places.models import Venue, VenueKind
from escale.places.zones import zone_of
from escale.scheduling.recurrence import Frequency, Parity, Recurrence
from escale.topics import Topic
from escale.workshops.models import Group, Session
from escale.workshops.models.sessions import Mode

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


@dataclass(frozen=True, kw_only=True)
class Course:
    """A workshop or a cycle held at a place; `weeks` and `weekly_hours` count the weeks a cycle meets in."""

    group: Group
    topics: frozenset[Topic]
    weeks: int | None
    weekly_hours: float | None
    is_remote: bool


@dataclass(frozen=True, kw_only=True)
class OwnPlace:
    """A venue with what is offered there, to everyone."""

    venue: Venue
    organization: Organization
    permanences: Sequence[Permanence]
    reasons: Sequence[Reason] = field(default_factory=list)
    courses: Sequence[Course] = field(default_factory=list)

    @property
    def phone(self) -> str:
        return self.venue.phone or self.organization.phone

    @property
    def hours(self) -> str:
        return osm_hours(self.permanences)

    @property
    def takes_walk_ins(self) -> bool:
        return any(each.reception != Reception.APPOINTMENT for each in self.permanences)

    @property
    def is_remote(self) -> bool:
        by_wire = {VenueKind.PHONE, VenueKind.VIDEO}
        return any(each.kind in by_wire for each in self.reasons) or any(each.is_remote for each in self.courses)


def of_organization(organization: Organization, *, now: datetime) -> list[OwnPlace]:
    """Its places anyone may go to, with the reasons anyone may book and the published workshops to come."""
    venues = list(Venue.objects.on_public_pages().of_organization(organization).order_by("name", "pk"))
    today = now.astimezone(zone_of(organization)).date()
    permanences: defaultdict[int, list[Permanence]] = defaultdict(list)
    reasons: defaultdict[int, dict[Reason, None]] = defaultdict(dict)
    running = list(Permanence.objects.of_organization(organization).running(on=today).order_by("start_time", "pk"))
    where = {each.pk: each.venue_id for each in running}
    for permanence in running:
        permanences[permanence.venue_id].append(permanence)
    carried = _carried(organization)
    for reason in Reason.objects.open_to_public().of_organization(organization).order_by("position", "pk"):
        for pk in carried[reason.pk]:
            if pk in where:
                reasons[where[pk]][reason] = None
    courses = _courses(organization, now=now)
    return [
        OwnPlace(
            venue=venue,
            organization=organization,
            permanences=permanences[venue.pk],
            reasons=list(reasons[venue.pk]),
            courses=courses[venue.pk],
        )
        for venue in venues
    ]


def topics_of(reason: Reason) -> frozenset[Topic]:
    """The subjects a reason speaks of."""
    return frozenset(topics_in(reason.name, reason.public_sentence, reason.description))


def osm_hours(permanences: Iterable[Permanence]) -> str:
    """The rules of a place as OpenStreetMap writes them: "Mo,Tu 09:00-12:00, We[2] 14:00-16:00; PH off"."""
    every_week: defaultdict[int, dict[str, None]] = defaultdict(dict)
    rarer: dict[str, None] = {}
    kept = sorted(permanences, key=lambda each: (each.start_time, each.pk or 0))
    for permanence in kept:
        rule, span = permanence.recurrence, _span(permanence.start_time, permanence.end_time)
        if rule.frequency is Frequency.WEEKLY and rule.every == 1 and not rule.parity:
            for weekday in rule.weekdays:
                every_week[weekday][span] = None
        elif selector := _selector(rule):
            rarer[f"{selector} {span}"] = None
    together: dict[str, list[int]] = {}
    for weekday in sorted(every_week):
        together.setdefault(",".join(every_week[weekday]), []).append(weekday)
    weekly = [f"{','.join(DAYS[day] for day in days)} {spans}" for spans, days in together.items()]
    off = ["PH off"] * all(each.skips_public_holidays for each in kept) + ["SH off"] * all(
        each.skips_school_holidays for each in kept
    )
    rules = ", ".join([*weekly, *rarer])
    return "; ".join([rules, *off]) if rules else ""


def _selector(rule: Recurrence) -> str:
    """Which days a rarer rule is about; "" when the notation can't say it."""
    days = ",".join(DAYS[day] for day in sorted(rule.weekdays))
    if rule.frequency is Frequency.WEEKLY and rule.parity:
        return f"week {'01' if rule.parity is Parity.ODD else '02'}-53/2 {days}"
    if rule.frequency is Frequency.MONTHLY and rule.every == 1:
        return f"{days}[{rule.nth or 1}]"
    return ""


def _span(start: time, end: time) -> str:
    return f"{start:%H:%M}-{end:%H:%M}"


def _carried(organization: Organization) -> defaultdict[int, list[int]]:
    """The permanences that carry each reason."""
    carried: defaultdict[int, list[int]] = defaultdict(list)
    links = Reason.permanences.through.objects.filter(reason__organization=organization).order_by("pk")
    for reason, permanence in links.values_list("reason_id", "permanence_id"):
        carried[reason].append(permanence)
    return carried


def _courses(organization: Organization, *, now: datetime) -> defaultdict[int, list[Course]]:
    """The published groups with a session to come, by the venue of that session."""
    coming = Session.objects.published().of_organization(organization).filter(starts_at__gt=now)
    groups = Group.objects.filter(pk__in=coming.values("group")).with_everything_shown()
    every: defaultdict[int, list[Session]] = defaultdict(list)
    held = Session.objects.standing().filter(group__in=coming.values("group")).select_related("venue").by_date()
    for session in held:
        every[session.group_id].append(session)
    found: defaultdict[int, list[Course]] = defaultdict(list)
    for group in groups.prefetch_related("workshop__topics").order_by("title", "pk"):
        sessions = every[group.pk]
        course = _course(group, sessions)
        for venue in dict.fromkeys(each.venue_id for each in sessions if each.starts_at > now):
            found[venue].append(course)
    return found


def _course(group: Group, sessions: Sequence[Session]) -> Course:
    weeks = len({each.local_start.isocalendar()[:2] for each in sessions}) if group.is_cycle else None
    return Course(
        group=group,
        topics=frozenset(Topic(each.topic) for each in group.workshop.topics.all()),
        weeks=weeks,
        weekly_hours=round(sum(each.minutes for each in sessions) / 60 / weeks, 2) if weeks else None,
        is_remote=any(each.mode != Mode.ON_SITE for each in sessions),
    )
