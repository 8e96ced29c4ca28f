"""What the page of an enrollment says: a seat kept, a place in the list, a seat held until an hour, or that it is over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.html import format_html

from escale.french.dates import day, day_hour, duration, hour
from escale.french.plural import plural
from escale.outbox.texts import hour_words, until_words
from escale.portal import cards
from escale.portal.workshops import coming, words
from escale.portal.workshops.coming import is_off, place_of
from escale.portal.workshops.group_page import OtherDate
from escale.ui.cards import Pass
from escale.workshops import online, waiting_list
from escale.workshops.models import CatchUp, Enrollment, EnrollmentState, Session, WhyLeft

MOST_OTHER_DATES = 3
LEFT = {
    WhyLeft.CANCELED: "Votre inscription est annulée. Merci de nous avoir prévenus.",
    WhyLeft.DECLINED: "Vous avez dit non. La place va à une autre personne.",
    WhyLeft.NO_ANSWER: "Le temps de réponse est passé. La place va à une autre personne.",
    WhyLeft.REMOVED: "L’équipe a annulé cette inscription. Une question\u00a0? Un appel suffit.",
    WhyLeft.GROUP_CANCELED: "Nous avons dû annuler. Pardon\u00a0!",
    WhyLeft.STARTED: "C’est commencé, et aucune place ne s’est libérée. Pardon\u00a0!",
}


class Moment(StrEnum):
    """What the page is about."""

    ENROLLED = "enrolled"
    WAITING = "waiting"
    OFFERED = "offered"
    LEFT = "left"
    PAST = "past"


@dataclass(frozen=True, kw_only=True)
class DateShown:
    """One session: its name, its hours, and whether it is over or called off."""

    name: str
    when: str
    note: str
    is_off: bool
    is_past: bool


@dataclass(frozen=True, kw_only=True)
class AboutEnrollment:
    """An enrollment in words. `next` is the coming session, or the last one."""

    enrollment: Enrollment
    moment: Moment
    kind: str
    title: str
    lead: str
    next: Session | None
    card: Pass | None
    where: str
    dates: Sequence[DateShown]
    video_link: str
    door_opens: str
    replays: Sequence[tuple[str, str]]
    until: str
    phone: str
    is_cycle: bool
    group_page: str
    other_dates: Sequence[OtherDate]

    @property
    def is_live(self) -> bool:
        return self.moment in {Moment.ENROLLED, Moment.WAITING, Moment.OFFERED}

    @property
    def has_begun(self) -> bool:
        """Whether a session is behind her: there is something to do again at home."""
        held = any(date.is_past and not date.is_off for date in self.dates)
        return self.moment == Moment.PAST or (self.moment == Moment.ENROLLED and held)


def about(enrollment: Enrollment, *, now: datetime) -> AboutEnrollment:
    """Everything the page says. At most seven queries."""
    group = enrollment.group
    sessions = list(Session.objects.filter(group=group).with_everything_shown().by_date())
    standing = [one for one in sessions if not is_off(one)]
    to_come = [one for one in standing if one.ends_at > now]
    upcoming = next(iter(to_come or standing[-1:]), None)
    moment = _moment(enrollment, is_past=not to_come, now=now)
    zone = (upcoming or sessions[0]).venue.zone if sessions else None
    answer_by = enrollment.answer_by if moment is Moment.OFFERED else None
    is_kept = moment is Moment.ENROLLED and upcoming is not None
    return AboutEnrollment(
        enrollment=enrollment,
        moment=moment,
        kind=words.kind(group),
        title=_title(enrollment, moment),
        lead=_lead(enrollment, moment),
        next=upcoming,
        card=_card(enrollment, upcoming) if upcoming and moment in {Moment.ENROLLED, Moment.OFFERED} else None,
        where=words.where_words(upcoming) if upcoming else "",
        dates=_dates(enrollment, sessions, total=len(standing), now=now),
        video_link=_open_door(upcoming, now=now) if is_kept and upcoming else "",
        door_opens=_door_opens(upcoming, now=now) if is_kept and upcoming else "",
        replays=words.replays(standing) if enrollment.is_live() else [],
        until=until_words(answer_by, zone=zone, now=now) if answer_by and zone else "",
        phone=words.phone_of(upcoming) if upcoming else group.organization.phone,
        is_cycle=group.is_cycle,
        group_page=words.address(group) if group.is_public else "",
        other_dates=[] if moment in {Moment.ENROLLED, Moment.OFFERED} else _other_dates(enrollment, now=now),
    )


def _moment(enrollment: Enrollment, *, is_past: bool, now: datetime) -> Moment:
    if not enrollment.is_live() or _is_too_late(enrollment, now=now):
        return Moment.LEFT
    return Moment.PAST if is_past else Moment(enrollment.state)


def _is_too_late(enrollment: Enrollment, *, now: datetime) -> bool:
    """Whether the time to answer is over, the seat perhaps not passed on yet."""
    held_until = enrollment.answer_by if enrollment.state == EnrollmentState.OFFERED else None
    return held_until is not None and held_until <= now


def _title(enrollment: Enrollment, moment: Moment) -> str:
    name = enrollment.person.first_name
    match moment:
        case Moment.ENROLLED if enrollment.helper_name:
            return f"La place est gardée pour {name}"
        case Moment.ENROLLED:
            return f"Votre place est gardée, {name}\u00a0!"
        case Moment.WAITING:
            return "Vous êtes sur la liste d’attente"
        case Moment.OFFERED:
            return f"{name}, une place est gardée pour vous"
        case Moment.PAST:
            return "C’est passé"
        case _:
            return "Cette inscription est terminée"


def _lead(enrollment: Enrollment, moment: Moment) -> str:
    match moment:
        case Moment.ENROLLED:
            return "Vous n’avez plus rien à faire. Un rappel arrive 2 jours avant."
        case Moment.WAITING:
            rank = waiting_list.position(enrollment)
            name = enrollment.person.first_name
            return (
                f"{name}, vous êtes la prochaine personne de la liste."
                if rank == 1
                else f"{name}, vous êtes en {words.rank_words(rank)} position."
            )
        case Moment.OFFERED if enrollment.is_invitation:
            return "Nous vous proposons ce groupe. Voulez-vous venir\u00a0?"
        case Moment.OFFERED:
            return "Une place s’est libérée. Voulez-vous la prendre\u00a0?"
        case Moment.PAST:
            return "Il n’y a plus de date à venir."
        case _:
            return _why_left(enrollment)


def _why_left(enrollment: Enrollment) -> str:
    if enrollment.left_why == WhyLeft.GROUP_CANCELED and enrollment.group.canceled_why:
        return f"{LEFT[WhyLeft.GROUP_CANCELED]} {enrollment.group.canceled_why}"
    if enrollment.left_why:
        return LEFT[WhyLeft(enrollment.left_why)]
    if enrollment.is_live():
        return LEFT[WhyLeft.NO_ANSWER]
    return "Elle est annulée. Une question\u00a0? Un appel suffit."


def _card(enrollment: Enrollment, session: Session) -> Pass:
    """The card of the coming session: when, with whom, where, what to bring."""
    group, seats = enrollment.group, enrollment.seats
    free = "" if group.price_note else "gratuit"
    who = f"avec {session.adviser.first_name}" if session.adviser.first_name else ""
    two = plural(seats, "place") if seats > 1 else ""
    parts = filter(None, [group.title, duration(session.minutes), free, who, two])
    return Pass(
        day=day(session.local_start.date()).capitalize(),
        hour=f"à {hour_words(session.local_start)}",
        summary=", ".join(parts),
        where=_where(session),
        bring=[(cards.drawing(thing), thing) for thing in group.workshop.things_to_bring],
    )


def _where(session: Session) -> list[tuple[str, str]]:
    place = place_of(session)
    if place is None:
        return [("video", words.ONLINE)]
    name = f"{place.name}, {session.room.name}" if session.room else place.name
    shown = format_html("<b>{}</b>", name)
    if place.one_line_address:
        shown = format_html("{}<br>{}", shown, place.one_line_address)
    if link := words.map_of(session):
        shown = format_html('{}<br><a class="tap" href="{}" rel="noopener noreferrer">Voir le plan</a>', shown, link)
    rows: list[tuple[str, str]] = [("map-pin", shown)]
    rows += [("door-open", place.access_notes)] if place.access_notes else []
    return rows + ([("bus", place.transport)] if place.transport else [])


def _open_door(session: Session, *, now: datetime) -> str:
    """Where to follow it from home, once one may; only for whoever has a seat."""
    return online.link_of(session) if online.is_open(session, now=now) else ""


def _door_opens(session: Session, *, now: datetime) -> str:
    """ "jeudi 19 novembre à 9 h 15": from when one may join; "" when the button is there, or there is none."""
    if not online.link_of(session) or online.opens_at(session) <= now:
        return ""
    return day_hour(online.opens_at(session).astimezone(session.venue.zone))


def _dates(enrollment: Enrollment, sessions: Sequence[Session], *, total: int, now: datetime) -> list[DateShown]:
    """Every session of the group, and those caught up elsewhere; one alone is on the card already."""
    rows = [(one, words.session_name(one, of=total) if enrollment.group.is_cycle else "") for one in sessions]
    caught_up = (
        CatchUp.objects.filter(enrollment=enrollment)
        .select_related("missed", "session__venue", "session__room", "session__group")
        .order_by("session__starts_at", "pk")
    )
    rows += [(one.session, f"Rattrapage de la séance {one.missed.number or ''}".strip()) for one in caught_up]
    if len(rows) < 2:
        return []
    rows.sort(key=lambda row: row[0].starts_at)
    return [_date(one, name, enrollment, now=now) for one, name in rows]


def _date(session: Session, name: str, enrollment: Enrollment, *, now: datetime) -> DateShown:
    elsewhere = session.group_id != enrollment.group_id
    return DateShown(
        name=name,
        when=words.when_words(session),
        note=words.where_words(session) if elsewhere else session.canceled_why or session.subject,
        is_off=is_off(session),
        is_past=session.ends_at <= now,
    )


def _other_dates(enrollment: Enrollment, *, now: datetime) -> list[OtherDate]:
    return [
        OtherDate(
            address=words.address(one.group),
            when=f"{day(one.next.local_start.date())} à {hour(one.next.local_start)}",
            seats=words.seats_note(one.seats)[0].lower(),
        )
        for one in coming.again(enrollment.group, now=now)[:MOST_OTHER_DATES]
    ]
