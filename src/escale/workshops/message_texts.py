"""The words of this app's messages, and when each still has something to say."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from escale.french.dates import day
from escale.outbox import texts
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.workshops.message_values import ABOUT_SESSION, EXAMPLE, values_of
from escale.workshops.models import (
    LIVE,
    Enrollment,
    EnrollmentState,
    Mark,
    Moment,
    Session,
    SkillCheck,
    WhyLeft,
)

STILL_HERS = "Cette personne n’a plus cette place."


def _sessions(enrollment: Enrollment) -> list[Session]:
    """The standing sessions of her group, by date."""
    return list(Session.objects.standing().filter(group=enrollment.group_id).with_everything_shown().by_date())


def _read(message: Message) -> Enrollment | None:
    return Enrollment.objects.with_everything_shown().one(pk=message.about_id)


def _session_of(message: Message) -> Session | None:
    pk = int(message.about.removeprefix(ABOUT_SESSION))
    return Session.objects.with_everything_shown().one(pk=pk)


def _rendered(kind_name: str, subject: str, enrollment: Enrollment, values: Mapping[str, str]) -> Rendered:
    wording = texts.wording(BY_NAME[kind_name], enrollment.organization)
    return Rendered(text=texts.fill(wording, values), subject=texts.fill(subject, values))


def _of_enrollment(name: str, subject: str, states: frozenset[EnrollmentState]) -> Callable[..., Rendered | Dropped]:
    """Say something about an enrollment, while it is in one of these states and a session is to come."""

    def render(message: Message, now: datetime) -> Rendered | Dropped:
        enrollment = _read(message)
        if enrollment is None or enrollment.state not in states or enrollment.revision != message.revision:
            return Dropped(STILL_HERS)
        if enrollment.state == EnrollmentState.OFFERED and not enrollment.may_answer(now=now):
            return Dropped("La place n’est plus gardée pour elle.")
        sessions = _sessions(enrollment)
        coming = next((session for session in sessions if session.starts_at > now), None)
        if coming is None or enrollment.group.canceled_at is not None:
            return Dropped("Il n’y a plus de séance à venir.")
        values = values_of(enrollment, coming, now=now) | {"seance": _how_many(sessions)}
        return _rendered(name, subject, enrollment, values)

    return render


def _how_many(sessions: list[Session]) -> str:
    """ "10 séances" for a cycle; nothing for an isolated workshop."""
    return f"{len(sessions)} séances" if len(sessions) > 1 else ""


def _of_what_ended(name: str, subject: str, whys: frozenset[WhyLeft]) -> Callable[..., Rendered | Dropped]:
    """Say that an enrollment ended by us, for one of these reasons."""

    def render(message: Message, now: datetime) -> Rendered | Dropped:
        enrollment = _read(message)
        if enrollment is None or enrollment.left_why not in whys or enrollment.revision != message.revision:
            return Dropped("Cette inscription a changé depuis.")
        last = Session.objects.filter(group=enrollment.group_id).with_everything_shown().by_date()
        session = last.filter(ends_at__gt=now).first()
        if session is None:
            return Dropped("Il n’y a plus de séance à venir.")
        return _rendered(name, subject, enrollment, values_of(enrollment, session, now=now))

    return render


def _of_session_to_come(name: str, subject: str, *, reminds: bool) -> Callable[..., Rendered | Dropped]:
    """Say something about a session that stands; a reminder is only for those who have their seat."""

    def render(message: Message, now: datetime) -> Rendered | Dropped:
        enrollment, session = _read(message), _session_of(message)
        if enrollment is None or not _is_expected(enrollment, reminds=reminds):
            return Dropped(STILL_HERS)
        if session is None or session.canceled_at is not None or session.revision != message.revision:
            return Dropped("Cette séance a changé depuis.")
        if session.starts_at <= now:
            return Dropped("Cette séance a déjà commencé.")
        values = values_of(enrollment, session, now=now) | {"seance": _rank(session)}
        return _rendered(name, subject, enrollment, values)

    return render


def _is_expected(enrollment: Enrollment, *, reminds: bool) -> bool:
    return enrollment.state == EnrollmentState.ENROLLED if reminds else enrollment.state in LIVE


def _rank(session: Session) -> str:
    """ "séance 4 sur 10"; nothing for an isolated workshop."""
    if session.number is None:
        return ""
    return f"séance {session.number} sur {Session.objects.standing().filter(group=session.group_id).count()}"


def _session_canceled(message: Message, now: datetime) -> Rendered | Dropped:
    enrollment, session = _read(message), _session_of(message)
    if enrollment is None or enrollment.state not in LIVE:
        return Dropped(STILL_HERS)
    if session is None or session.canceled_at is None or session.revision != message.revision:
        return Dropped("Cette séance a changé depuis.")
    if session.starts_at <= now:
        return Dropped("L’heure de cette séance est passée.")
    values = values_of(enrollment, session, now=now) | {"prochaine": _next_words(enrollment, now=now)}
    return _rendered("session_canceled", "Pas de séance {jour}", enrollment, values)


def _session_missed(message: Message, now: datetime) -> Rendered | Dropped:
    enrollment, session = _read(message), _session_of(message)
    if enrollment is None or enrollment.state != EnrollmentState.ENROLLED:
        return Dropped(STILL_HERS)
    if session is None or session.canceled_at is not None or session.revision != message.revision:
        return Dropped("Cette séance a changé depuis.")
    if not session.attendances.filter(person=enrollment.person_id, mark=Mark.ABSENT).exists():
        return Dropped("L’appel a été corrigé depuis.")
    values = values_of(enrollment, session, now=now) | {"prochaine": _next_words(enrollment, now=now)}
    return _rendered("session_missed", "Nous vous attendions {jour}", enrollment, values)


def _next_words(enrollment: Enrollment, *, now: datetime) -> str:
    """ "mardi 13 octobre à 9 h 30", for the next session of her group; nothing when it was the last."""
    coming = next((session for session in _sessions(enrollment) if session.starts_at > now), None)
    if coming is None:
        return ""
    return f"{day(coming.local_start.date())} à {texts.hour_words(coming.local_start)}"


def _later_check(message: Message, now: datetime) -> Rendered | Dropped:
    enrollment = _read(message)
    if enrollment is None or enrollment.state != EnrollmentState.ENROLLED:
        return Dropped(STILL_HERS)
    if SkillCheck.objects.filter(group=enrollment.group_id, person=enrollment.person_id, moment=Moment.LATER).exists():
        return Dropped("Elle a déjà répondu.")
    return _rendered("skills_later", "Où en êtes-vous ?", enrollment, values_of(enrollment, None, now=now))


def _kind(
    name: str, label: str, text: str, render: Callable[..., Rendered | Dropped], *words: str, worth_a_call: bool = True
) -> MessageKind:
    names = ("prenom", "atelier", *words, "telephone", "lien")
    return MessageKind(
        name=name,
        label=label,
        default_text=text,
        render=render,
        worth_a_call=worth_a_call,
        placeholders=MappingProxyType({word: EXAMPLE[word] for word in names}),
    )


_WHEN = ("jour", "heure", "lieu", "adresse")
_ENROLLED = frozenset({EnrollmentState.ENROLLED})

CONFIRMATION = _kind(
    "enrollment",
    "Inscription à un atelier",
    "Bonjour {prenom}. C’est noté : {atelier}, {jour} à {heure}, {lieu}. C’est un cycle de {seance}. "
    "Un empêchement ? {lien}",
    _of_enrollment("enrollment", "C’est noté : {atelier}, {jour} à {heure}", _ENROLLED),
    *_WHEN,
    "seance",
    "a_apporter",
    worth_a_call=False,
)
PLACE_IN_LIST = _kind(
    "enrollment_waiting",
    "Liste d’attente d’un atelier : c’est noté",
    "Bonjour {prenom}. {atelier} : c’est complet. Vous êtes sur la liste d’attente, nous vous prévenons. {lien}",
    _of_enrollment("enrollment_waiting", "Vous êtes sur la liste d’attente", frozenset({EnrollmentState.WAITING})),
    *_WHEN,
    worth_a_call=False,
)
SEAT_OFFERED = _kind(
    "seat_offered",
    "Place libérée, proposée",
    "Bonjour {prenom}. Une place libre : {atelier}, {jour} à {heure}. Répondez avant {limite} : {lien}",
    _of_enrollment("seat_offered", "Une place est libre : {atelier}, {jour}", frozenset({EnrollmentState.OFFERED})),
    *_WHEN,
    "limite",
)
INVITATION = _kind(
    "group_invitation",
    "Invitation à rejoindre un groupe",
    "Bonjour {prenom}. Votre groupe : {atelier}, dès {jour} à {heure}. Répondez avant {limite} : {lien}",
    _of_enrollment("group_invitation", "Votre groupe commence {jour} à {heure}", frozenset({EnrollmentState.OFFERED})),
    *_WHEN,
    "limite",
    "seance",
)
CANCELLATION = _kind(
    "enrollment_canceled",
    "Inscription annulée par nous",
    "Bonjour {prenom}. Votre inscription est annulée : {atelier}, {jour} à {heure}. Une question ? {telephone}",
    _of_what_ended("enrollment_canceled", "Votre inscription est annulée", frozenset({WhyLeft.REMOVED})),
    *_WHEN,
)
SESSION_MOVED = _kind(
    "session_moved",
    "Séance déplacée",
    "Bonjour {prenom}. Changement pour {atelier} : {jour} à {heure}, {lieu}. C’était {ancienne}. Question ? {telephone}",
    _of_session_to_come("session_moved", "{atelier} : {jour} à {heure}", reminds=False),
    *_WHEN,
    "ancienne",
    "seance",
)
SESSION_CANCELED = _kind(
    "session_canceled",
    "Séance annulée",
    "Bonjour {prenom}. Pas de séance {jour} à {heure} : {atelier}. Pardon ! Prochaine : {prochaine}. "
    "Question ? {telephone}",
    _session_canceled,
    *_WHEN,
    "prochaine",
    "pourquoi",
)
GROUP_CANCELED = _kind(
    "group_canceled",
    "Atelier annulé",
    "Bonjour {prenom}. Nous devons annuler : {atelier}, {jour} à {heure}. Pardon ! Pour une autre date : {telephone}",
    _of_what_ended("group_canceled", "{atelier} est annulé", frozenset({WhyLeft.GROUP_CANCELED})),
    *_WHEN,
    "pourquoi",
)
MERGED = _kind(
    "groups_merged",
    "Ateliers regroupés",
    "Bonjour {prenom}. Deux groupes se réunissent : {atelier}, {jour} à {heure}, {lieu}. Un empêchement ? {telephone}",
    _of_enrollment("groups_merged", "{atelier} : {jour} à {heure}", frozenset(LIVE)),
    *_WHEN,
)
REMINDER = _kind(
    "session_reminder",
    "Rappel d’atelier",
    "Bonjour {prenom}. Rappel : {atelier}, {jour} à {heure}, {lieu}. C’est la {seance}. Apportez {a_apporter}. "
    "Un empêchement ? {telephone}. Visio : {visio}",
    _of_session_to_come("session_reminder", "Rappel : {atelier}, {jour} à {heure}", reminds=True),
    *_WHEN,
    "seance",
    "a_apporter",
    "visio",
)
SAME_MORNING = _kind(
    "session_same_morning",
    "Rappel d’atelier, le matin même",
    "Bonjour {prenom}. À tout à l’heure : {heure}, {lieu}, {atelier}. Un empêchement ? {telephone}",
    _of_session_to_come("session_same_morning", "À tout à l’heure : {heure}", reminds=True),
    *_WHEN,
    "seance",
    "a_apporter",
    "visio",
    worth_a_call=False,
)
MISSED = _kind(
    "session_missed",
    "Après une absence à un atelier",
    "Bonjour {prenom}. Nous vous attendions {jour}. Un empêchement, cela arrive. "
    "Prochaine séance {prochaine}. Question ? {telephone}",
    _session_missed,
    *_WHEN,
    "prochaine",
    worth_a_call=False,
)
LATER_CHECK = _kind(
    "skills_later",
    "Point trois mois après",
    "Bonjour {prenom}. Il y a trois mois finissait {atelier}. Que faites-vous sans aide ? 2 minutes : {lien}",
    _later_check,
)

KINDS = (
    CONFIRMATION,
    PLACE_IN_LIST,
    SEAT_OFFERED,
    INVITATION,
    CANCELLATION,
    SESSION_MOVED,
    SESSION_CANCELED,
    GROUP_CANCELED,
    MERGED,
    REMINDER,
    SAME_MORNING,
    MISSED,
    LATER_CHECK,
)
BY_NAME: Mapping[str, MessageKind] = MappingProxyType({kind.name: kind for kind in KINDS})
