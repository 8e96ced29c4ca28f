"""Who hears that a session moved, is called off, is added or stands again, that a group ends, that a catch-up is noted.

Everybody hears once, each by her channel; what had not left about the same session is taken back first.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from escale.outbox import texts
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message, MessageState
from escale.workshops import messages
from escale.workshops.message_texts import (
    CONFIRMATION,
    GROUP_CANCELED,
    INVITATION,
    MERGED,
    PLACE_IN_LIST,
    REMINDER,
    SAME_MORNING,
    SEAT_OFFERED,
    SESSION_CANCELED,
    SESSION_MOVED,
)
from escale.workshops.message_values import ABOUT, ABOUT_SESSION, EXAMPLE, about_session, values_of
from escale.workshops.models import CatchUp, Enrollment, EnrollmentQuerySet, EnrollmentState, Session


def told_about(session: Session) -> list[Enrollment]:
    """Whoever expects this session: those with a seat, those who come to catch up, and those who wait for a seat in an
    isolated workshop. Two queries."""
    hers = Enrollment.objects.filter(group=session.group_id)
    hers = hers.live() if session.number is None else hers.taking_seats()
    expected = {each.pk: each for each in (*_in_order(hers), *guests_of(session))}
    return list(expected.values())


def guests_of(session: Session) -> list[Enrollment]:
    """Whoever comes to catch up, from other groups. One query."""
    catching_up = CatchUp.objects.filter(session=session).values("enrollment")
    return list(_in_order(Enrollment.objects.enrolled().filter(pk__in=catching_up)))


def date_people_know(session: Session) -> datetime:
    """When people believe a session is: its date, or the one it had before a move that nobody has heard of yet."""
    if session.moved_from is None:
        return session.starts_at
    said = Message.objects.filter(about=about_session(session.pk), kind=SESSION_MOVED.name, revision=session.revision)
    is_unheard = said.exists() and not said.heard().exists()
    return session.moved_from if is_unheard else session.starts_at


def tell_moved(session: Session, *, now: datetime) -> int:
    """Say the new date and place to everybody who expects it; give to how many. Its reminders are written again later."""
    return _tell(SESSION_MOVED, session, told_about(session), now=now)


def tell_canceled(session: Session, people: Iterable[Enrollment], *, now: datetime) -> int:
    """Say to these people that this session doesn't take place; give to how many."""
    return _tell(SESSION_CANCELED, session, people, now=now)


def tell_added(session: Session, *, now: datetime) -> int:
    """Say that there is one session more, to those with a seat."""
    return _tell(SESSION_ADDED, session, told_about(session), now=now)


def tell_kept(session: Session, canceled_revision: int, *, now: datetime) -> int:
    """Say that a session called off by mistake takes place, to those alone who heard that it would not."""
    said = Message.objects.filter(
        about=about_session(session.pk), kind=SESSION_CANCELED.name, revision=canceled_revision
    )
    had_heard = set(said.heard().order_by("pk").values_list("about_id", flat=True))
    people = told_about(session)
    say_again(session, [each for each in people if each.pk not in had_heard], now=now)
    return _tell(SESSION_KEPT, session, [each for each in people if each.pk in had_heard], now=now)


def say_again(session: Session, people: Iterable[Enrollment], *, now: datetime) -> None:
    """Say what a cancellation just undone took back before these people could hear it: a move, a catch-up."""
    told = list(people)
    lost = _taken_back(about_session(session.pk), SAID_OF_SESSIONS, [each.pk for each in told])
    for enrollment in told:
        # Called off, then put back: two revisions since.
        if kind := lost.get((enrollment.pk, session.revision - 2)):
            messages.announce(SAID_OF_SESSIONS[kind], enrollment, session=session, now=now)


def tell_group_canceled(enrollments: Iterable[Enrollment], session: Session, *, now: datetime) -> int:
    """Say that the whole group is called off; `session` is the next one that would have been."""
    return _tell_of_group(GROUP_CANCELED, enrollments, session, now=now)


def tell_group_kept(enrollments: Iterable[Enrollment], session: Session, *, now: datetime) -> int:
    """Say that a group called off by mistake takes place, to those alone who heard that it would not."""
    people = list(enrollments)
    written = Message.objects.filter(about=ABOUT, about_id__in=[each.pk for each in people], kind=GROUP_CANCELED.name)
    written.not_left().update(state=MessageState.DROPPED)
    had_heard = set(written.heard().order_by("pk").values_list("about_id", "revision"))
    lost = _taken_back(ABOUT, SAID_OF_ENROLLMENTS, [each.pk for each in people])
    for each in people:
        kind = lost.get((each.pk, each.revision - 2))
        if kind and (each.pk, each.revision - 1) not in had_heard:
            messages.announce(SAID_OF_ENROLLMENTS[kind], each, now=now)
    told = [each for each in people if (each.pk, each.revision - 1) in had_heard]
    return _tell(SESSION_KEPT, session, told, now=now)


def tell_merged(enrollments: Iterable[Enrollment], session: Session, *, now: datetime) -> int:
    """Say to those who changed group where and when theirs is now; a seat still offered is offered again there."""
    told = list(enrollments)
    for enrollment in told:
        if enrollment.state != EnrollmentState.OFFERED:
            kind = MERGED
        elif enrollment.offered_by_call:
            continue
        else:
            kind = INVITATION if enrollment.is_invitation else SEAT_OFFERED
        _tell_of_group(kind, [enrollment], session, now=now)
    return len(told)


