"""What waits for a gesture at the desk: messages that did not arrive, people to call, outcomes to note."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDate
from django.urls import reverse

from escale.accounts import rules
from escale.accounts.models import Membership, Organization, User
from escale.appointments import callbacks, double_booked, following, messages
from escale.appointments.models import Appointment, AppointmentQuerySet, CallbackRequest, Offer
from escale.community import peers
from escale.desk import message_kinds
from escale.desk.articles import chores as article_chores
from escale.desk.care import chores as care_chores
from escale.desk.comments import chores as comment_chores
from escale.desk.communication import chores as communication_chores
from escale.desk.day import Scope, appointments_of
from escale.desk.letters import chores as letter_chores
from escale.desk.mailing import chores as mailing_chores
from escale.desk.partners import chores as partner_chores
from escale.desk.practice import chores as practice_chores
from escale.desk.privacy import telling as files_ending
from escale.desk.referrals import chores as referral_chores
from escale.desk.sheets import chores as sheet_chores
from escale.desk.threads import chores as thread_chores
from escale.desk.todo_item import Item, Waiting
from escale.desk.waiting.rows import offer_words
from escale.desk.workshops.groups import chores as workshop_chores
from escale.desk.workshops.progress import chores as progress_chores
from escale.directory import following as following_referrals
from escale.directory import meetings
from escale.french.dates import day_hour, relative_day
from escale.french.plural import plural
from escale.outbox import by_hand
from escale.outbox.models import Channel, Message, MessageQuerySet, MessageState
from escale.publishing import pieces
from escale.publishing.mailing.bounces import LETTER
from escale.publishing.mailing.kinds import ABOUT as MONTHLY_MAIL
from escale.publishing.rules import may_prepare
from escale.scheduling.wall_clock import day_bounds
from escale.together import Later, later
from escale.workshops import roll
from escale.workshops import rules as workshop_rules
from escale.workshops.messages import LATER_CHECK
from escale.workshops.models import Enrollment
from escale.writing.rules import may_moderate

JUST_DONE = timedelta(minutes=15)
"""How long what was just done stays in sight, so that it can be undone."""
MOST = 30
MOST_DAYS = 5


@dataclass(frozen=True, kw_only=True)
class DayToSettle:
    on: date
    title: str


@dataclass(frozen=True)
class Chore:
    """A kind of thing to do: which rows of the organization, how each reads, what doing and undoing it writes."""

    rows: Callable[[Scope], QuerySet[Any]]
    items: Callable[[Iterable[Any]], list[Item]]
    do: Callable[[Any, Membership, datetime], object]
    undo: Callable[[Any], object]


def waiting(scope: Scope, *, zone: ZoneInfo, now: datetime) -> list[Waiting]:
    """Everything that waits in this scope, and what was just done, in the order of the page."""
    recent, reader, on = now - JUST_DONE, scope.reader, now.astimezone(zone).date()
    held, twice = later(_held, *scope.whose, now), later(_double_booked, *scope.whose, now)
    missed = later(roll.absent_people, scope.organization, adviser=scope.adviser, now=now)
    told = later(_to_call, *scope.whose, now, tonight=day_bounds(on, zone).end)
    return [
        care_chores.waiting(scope, recent=recent),
        *thread_chores.waiting(reader),
        *practice_chores.waiting(reader),
        Waiting(later(_failed, *scope.whose, now), _message_items),
        Waiting(held, lambda rows: _offer_items(rows, now=now)),
        *workshop_chores.waiting(scope, zone=zone, now=now),
        *([progress_chores.waiting(scope, zone=zone, now=now)] if workshop_rules.may_see_progress(reader) else []),
        Waiting(later(_to_call_back, scope.organization, now), _callback_items),
        Waiting(told, _message_items),
        Waiting(missed, lambda rows: _absence_items(rows, called_since=recent)),
        Waiting(twice, _double_booked_items),
        Waiting(later(_to_follow_up, *scope.whose), _follow_up_items),
        *partner_chores.waiting(reader, on=on),
        referral_chores.waiting(scope, now=now),
        *communication_chores.waiting(reader, now=now),
        *article_chores.waiting(reader),
        *sheet_chores.waiting(reader, on=on, now=now),
        *(mailing_chores.waiting(scope, zone=zone, now=now) if may_prepare(reader) else []),
        *([letter_chores.waiting(scope, zone=zone, now=now)] if may_prepare(reader) else []),
        *(comment_chores.waiting(scope, zone=zone) if may_moderate(reader) else []),
        *([files_ending.waiting(scope, now=now)] if rules.may_see_notes(reader) else []),
    ]


def without_outcome(scope: Scope, *, today: datetime, zone: ZoneInfo) -> Later[dict[str, Any]]:
    """The past days that hold appointments nobody settled, the latest first. `today` is its first instant."""
    return later(_without_outcome, *scope.whose, today, zone)


def _without_outcome(
    organization: Organization, adviser: User | None, today: datetime, zone: ZoneInfo
) -> QuerySet[Appointment, Any]:
    return (
        appointments_of(organization, adviser)
        .without_outcome(before=today)
        .annotate(on=TruncDate("starts_at", tzinfo=zone))
        .values("on")
        .annotate(count=Count("pk"))
        .order_by("-on")[:MOST_DAYS]
    )


def days_to_settle(days: Iterable[dict[str, Any]], *, today: date) -> list[DayToSettle]:
    """These days, in words."""
    return [DayToSettle(on=row["on"], title=_unsettled(row["count"], row["on"], today)) for row in days]


def _unsettled(count: int, on: date, today: date) -> str:
    when = relative_day(on, today)
    of = "d’" if when.startswith(("hier", "avant")) else "de "
    return f"{plural(count, 'rendez-vous', 'rendez-vous')} {of}{when} sans issue"


def _messages(organization: Organization, adviser: User | None) -> MessageQuerySet:
    """Those about the adviser's own appointments, and about nobody's."""
    found = Message.objects.of_organization(organization).select_related("person")
    if adviser is None:
        return found
    mine = appointments_of(organization, adviser).values("pk")
    return found.filter(~Q(about=messages.ABOUT) | Q(about=messages.ABOUT, about_id__in=mine))


def _failures(organization: Organization, adviser: User | None) -> MessageQuerySet:
    """Those of the monthly mail and of letters are on their own page, and their addresses are to correct, not to call."""
    return _messages(organization, adviser).filter(state=MessageState.FAILED).exclude(about__in=[MONTHLY_MAIL, LETTER])


def _failed(organization: Organization, adviser: User | None, now: datetime) -> MessageQuerySet:
    failed = _failures(organization, adviser)
    shown = failed.filter(Q(settled_at=None, expires_at__gt=now) | Q(settled_at__gt=now - JUST_DONE))
    return shown.order_by("created_at", "pk")[:MOST]


def _calls(organization: Organization, adviser: User | None) -> MessageQuerySet:
    made = [MessageState.WAITING, MessageState.DELIVERED]
    return _messages(organization, adviser).filter(channel=Channel.CALL, state__in=made)


def _to_call(organization: Organization, adviser: User | None, now: datetime, *, tonight: datetime) -> MessageQuerySet:
    ours = _calls(organization, adviser)
    shown = ours.calls_to_make(start=now, end=tonight) | ours.filter(delivered_at__gt=now - JUST_DONE)
    return shown.order_by("due_at", "pk")[:MOST]


def _callbacks(organization: Organization) -> QuerySet[CallbackRequest]:
    return CallbackRequest.objects.of_organization(organization).select_related("reason")


def _to_call_back(organization: Organization, now: datetime) -> QuerySet[CallbackRequest]:
    asked = _callbacks(organization).filter(Q(done_at=None) | Q(done_at__gt=now - JUST_DONE))
    return asked.order_by("created_at", "pk")[:MOST]


def _held(organization: Organization, adviser: User | None, now: datetime) -> QuerySet[Offer]:
    """The hours held for people no SMS can reach: of this adviser, or of everybody."""
    held = Offer.objects.of_organization(organization).open().with_everything_shown().filter(by_call=True)
    held = held if adviser is None else held.filter(adviser=adviser)
    return held.filter(expires_at__gt=now).order_by("expires_at", "pk")[:MOST]


def _offer_items(offers: Iterable[Offer], *, now: datetime) -> list[Item]:
    """Hours to offer by telephone: three answers, instead of one button."""
    return [
        Item(
            chore="proposition",
            pk=offer.pk,
            icon="phone-call",
            title=f"Proposer une heure à {offer.entry.first_name}",
            detail=offer_words(offer, now=now),
            phone=offer.phone,
            offer_pk=offer.pk,
        )
        for offer in offers
    ]


def _enrolled(scope: Scope) -> QuerySet[Enrollment]:
    return Enrollment.objects.of_organization(scope.organization).enrolled().select_related("person", "group")


def _absence_items(enrollments: Iterable[Enrollment], *, called_since: datetime | None = None) -> list[Item]:
    """Who missed sessions in a row without a word: a call often is enough to see her again."""
    return [
        Item(
            chore="absences",
            pk=each.enrollment.pk,
            icon="phone-call",
            title=f"Appeler {each.enrollment.person.short_name}",
            detail=f"{plural(each.in_a_row, 'séance manquée', 'séances manquées')} de suite : {each.enrollment.group}",
            phone=each.phone,
            verb="J’ai appelé",
            is_done=each.is_called,
        )
        for each in roll.missing(enrollments, called_since=called_since or datetime.min.replace(tzinfo=UTC))
    ]


def _follow_ups(organization: Organization, adviser: User | None) -> AppointmentQuerySet:
    return appointments_of(organization, adviser).with_everything_shown()


def _to_follow_up(organization: Organization, adviser: User | None) -> AppointmentQuerySet:
    return _follow_ups(organization, adviser).to_follow_up().order_by("starts_at", "pk")[:MOST]


def _expected(organization: Organization, adviser: User | None) -> AppointmentQuerySet:
    found = appointments_of(organization, adviser).expected()
    return found.select_related("commitment").with_everything_shown()


def _double_booked(organization: Organization, adviser: User | None, now: datetime) -> AppointmentQuerySet:
    return double_booked.by_other_calendars(appointments_of(organization, adviser), now=now)[:MOST]


def _double_booked_items(appointments: Iterable[Appointment]) -> list[Item]:
    """What the other calendar says stays between it and its owner."""
    return [
        Item(
            chore="autre-agenda",
            pk=appointment.pk,
            icon="calendar-x",
            title=f"{appointment.person.short_name} : {appointment.adviser.first_name} n’est plus libre à cette heure",
            detail=f"{day_hour(appointment.local_start)}, d’après un autre agenda",
            phone=appointment.contact_phone or appointment.person.phone,
            verb="Garder les deux",
            is_done=appointment.commitment is not None and not appointment.commitment.exclusive,
            address=reverse("desk:move", args=[appointment.pk]),
        )
        for appointment in appointments
    ]


def _follow_up_items(appointments: Iterable[Appointment]) -> list[Item]:
    return [
        Item(
            chore="suite",
            pk=appointment.pk,
            icon="calendar-plus",
            title=f"Prévoir un second rendez-vous pour {appointment.person.short_name}",
            detail=f"Après celui du {day_hour(appointment.local_start)}",
            phone=appointment.contact_phone or appointment.person.phone,
            verb="Ce n’est plus nécessaire",
            is_done=not appointment.needs_another,
            address=reverse("desk:next", args=[appointment.pk]),
        )
        for appointment in appointments
    ]


def _message_items(written: Iterable[Message]) -> list[Item]:
    written = list(written)
    ids = [message.about_id for message in written if message.about == messages.ABOUT]
    appointments = Appointment.objects.filter(pk__in=ids).with_everything_shown().order_by("pk")
    by_pk = {appointment.pk: appointment for appointment in appointments}
    return [_message_item(message, by_pk.get(message.about_id)) for message in written]


def _message_item(message: Message, appointment: Appointment | None) -> Item:
    kind = message_kinds.LABELS[message.kind]
    is_call = message.channel == Channel.CALL
    who = message.person.short_name if message.person else ""
    about_appointment = appointment if message.about == messages.ABOUT else None
    when = day_hour(about_appointment.local_start) if about_appointment else ""
    by_phone = message.channel in {Channel.SMS, Channel.CALL}
    return Item(
        chore="appel" if is_call else "message",
        pk=message.pk,
        icon="phone-call" if is_call else "message-square-warning",
        title=f"{kind} à faire par téléphone"
        if is_call
        else f"{message.get_channel_display()} non remis : {kind.lower()}",
        detail=", ".join(filter(None, [who, when])) or message.recipient,
        phone=message.recipient if by_phone else message.person.phone if message.person else "",
        verb="C’est fait" if is_call else "C’est réglé",
        is_done=message.state == MessageState.DELIVERED or message.settled_at is not None,
        # The questions to ask on the telephone are on her file.
        address=reverse("desk:person", args=[message.person_id])
        if is_call and message.kind == LATER_CHECK.name and message.person_id
        else "",
        address_words="Ouvrir sa fiche",
    )


def _callback_items(requests: Iterable[CallbackRequest]) -> list[Item]:
    return [
        Item(
            chore="rappel",
            pk=request.pk,
            icon="phone-incoming",
            title=f"Rappeler {request.first_name}",
            detail=" · ".join(filter(None, [str(request.reason or ""), request.wish])),
            phone=request.phone,
            verb="J’ai rappelé",
            is_done=request.done_at is not None,
        )
        for request in requests
    ]


CHORES: Mapping[str, Chore] = MappingProxyType(
    {
        "message": Chore(
            rows=lambda scope: _failures(*scope.whose),
            items=_message_items,
            do=lambda row, by, now: by_hand.settle(row, now=now),
            undo=by_hand.unsettle,
        ),
        "rappel": Chore(
            rows=lambda scope: _callbacks(scope.organization),
            items=_callback_items,
            do=lambda row, by, now: callbacks.done(row, by=by, now=now),
            undo=callbacks.reopen,
        ),
        "appel": Chore(
            rows=lambda scope: _calls(*scope.whose),
            items=_message_items,
            do=lambda row, by, now: by_hand.mark_called(row, now=now),
            undo=by_hand.take_back,
        ),
        "absences": Chore(
            rows=_enrolled,
            items=_absence_items,
            do=lambda row, by, now: roll.called_back(row, now=now),
            undo=roll.not_called_back,
        ),
        "autre-agenda": Chore(
            rows=lambda scope: _expected(*scope.whose),
            items=_double_booked_items,
            do=lambda row, by, now: double_booked.keep_both(row, by=by.user),
            undo=double_booked.settle_again,
        ),
        care_chores.CHORE: Chore(
            rows=care_chores.rows,
            items=care_chores.items,
            do=lambda row, by, now: peers.answer(row, now=now),
            undo=peers.take_back,
        ),
        communication_chores.CHORE: Chore(
            rows=lambda scope: communication_chores.rows(scope.organization),
            items=communication_chores.listed,
            do=communication_chores.do,
            undo=pieces.reopen,
        ),
        partner_chores.CHORE: Chore(
            rows=lambda scope: partner_chores.rows(scope.organization),
            items=partner_chores.listed,
            do=partner_chores.do,
            undo=meetings.untick,
        ),
        referral_chores.CHORE: Chore(
            rows=referral_chores.rows,
            items=referral_chores.listed,
            do=referral_chores.do,
            undo=following_referrals.unsettle,
        ),
        "suite": Chore(
            rows=lambda scope: _follow_ups(*scope.whose),
            items=_follow_up_items,
            do=lambda row, by, now: following.want_another(row, wanted=False),
            undo=lambda row: following.want_another(row, wanted=True),
        ),
    }
)
"""By the word of its address."""
