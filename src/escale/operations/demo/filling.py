"""Fills the demonstration by living it: day after day, people book, reminders leave, advisers note who came.

Everything goes through the product's own operations, with the instant each thing happened as an argument. The same day gives
the same demonstration: the only chance comes from one seeded generator.
"""

from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db import transaction

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.operations import planner
from escale.operations.demo import (
    absences,
    acquisition,
    appointments,
    calendars,
    callbacks,
    care,
    cast,
    changes,
    chronicles,
    comments,
    communication,
    doubles,
    elsewhere,
    exchange,
    feedback,
    figures,
    follow_up,
    identities,
    learners,
    library,
    lists,
    mailing,
    mandates,
    messages,
    network,
    online,
    organizations,
    pages,
    partners,
    permanences,
    places_file,
    practice,
    privacy,
    programme,
    progress,
    questions,
    received,
    referrals,
    reported,
    reports,
    resources,
    sheets_given,
    space,
    teams,
    threads,
    today,
    waiting_list,
    walk_ins,
    workshops,
    writing,
    year,
)
from escale.operations.demo.town import Town
from escale.outbox.delivery import deliver_due
from escale.periodic import CATALOGUE
from escale.workshops.models import Group

PAST_DAYS = 42


def fill(*, now: datetime) -> Town:
    """Make the whole demonstration as it stands at `now`, in an empty database."""
    town = Town(random=Random(f"escale {now:%Y-%m-%d}"), since=now - timedelta(days=PAST_DAYS), now=now)
    courses, evenings = _settle_in(town)
    for day in range(PAST_DAYS + 1):
        _live_one_day(town, courses, town.since + timedelta(days=day))
    planner.count_rows()
    workshops.today(courses)
    online.show_again(evenings, now=now)
    learners.fill(courses)
    progress.fill(courses)
    messages.fill(town)
    callbacks.fill(town)
    absences.fill(town)
    _fill_the_agenda(town)
    _fill_the_files(town)
    planner.count_rows()
    identities.fill(town.maelle, _neighbour(town), now=town.now)
    pages.fill(town)
    made = communication.fill(_communication(town, courses))
    identities.put_a_photo(made[-1], by=town.maelle, now=town.now)
    elsewhere.fill(town.maelle, told_twice=_coming(courses)[3], now=now)
    acquisition.fill(courses.fridays, by=town.maelle, now=now)
    programme.fill(_programme(town, courses))
    around = partners.fill(town.maelle, submissions=iter(town.submission, None), today=town.today, now=now)
    _refer(town, around)
    places_file.fill(town.maelle, submission=town.submission(), now=now)
    mailing.fill(town.maelle, town.members["Yann"], now=town.now)
    told = chronicles.fill(town.maelle, now=town.now)
    writing.fill(town.maelle, town.members["Yann"], submission=town.submission(), now=town.now)
    comments.fill(told[-1], by=town.maelle, submissions=iter(town.submission, None), now=town.now)
    mandates.fill(town.maelle, submissions=iter(town.submission, None), now=town.now)
    care.fill(town)
    received.fill(town)
    space.fill(town)
    sheets_given.fill(town)
    resources.fill(town)
    # Near the end: it counts the months that all the others have lived.
    network.fill({member.organization for member in town.members.values()}, coordinator=town.members["Claire"], now=now)
    practice.fill(town)
    feedback.fill(town)
    figures.fill(town.maelle, now=now)
    threads.fill(town, neighbour=_neighbour(town))
    library.fill(now=town.now)
    return town


def _settle_in(town: Town) -> tuple[workshops.Scene, list[Group]]:
    """The organizations, their workshops, evenings online, and the people of the day before others take their hours."""
    with transaction.atomic():
        for described in cast.ORGANIZATIONS:
            organizations.fill(described, town)
        today.open_hours(town)
        courses = _courses(town)
        workshops.schedule(courses)
        evenings = online.schedule(courses)
        today.expect_people(town, town.since)
    return courses, evenings


def _courses(town: Town) -> workshops.Scene:
    return workshops.Scene(
        leads=town.maelle,
        colleague=town.members["Yann"],
        venue=town.centre,
        room=town.rooms["Salle 2"],
        submissions=iter(town.submission, None),
        now=town.now,
    )


def _neighbour(town: Town) -> Membership:
    """Somebody of the other organization."""
    others = (each for each in town.members.values() if each.organization_id != town.maelle.organization_id)
    return next(others)


def _communication(town: Town, courses: workshops.Scene) -> communication.Scene:
    coming = _coming(courses)
    return communication.Scene(
        adviser=town.maelle,
        venue=town.centre,
        coming=[coming[3], coming[2]],
        submission=town.submission(),
        now=town.now,
    )


