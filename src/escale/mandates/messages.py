"""The two texts a mandate sends by SMS: the question, and what is kept of a yes. Nobody rewords what people agree to."""

from datetime import datetime

from escale.accounts.secret_links import short_address
from escale.french.phone import display
from escale.mandates import links
from escale.mandates.models import Mandate, Standing
from escale.mandates.writing import ABOUT
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.outbox.writing import Event


def values_of(mandate: Mandate) -> dict[str, str]:
    """What the placeholders become."""
    return {
        "prenom": mandate.person.first_name if mandate.person else "",
        "conseiller": mandate.adviser.first_name,
        "demarche": mandate.formality.rstrip("."),
        "telephone": display(mandate.organization.phone),
        "lien": short_address(f"/mandat/{links.secret_of(mandate)}/"),
    }


def _render_question(message: Message, now: datetime) -> Rendered | Dropped:
    mandate = Mandate.objects.with_everything_shown().one(pk=message.about_id)
    if mandate is None or mandate.person is None:
        return Dropped("Ce mandat n’existe plus.")
    if mandate.standing(now=now) != Standing.UNSIGNED:
        return Dropped("Elle a déjà répondu.")
    return Rendered(text=texts.fill(QUESTION.default_text, values_of(mandate)))


def _render_agreed(message: Message, now: datetime) -> Rendered | Dropped:
    mandate = Mandate.objects.with_everything_shown().one(pk=message.about_id)
    if mandate is None or mandate.person is None or mandate.standing(now=now) != Standing.OPEN:
        return Dropped("Ce mandat n’est plus en cours.")
    return Rendered(text=texts.fill(AGREED.default_text, values_of(mandate)))


QUESTION = MessageKind(
    name="mandate_question",
    label="Demande d’accord pour un mandat",
    default_text=(
        "Bonjour {prenom}. {conseiller} demande votre accord pour faire à votre place : {demarche}. "
        "D’accord ? Répondez OUI, ou ouvrez {lien} Sinon, répondez NON."
    ),
    render=_render_question,
    urgent=True,
)
AGREED = MessageKind(
    name="mandate_agreed",
    label="Accord noté pour un mandat",
    default_text="C’est noté, {prenom} : vous êtes d’accord. Pour tout arrêter : {lien} ou {telephone}",
    render=_render_agreed,
    urgent=True,
    worth_a_call=False,
)
KINDS = (QUESTION, AGREED)


def ask(mandate: Mandate, *, now: datetime, until: datetime) -> None:
    """Write the question, each time it is asked."""
    writing.write(QUESTION, due_at=now, **_event(mandate, revision=mandate.asked_times, now=now, expires_at=until))


def tell_agreed(mandate: Mandate, *, now: datetime) -> None:
    """Write what she keeps of her yes: her page, to stop it."""
    if mandate.person and mandate.person.phone and mandate.ends_at:
        writing.write(AGREED, due_at=now, **_event(mandate, revision=0, now=now, expires_at=mandate.ends_at))


def _event(mandate: Mandate, *, revision: int, now: datetime, expires_at: datetime) -> Event:
    venue = mandate.appointment.venue if mandate.appointment else None
    return Event(
        organization=mandate.organization,
        person=mandate.person,
        about=ABOUT,
        about_id=mandate.pk,
        revision=revision,
        venue=venue,
        phone=mandate.person.phone if mandate.person else "",
        now=now,
        expires_at=expires_at,
    )
