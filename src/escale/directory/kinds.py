"""The kinds of message about referrals: rendered from the truth when they leave, dropped when nothing is left to say."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.template.loader import render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe

from escale.directory import messages
from escale.directory.models import UNANSWERED, Referral, ReferralState
from escale.french.typography import typo
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people.models import Preference

ABOUT = "referral"
USEFUL_FOR = timedelta(days=3)


def _read(message: Message) -> Referral | None:
    return Referral.objects.with_everything_shown().one(pk=message.about_id)


def _to_partner(write: Callable[[Referral], tuple[str, str]]) -> Callable[[Message, datetime], Rendered | Dropped]:
    def render(message: Message, now: datetime) -> Rendered | Dropped:
        referral = _read(message)
        if referral is None or not referral.shows_person(now=now):
            return Dropped("Cette orientation est terminée.")
        return as_mail(*write(referral))

    return render


def _remind(message: Message, now: datetime) -> Rendered | Dropped:
    referral = _read(message)
    if referral and referral.state not in UNANSWERED:
        return Dropped("Ce partenaire a répondu.")
    return _to_partner(messages.reminder)(message, now)


def _to_person(words: str, states: Collection[str]) -> Callable[[Message, datetime], Rendered | Dropped]:
    def render(message: Message, now: datetime) -> Rendered | Dropped:
        referral = _read(message)
        if referral is None or not referral.names_somebody or referral.ended_at is not None:
            return Dropped("Cette orientation est terminée.")
        if referral.state not in states:
            return Dropped("Le partenaire a répondu autre chose depuis.")
        return Rendered(text=filled(words, referral), subject=referral.partner.name)

    return render


def _to_adviser(message: Message, now: datetime) -> Rendered | Dropped:
    referral = _read(message)
    return as_mail(*messages.answered(referral)) if referral else Dropped("Cette orientation n’existe plus.")


def filled(words: str, referral: Referral) -> str:
    """The words of a message to the person, about this referral."""
    return texts.fill(words, messages.values_of(referral))


def as_mail(subject: str, text: str) -> Rendered:
    """A mail of paragraphs, its addresses to be touched."""
    subject, text = typo(subject), typo(text)
    # `urlize` escapes everything it doesn’t make itself.
    content = mark_safe(linebreaks(urlize(text, autoescape=True)))  # noqa: S308
    html = render_to_string("directory/mail.html", {"subject": subject, "content": content})
    return Rendered(subject=subject, text=text, html=html)


SENT = MessageKind(
    name="referral_sent",
    label="Orientation envoyée au partenaire",
    default_text="",
    render=_to_partner(messages.letter),
    worth_a_call=False,
)
REMINDER = MessageKind(
    name="referral_reminder",
    label="Rappel au partenaire",
    default_text="",
    render=_remind,
    worth_a_call=False,
)
ADDRESS = MessageKind(
    name="referral_address",
    label="Adresse du partenaire",
    default_text=messages.ADDRESS_BY_SMS,
    render=_to_person(messages.ADDRESS_BY_SMS, [ReferralState.SENT]),
    placeholders=messages.EXAMPLE,
)
ACCEPTED = MessageKind(
    name="referral_accepted",
    label="Le partenaire a dit oui",
    default_text=messages.ACCEPTED,
    render=_to_person(messages.ACCEPTED, [ReferralState.ACCEPTED]),
    placeholders=messages.EXAMPLE,
)
DELAYED = MessageKind(
    name="referral_delayed",
    label="Le partenaire répond dans la semaine",
    default_text=messages.DELAYED,
    render=_to_person(messages.DELAYED, [ReferralState.WAITING]),
    placeholders=messages.EXAMPLE,
)
ANSWERED = MessageKind(
    name="referral_answered",
    label="Réponse d’un partenaire",
    default_text="",
    render=_to_adviser,
    worth_a_call=False,
)
KINDS = (SENT, REMINDER, ADDRESS, ACCEPTED, DELAYED, ANSWERED)


def tell_partner(kind: MessageKind, referral: Referral, *, now: datetime) -> None:
    """Write to whoever received this referral, or to the house once she has left; nothing when there is no address."""
    if to := referral.goes_to:
        _mail(kind, referral, to=to, expires_at=referral.link_expires_at, now=now)


def tell_adviser(referral: Referral, *, now: datetime) -> None:
    """Tell whoever sent the person that the partner answered."""
    _mail(ANSWERED, referral, to=referral.adviser.email, expires_at=now + USEFUL_FOR, now=now)


def tell_person(kind: MessageKind, referral: Referral, *, now: datetime) -> None:
    """Tell the person, the way she likes to be told."""
    if referral.person is None:
        return
    writing.write(
        kind,
        organization=referral.organization,
        person=referral.person,
        about=ABOUT,
        about_id=referral.pk,
        revision=referral.revision,
        venue=None,
        phone=referral.person.message_phone,
        email=referral.person.email,
        prefers=Preference(referral.person.preference),
        now=now,
        due_at=now,
        expires_at=now + USEFUL_FOR,
    )


def _mail(kind: MessageKind, referral: Referral, *, to: str, expires_at: datetime, now: datetime) -> None:
    writing.write_mail(
        kind,
        organization=referral.organization,
        about=ABOUT,
        about_id=referral.pk,
        revision=referral.revision,
        to=to,
        now=now,
        expires_at=expires_at,
    )