def _coming(courses: workshops.Scene) -> list[Group]:
    return [group for group in courses.fridays if group.canceled_at is None]


def _programme(town: Town, courses: workshops.Scene) -> programme.Scene:
    return programme.Scene(
        leads=town.maelle, venue=town.centre, venues=town.venues, groups=courses.fridays, now=town.now
    )


def _live_one_day(town: Town, courses: workshops.Scene, at: datetime) -> None:
    """One day: some people book, some call it off, messages leave, and in the evening the day is noted."""
    zone = next(iter(town.venues.values())).zone
    morning = datetime.combine(at.astimezone(zone).date(), time(9, 5), tzinfo=zone).astimezone(UTC)
    for moment in (morning, morning + timedelta(hours=5), morning + timedelta(hours=9)):
        if moment > town.now:
            return
        for _ in range(town.random.choice((1, 2, 2, 3))):
            appointments.book(town, moment)
        appointments.change_one(town, moment)
        appointments.note_outcomes(town, moment)
        callbacks.call_back(town, moment)
        workshops.live(courses, now=moment)
        while deliver_due(now=moment + timedelta(minutes=2), catalogue=CATALOGUE).sent:
            pass


def _refer(town: Town, around: partners.Partners) -> None:
    referrals.fill(
        town.maelle,
        partners=around,
        people=town.people,
        submissions=iter(town.submission, None),
        deliver=lambda at: deliver_due(now=at, catalogue=CATALOGUE),
        now=town.now,
    )


def _fill_the_agenda(town: Town) -> None:
    """What an adviser finds around her hours: other calendars, a queue, changes, people who wait."""
    permanences.fill(
        town.maelle,
        venue=town.centre,
        elsewhere=town.venues["mairie-de-balaze"],
        reasons=[town.reason(key) for key in ("mails", "photos")],
        now=town.now,
    )
    calendars.fill(town.maelle, zone=town.centre.zone, now=town.now)
    walk_ins.fill(_queue_of_the_day(town))
    changes.fill(town.maelle, now=town.now)
    follow_up.fill(town.maelle, submission=town.submission(), now=town.now)
    waiting_list.fill(
        town.reason("photos"),
        by=town.maelle,
        venue=town.centre,
        submissions=iter(town.submission, None),
        now=town.now,
    )


def _fill_the_files(town: Town) -> None:
    """What the team wrote, read and exchanged: reports, files of people, lists, a year of activity."""
    reports.fill(town.maelle, submissions=[town.submission() for _ in reports.COORDINATIONS], now=town.now)
    questions.fill(town.maelle, venue=town.centre, today=town.today, now=town.now)
    _team(town)
    privacy.fill(town.people, follows=town.maelle, replaces=town.members["Yann"], now=town.now)
    lists.fill(town.maelle, submissions=(town.submission(), town.submission()), now=town.now)
    exchange.fill(town.maelle, admin=town.members["Hélène"], key=town.submission(), now=town.now)
    _activity(town)


def _queue_of_the_day(town: Town) -> walk_ins.Scene:
    return walk_ins.Scene(
        venue=town.centre,
        room=town.rooms["Bureau 4"],
        adviser=town.members["Inès"],
        front_desk=town.members["Amina"],
        reasons=[town.reason(key) for key in ("mails", "photos", "telephone", "demarche")],
        now=town.now,
    )


def _team(town: Town) -> None:
    """People of the Centre social with nothing to come are those who come tomorrow."""
    organization = town.maelle.organization
    coming = set(Appointment.objects.upcoming(now=town.now).values_list("person_id", flat=True))
    free = [each for each in town.people if each.organization_id == organization.pk and each.pk not in coming]
    teams.fill(
        town.members,
        venue=town.centre,
        reason=town.reason("mails"),
        people=free[:4],
        submissions=[town.submission() for _ in range(4)],
        now=town.now,
    )


def _activity(town: Town) -> None:
    """The year before is told in one go; the days that were lived are confirmed, but the last ones."""
    random = Random(f"activity {town.now:%Y-%m-%d}")
    for described, files, numbers in ((cast.CENTRE_SOCIAL, 190, 5000), (cast.CCAS, 80, 6000)):
        before = year.Scene(
            described=described,
            members={each.first_name: town.members[each.first_name] for each in described.members},
            venues={each.slug: town.venues[each.slug] for each in described.venues},
            random=random,
            now=town.now,
            until=town.since.date(),
            files=files,
            numbers=numbers,
        )
        year.fill(before)
    reported.fill(list(town.members.values()), random=random, now=town.now)
    doubles.fill(town.people, referent=town.maelle, now=town.now)
