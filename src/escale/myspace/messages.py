"""Every text sent about one's own space: a code, a number that changed, what a relative asks. Nobody rewords them."""

from datetime import datetime, timedelta

from django.conf import settings

from escale.accounts.models import Organization
from escale.accounts.secret_links import short_address
from escale.french.phone import display
from escale.myspace import links
from escale.myspace.models import CodePurpose, HelperAgreement, SpaceCode
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people.models import Beneficiary

ABOUT_CODE = "space-code"
ABOUT_AGREEMENT = "helper-agreement"
ABOUT_NUMBER = "number-changed"
KEPT_OF_A_CODE = "Un code à usage unique. Ses chiffres ne sont pas gardés."
STAYS_USEFUL = timedelta(days=1)
OPENS = {
    CodePurpose.OPEN: "ouvrir votre espace",
    CodePurpose.NEW_NUMBER: "changer de numéro",
}


def send_code(code: SpaceCode, *, organization: Organization, now: datetime) -> None:
    """Write the SMS of a code. It is in nobody's file: several people may share that number."""
    writing.write(
        CODE,
        organization=organization,
        person=None,
        about=ABOUT_CODE,
        about_id=code.pk,
        venue=None,
        phone=code.phone,
        now=now,
        due_at=now,
        expires_at=code.expires_at,
    )


def tell_former_number(person: Beneficiary, former: str, *, now: datetime) -> None:
    """Tell the number that was hers that we write elsewhere: somebody else may have asked for it."""
    earlier = Message.objects.about(ABOUT_NUMBER, person.pk).filter(kind=NUMBER_CHANGED.name)
    writing.write(
        NUMBER_CHANGED,
        organization=person.organization,
        person=person,
        about=ABOUT_NUMBER,
        about_id=person.pk,
        revision=earlier.count(),
        venue=None,
        phone=former,
        now=now,
        due_at=now,
        expires_at=now + STAYS_USEFUL,
    )


def ask_agreement(agreement: HelperAgreement, *, now: datetime) -> None:
    """Write the question to the person, at her own number."""
    _write_about(agreement, AGREEMENT_ASKED, expires_at=agreement.answer_by, now=now)


def tell_agreed(agreement: HelperAgreement, *, now: datetime) -> None:
    """Write what the person keeps of a yes she said aloud: who may act for her, and how to stop it."""
    _write_about(agreement, AGREEMENT_NOTED, expires_at=now + STAYS_USEFUL, now=now)


def _write_about(agreement: HelperAgreement, kind: MessageKind, *, expires_at: datetime, now: datetime) -> None:
    writing.write(
        kind,
        organization=agreement.organization,
        person=agreement.person,
        about=ABOUT_AGREEMENT,
        about_id=agreement.pk,
        venue=None,
        phone=agreement.person.phone,
        now=now,
        due_at=now,
        expires_at=expires_at,
    )


def _render_code(message: Message, now: datetime) -> Rendered | Dropped:
    code = SpaceCode.objects.usable(now=now).one(pk=message.about_id)
    if code is None:
        return Dropped("Ce code ne sert plus.")
    text = texts.fill(
        CODE.default_text,
        {"code": links.digits_of(code), "action": OPENS[CodePurpose(code.purpose)]},
    )
    # The telephone of the demonstration shows what is kept.
    return Rendered(text=text, kept="" if settings.DEMO else KEPT_OF_A_CODE)


def _render_number_changed(message: Message, now: datetime) -> Rendered | Dropped:
    person = Beneficiary.objects.not_erased().select_related("organization").one(pk=message.about_id)
    if person is None or person.phone in {"", message.recipient}:
        return Dropped("Ce numéro est de nouveau le sien.")
    values = {
        "prenom": person.first_name,
        "fin": person.phone[-2:],
        "telephone": display(person.organization.phone),
    }
    return Rendered(text=texts.fill(NUMBER_CHANGED.default_text, values))


def _render_asked(message: Message, now: datetime) -> Rendered | Dropped:
    agreement = HelperAgreement.objects.asked(now=now).with_everything_shown().one(pk=message.about_id)
    if agreement is None:
        return Dropped("Elle a déjà répondu.")
    return Rendered(text=texts.fill(AGREEMENT_ASKED.default_text, _values_of(agreement)))


def _render_noted(message: Message, now: datetime) -> Rendered | Dropped:
    agreement = HelperAgreement.objects.live(now=now).with_everything_shown().one(pk=message.about_id)
    if agreement is None:
        return Dropped("Cet accord n’est plus en cours.")
    return Rendered(text=texts.fill(AGREEMENT_NOTED.default_text, _values_of(agreement)))


def _values_of(agreement: HelperAgreement) -> dict[str, str]:
    return {
        "prenom": agreement.person.first_name,
        "proche": agreement.helper_name,
        "numero": display(agreement.helper_phone),
        "lien": short_address(f"/accord/{links.secret_of(agreement)}/"),
    }


CODE = MessageKind(
    name="space_code",
    label="Code pour ouvrir son espace",
    default_text="{code} : votre code pour {action}. Il sert une fois, dans les 10 minutes. Ne le donnez à personne.",
    render=_render_code,
    urgent=True,
    worth_a_call=False,
    on_request=True,
)
NUMBER_CHANGED = MessageKind(
    name="number_changed",
    label="Numéro changé, dit à l’ancien",
    default_text=(
        "Bonjour {prenom}. Nous écrivons maintenant à votre nouveau numéro, qui finit par {fin}. "
        "Ce n’est pas vous ? Appelez le {telephone}"
    ),
    render=_render_number_changed,
    urgent=True,
    worth_a_call=False,
)
AGREEMENT_ASKED = MessageKind(
    name="helper_asks",
    label="Demande d’accord pour un proche",
    default_text=(
        "Bonjour {prenom}. {proche} ({numero}) demande à voir vos rendez-vous et à réserver pour vous. "
        "Oui ou non : {lien}"
    ),
    render=_render_asked,
    worth_a_call=False,
    on_request=True,
)
AGREEMENT_NOTED = MessageKind(
    name="helper_noted",
    label="Accord noté pour un proche",
    default_text=(
        "C’est noté, {prenom} : {proche} ({numero}) peut voir vos rendez-vous et réserver pour vous. "
        "Pour arrêter : {lien}"
    ),
    render=_render_noted,
    worth_a_call=False,
)
KINDS = (CODE, NUMBER_CHANGED, AGREEMENT_ASKED, AGREEMENT_NOTED)