def tell_caught_up(catch_up: CatchUp, *, now: datetime) -> None:
    """Say where and when a missed session is caught up."""
    messages.announce(CATCH_UP, catch_up.enrollment, session=catch_up.session, now=now)


def withdraw(session: Session) -> None:
    """Take back whatever has not left about a session that changed."""
    messages.withdraw_of_session(session, kinds=[SESSION_MOVED, SESSION_CANCELED, REMINDER, SAME_MORNING, *KINDS])


def _in_order(enrollments: EnrollmentQuerySet) -> EnrollmentQuerySet:
    return enrollments.with_everything_shown().order_by("pk")


def _taken_back(about: str, kinds: Iterable[str], people: list[int]) -> dict[tuple[int, int], str]:
    """The kind of what was withdrawn unheard, by enrollment and revision. One query."""
    dropped = Message.objects.filter(about=about, about_id__in=people, kind__in=list(kinds), state=MessageState.DROPPED)
    rows = dropped.order_by("pk").values_list("about_id", "revision", "kind")
    return {(pk, revision): kind for pk, revision, kind in rows}


def _tell(kind: MessageKind, session: Session, people: Iterable[Enrollment], *, now: datetime) -> int:
    """Nobody is told of what is already behind."""
    if session.starts_at <= now:
        return 0
    told = list(people)
    for enrollment in told:
        messages.announce(kind, enrollment, session=session, now=now)
    return len(told)


def _tell_of_group(kind: MessageKind, people: Iterable[Enrollment], session: Session, *, now: datetime) -> int:
    told = list(people)
    for enrollment in told:
        messages.withdraw(enrollment)
        messages.write([(kind, now)], enrollment, venue=session.venue, now=now, expires_at=session.starts_at)
    return len(told)


def _rendering(
    name: str, subject: str, still_true: Callable[[Enrollment, Session], bool]
) -> Callable[[Message, datetime], Rendered | Dropped]:
    """Say something about a session to come, while it is true of this enrollment."""

    def render(message: Message, now: datetime) -> Rendered | Dropped:
        enrollment = Enrollment.objects.with_everything_shown().one(pk=message.about_id)
        session = Session.objects.with_everything_shown().one(pk=int(message.about.removeprefix(ABOUT_SESSION)))
        if enrollment is None or session is None or not still_true(enrollment, session):
            return Dropped("Cette séance ne concerne plus cette personne.")
        if session.canceled_at is not None or session.revision != message.revision:
            return Dropped("Cette séance a changé depuis.")
        if session.starts_at <= now:
            return Dropped("Cette séance a déjà commencé.")
        values = values_of(enrollment, session, now=now)
        wording = texts.wording(BY_NAME[name], enrollment.organization)
        return Rendered(text=texts.fill(wording, values), subject=texts.fill(subject, values))

    return render


def _is_in_group(enrollment: Enrollment, session: Session) -> bool:
    return enrollment.is_live() and enrollment.group_id == session.group_id


def _expects(enrollment: Enrollment, session: Session) -> bool:
    return _is_in_group(enrollment, session) or _catches_up(enrollment, session)


def _catches_up(enrollment: Enrollment, session: Session) -> bool:
    has_seat = enrollment.state == EnrollmentState.ENROLLED
    return has_seat and CatchUp.objects.filter(enrollment=enrollment, session=session).exists()


def _kind(
    name: str, label: str, text: str, *, subject: str, still_true: Callable[[Enrollment, Session], bool]
) -> MessageKind:
    words = ("prenom", "atelier", "jour", "heure", "lieu", "adresse", "telephone", "lien")
    return MessageKind(
        name=name,
        label=label,
        default_text=text,
        render=_rendering(name, subject, still_true),
        placeholders=MappingProxyType({word: EXAMPLE[word] for word in words}),
    )


SESSION_ADDED = _kind(
    "session_added",
    "Séance ajoutée",
    "Bonjour {prenom}. Une séance de plus : {atelier}, {jour} à {heure}, {lieu}. Un empêchement ? {telephone}",
    subject="Une séance de plus : {jour} à {heure}",
    still_true=_is_in_group,
)
SESSION_KEPT = _kind(
    "session_kept",
    "Séance annulée par erreur",
    "Bonjour {prenom}. La séance a bien lieu, finalement : {atelier}, {jour} à {heure}, {lieu}. "
    "Pardon ! Une question ? {telephone}",
    subject="La séance a bien lieu : {jour} à {heure}",
    still_true=_expects,
)
CATCH_UP = _kind(
    "catch_up_noted",
    "Séance à rattraper : c’est noté",
    "Bonjour {prenom}. Vous rattrapez une séance avec un autre groupe : {jour} à {heure}, {lieu}. "
    "Un empêchement ? {telephone}",
    subject="Séance à rattraper : {jour} à {heure}",
    still_true=_catches_up,
)

KINDS = (SESSION_ADDED, SESSION_KEPT, CATCH_UP)
BY_NAME: Mapping[str, MessageKind] = MappingProxyType({kind.name: kind for kind in KINDS})

SAID_OF_SESSIONS = {kind.name: kind for kind in (SESSION_MOVED, SESSION_ADDED, CATCH_UP)}
SAID_OF_ENROLLMENTS = {kind.name: kind for kind in (CONFIRMATION, PLACE_IN_LIST, SEAT_OFFERED, INVITATION, MERGED)}
"""What is said again when the cancellation that took it back is undone."""
