"""What is written about a referral: to the partner, to the person, to whoever sent her. No mail names the person."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from escale.directory.links import secret_of
from escale.directory.models import Method, Partner, Referral
from escale.french.dates import day, day_hour
from escale.french.phone import display

ADDRESS_BY_SMS = "Bonjour {prenom}. {partenaire} : {adresse}. {horaires}. Tél. {telephone}"
ACCEPTED = "Bonjour {prenom}. {partenaire} peut vous recevoir : {adresse}. {horaires}. Tél. {telephone}"
DELAYED = "Bonjour {prenom}. {partenaire} répond dans la semaine. Une question ? {notre_telephone}"
EXAMPLE = {
    "prenom": "Nolwenn",
    "partenaire": "France services",
    "adresse": "2 place du Château, Vitré",
    "horaires": "Lundi au vendredi, 9 h à 12 h",
    "telephone": "02 61 91 05 14",
    "notre_telephone": "02 61 91 00 10",
}


def values_of(referral: Referral) -> dict[str, str]:
    """What the placeholders of a message to the person become."""
    partner = referral.partner
    return {
        "prenom": referral.person.first_name if referral.person else "",
        "partenaire": partner.name,
        "adresse": place_words(partner),
        "horaires": partner.hours_note.rstrip("."),
        "telephone": display(partner.phone),
        "notre_telephone": display(referral.organization.phone),
    }


def local(referral: Referral, instant: datetime) -> datetime:
    """The instant on the partner’s clock."""
    return instant.astimezone(ZoneInfo(referral.partner.time_zone))


def place_words(partner: Partner) -> str:
    return ", ".join(filter(None, [partner.address, partner.commune_name]))


def address(referral: Referral) -> str:
    """The secret page of the partner."""
    return f"{settings.BASE_URL}{reverse('portal:referral', args=[secret_of(referral)])}"


def letter(referral: Referral) -> tuple[str, str]:
    """Subject and text of the mail that asks the partner; who the person is stays on the page."""
    said = [
        _hello(referral),
        f"{_sender(referral)} vous oriente une personne. Elle est d’accord.",
    ]
    if referral.method == Method.TOGETHER and referral.together_at:
        said.append(f"C’est un rendez-vous à trois, {day_hour(local(referral, referral.together_at))}.")
    said += [
        "Ouvrez cette page pour savoir qui, et répondre en un geste. Il n’y a pas de compte à créer :",
        address(referral),
        f"Elle marche jusqu’au {day(local(referral, referral.link_expires_at))}.",
        _signed(referral),
    ]
    return f"{referral.organization.name} vous oriente une personne", "\n\n".join(said)


def reminder(referral: Referral) -> tuple[str, str]:
    """Subject and text of the mail that asks once more."""
    said = [
        _hello(referral),
        f"{_sender(referral)} vous a orienté une personne le {day(local(referral, referral.created_at))}. "
        "Pouvez-vous la recevoir ? Un oui, un non ou un délai lui suffit :",
        address(referral),
        f"Cette page marche jusqu’au {day(local(referral, referral.link_expires_at))}.",
        _signed(referral),
    ]
    return f"Rappel : {referral.organization.name} vous a orienté une personne", "\n\n".join(said)


def answered(referral: Referral) -> tuple[str, str]:
    """Subject and text of the mail that tells the adviser; what was answered stays on her page."""
    said = [
        f"Bonjour {referral.adviser.first_name},",
        f"{referral.partner.name} a répondu à votre orientation du {day(local(referral, referral.created_at))}.",
        f"Lisez la réponse ici :\n{settings.BASE_URL}{reverse('desk:referral', args=[referral.pk])}",
    ]
    return f"{referral.partner.name} vous a répondu", "\n\n".join(said)


def _hello(referral: Referral) -> str:
    return f"Bonjour {referral.contact.name.split()[0]}," if referral.contact else "Bonjour,"


def _sender(referral: Referral) -> str:
    return f"{referral.adviser.full_name}, {referral.organization.name},"


def _signed(referral: Referral) -> str:
    phone = display(referral.organization.phone)
    return "\n".join(filter(None, [referral.adviser.full_name, referral.organization.name, phone]))
