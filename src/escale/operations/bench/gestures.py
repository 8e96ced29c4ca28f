"""What people, the team, other calendars and time itself do to an agenda, each gesture by the product's own operations."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from random import Random

from escale.activity import closing
from escale.agenda import absences, closures, occurrences, resources
from escale.agenda.calendars import keeping
from escale.agenda.calendars.sealing import Source
from escale.agenda.models import Absence, CalendarKind, Closure, ExternalCalendar, PermanenceOccurrence
from escale.appointments import answering, booking, canceling, hours, moving, turns, waiting
from escale.appointments.answering import OfferOver
from escale.appointments.booking import Contact, TooManyAppointments
from escale.appointments.holding import SlotTaken
from escale.appointments.models import Appointment, Offer, State, WaitingEntry
from escale.appointments.moving import NotExpected, TooLate
from escale.appointments.obstacles import Refused
from escale.operations.bench import workshop_gestures
from escale.operations.bench.figures import SEED, Figure, Size, WrongAnswer
from escale.operations.bench.life import DAYS_AHEAD, Life
from escale.outbox.delivery import deliver_due
from escale.workshops import reminders as workshop_reminders
from escale.workshops import waiting_list

SCENARIO = "life"
TIMES = {Size.SMALL: 300, Size.DEPARTEMENT: 2_000, Size.NATIONAL: 10_000}
EVENT = """BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261101T080000Z
DTSTART:{start:%Y%m%dT%H%M%SZ}
DTEND:{end:%Y%m%dT%H%M%SZ}
SUMMARY:Ailleurs
RRULE:FREQ=WEEKLY;COUNT={times}
END:VEVENT
"""


def book_online(life: Life) -> None:
    reason, who = life.random.choice(life.reasons), life.random.choice(life.people)
    first = life.now.date()
    shown = hours.search(
        reason,
        first=first,
        last=first + timedelta(days=life.random.randrange(1, DAYS_AHEAD)),
        venues=life.venues,
        rule=hours.public_rule(reason, now=life.now),
        now=life.now,
    )
    if not shown:
        return
    hour = life.random.choice(shown)
    venue = next(each for each in life.venues if each.pk == hour.venue_id)
    try:
        booking.book_online(
            reason=reason,
            venue=venue,
            starts_at=hour.start,
            contact=Contact(first_name=who.first_name, phone=who.phone),
            submission=life.uuid(),
            now=life.now,
        )
    except TooManyAppointments:
        return
    except SlotTaken as refusal:
        raise WrongAnswer(f"{hour} was shown and can’t be booked, seed {SEED}") from refusal


def book_by_staff(life: Life) -> None:
    member = life.random.choice(life.team)
    try:
        booking.book_by_staff(
            by=member,
            adviser=life.random.choice(life.team).user,
            person=life.random.choice(life.people),
            reason=life.random.choice(life.reasons),
            venue=life.random.choice(life.venues),
            starts_at=life.some_hour(),
            accept_warnings=life.random.random() < 0.3,
            now=life.now,
        )
    except Refused:
        return


def move(life: Life) -> None:
    appointment = life.some_coming()
    if appointment is None:
        return
    try:
        if life.random.random() < 0.5:
            free = moving.free_hours(
                appointment, first=life.now.date(), last=life.now.date() + timedelta(days=10), now=life.now
            )
            if free:
                hour = life.random.choice(free)
                venue = next(each for each in life.venues if each.pk == hour.venue_id)
                moving.move_by_person(appointment, venue=venue, starts_at=hour.start, now=life.now)
        else:
            moving.move_by_staff(
                appointment,
                by=life.random.choice(life.team),
                venue=life.random.choice(life.venues),
                starts_at=life.some_hour(),
                accept_warnings=life.random.random() < 0.3,
                now=life.now,
            )
    except (TooLate, NotExpected, Refused):
        return
    except SlotTaken as refusal:
        raise WrongAnswer(f"An hour shown for a move can’t be had, seed {SEED}") from refusal


def cancel(life: Life) -> None:
    appointment = life.some_coming()
    if appointment is None:
        return
    try:
        if life.random.random() < 0.5:
            canceling.cancel_by_person(appointment, now=life.now)
        else:
            by = life.random.choice(life.team)
            canceling.cancel_by_staff(appointment, by=by, notify=life.random.random() < 0.8, now=life.now)
    except (TooLate, NotExpected):
        return


def settle(life: Life) -> None:
    over = Appointment.objects.expected().filter(starts_at__lte=life.now).order_by("pk").first()
    if over is None:
        return
    outcome = life.random.choice((State.SEEN, State.NO_SHOW, State.EXCUSED))
    closing.settle(over, outcome, by=life.team[0], now=life.now)


def reopen(life: Life) -> None:
    called_off = list(Appointment.objects.filter(state=State.EXCUSED, starts_at__gt=life.now).order_by("pk"))
    if not called_off:
        return
    try:
        closing.reopen(life.random.choice(called_off), by=life.team[0], now=life.now)
    except SlotTaken:
        return


def be_away(life: Life) -> None:
    start = life.some_hour()
    absences.declare(
        resources.for_adviser(life.random.choice(life.team).user),
        starts_at=start,
        ends_at=start + timedelta(hours=life.random.randrange(1, 9)),
    )


def come_back(life: Life) -> None:
    if absence := life.some(Absence.objects.order_by("pk")):
        absences.withdraw(absence, now=life.now)


def close(life: Life) -> None:
    on = life.some_hour().date()
    closures.close_days(
        organization=life.team[0].organization,
        venue=life.random.choice([None, *life.venues]),
        first=on,
        last=on + timedelta(days=life.random.randrange(2)),
        label="Travaux",
    )


def open_again(life: Life) -> None:
    if closure := life.some(Closure.objects.order_by("pk")):
        closures.reopen_days(closure)


def change_date(life: Life) -> None:
    soon = PermanenceOccurrence.objects.filter(
        starts_at__gt=life.now, starts_at__lt=life.now + timedelta(days=DAYS_AHEAD)
    )
    if occurrence := life.some(soon.order_by("starts_at", "pk")):
        change = occurrences.restore_occurrence if occurrence.canceled_at else occurrences.cancel_occurrence
        change(occurrence, now=life.now)


def wait(life: Life) -> None:
    """Time goes by, and the worker does what is due: what it tells must be true at that instant."""
    life.now += timedelta(minutes=life.random.randrange(20, 8 * 60))
    answering.expire_due(now=life.now)
    turns.withdraw_gone(now=life.now)
    turns.offer_free_hours(now=life.now)
    waiting.close_over(now=life.now)
    waiting_list.expire_offers(now=life.now)
    waiting_list.offer_left(now=life.now)
    waiting_list.close_started(now=life.now)
    workshop_reminders.write_due(now=life.now)
    life.check("what is due")
    while deliver_due(now=life.now, catalogue=life.listened()).total:
        pass


def ask_to_wait(life: Life) -> None:
    who = life.random.choice(life.people)
    waiting.ask(
        reason=life.random.choice(life.reasons),
        first_name=who.first_name,
        phone=who.phone,
        submission=life.uuid(),
        now=life.now,
    )


def ask_for_earlier(life: Life) -> None:
    if appointment := life.some_coming():
        waiting.ask_for_earlier(appointment, now=life.now)


def leave_the_list(life: Life) -> None:
    if entry := life.some(WaitingEntry.objects.open().order_by("pk")):
        waiting.leave(entry, now=life.now)


def answer(life: Life) -> None:
    """Say yes, no, or nothing, to an offer that stands or that stood."""
    offer = life.some(Offer.objects.order_by("-pk")[:5])
    if offer is None:
        return
    say = life.random.choice((answering.accept, answering.accept, answering.decline, answering.unanswered))
    with suppress(OfferOver):
        say(offer, now=life.now)


def read_a_calendar(life: Life) -> None:
    resource = resources.for_adviser(life.random.choice(life.team).user)
    events = []
    for _ in range(life.random.randrange(1, 4)):
        start = life.some_hour()
        end = start + timedelta(minutes=life.random.choice((30, 60, 120)))
        events.append(EVENT.format(uid=life.uuid(), start=start, end=end, times=life.random.randrange(1, 4)))
    content = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Ailleurs//FR\n{''.join(events)}END:VCALENDAR\n"
    with suppress(keeping.TooManyCalendars):
        keeping.add(
            resource,
            name="Ailleurs",
            kind=CalendarKind.FILE,
            source=Source(content=content.replace("\n", "\r\n")),
            keeps_titles=True,
            now=life.now,
        )


def forget_a_calendar(life: Life) -> None:
    if calendar := life.some(ExternalCalendar.objects.order_by("pk")):
        keeping.remove(calendar)


GESTURES: Mapping[Callable[[Life], None], int] = {
    book_online: 30,
    book_by_staff: 10,
    move: 14,
    cancel: 14,
    settle: 6,
    reopen: 3,
    be_away: 5,
    come_back: 3,
    close: 2,
    open_again: 2,
    change_date: 5,
    ask_to_wait: 8,
    ask_for_earlier: 4,
    leave_the_list: 2,
    answer: 12,
    read_a_calendar: 3,
    forget_a_calendar: 2,
    wait: 16,
}
"""Each gesture, and how often it is made beside the others."""

ALL_GESTURES: Mapping[Callable[[Life], None], int] = {**GESTURES, **workshop_gestures.GESTURES}
"""Those of the agenda and those of the workshops, lived together."""


def run(size: Size) -> list[Figure]:
    """Live as many gestures as the size asks for; every count of what must never be has to be nought."""
    life = Life.begin(Random(SEED))
    life.live(ALL_GESTURES, times=TIMES[size])
    figures = [
        Figure(scenario=SCENARIO, metric="gestures", value=life.done.total(), unit="gestures", at_least=TIMES[size])
    ]
    figures += [
        Figure(scenario=SCENARIO, metric=f"gestures: {name}", value=count, unit="gestures", at_least=1)
        for name, count in sorted(life.done.items())
    ]
    figures.append(
        Figure(scenario=SCENARIO, metric="messages told", value=life.told.total(), unit="messages", at_least=1)
    )
    return figures
