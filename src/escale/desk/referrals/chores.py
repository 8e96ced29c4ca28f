"""What referrals leave under “À régler”: a partner to call, another way to find, “que s’est-il passé ?”."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from escale.accounts.models import Membership, Organization, User
from escale.desk.day import Scope
from escale.desk.referrals import words
from escale.desk.todo_item import Item, Waiting
from escale.directory import following
from escale.directory.models import Referral, ReferralQuerySet, ReferralState
from escale.french.dates import day
from escale.together import later

CHORE = "orientation"
MOST = 10


def rows(scope: Scope) -> ReferralQuerySet:
    """The referrals of the adviser, or of the whole team."""
    return _referrals(*scope.whose)


def _referrals(organization: Organization, adviser: User | None) -> ReferralQuerySet:
    found = Referral.objects.of_organization(organization).with_everything_shown()
    return found.filter(adviser=adviser) if adviser else found


def waiting(scope: Scope, *, now: datetime) -> Waiting:
    """Those something is to be done about, the oldest first."""
    return Waiting(later(_due, *scope.whose, now), lambda shown: [_item(each, now=now) for each in shown])


def _due(organization: Organization, adviser: User | None, now: datetime) -> ReferralQuerySet:
    due = following.to_settle(organization, now=now).values("pk")
    return _referrals(organization, adviser).filter(pk__in=due).order_by("created_at", "pk")[:MOST]


def listed(shown: Iterable[Referral]) -> list[Item]:
    """The same lines once something was done about them."""
    return [_item(each) for each in shown]


def do(referral: Referral, by: Membership, now: datetime) -> None:
    following.settle(referral)


def _item(referral: Referral, *, now: datetime | None = None) -> Item:
    icon, title, verb, phone, address_words = _said(referral)
    asks_what_happened = now is not None and (referral.call_at is None or referral.call_at > now)
    if asks_what_happened:
        who = words.name_of(referral)
        icon, title, verb, phone, address_words = "circle-help", f"Que s’est-il passé pour {who} ?", "", "", "Répondre"
    return Item(
        chore=CHORE,
        pk=referral.pk,
        icon=icon,
        title=title,
        detail=f"Vers {referral.partner.name}, le {day(words.local_day(referral))}",
        phone=phone,
        verb=verb,
        is_done=now is None and referral.call_at is None,
        address=reverse("desk:referral", args=[referral.pk]),
        address_words=address_words,
    )


def _said(referral: Referral) -> tuple[str, str, str, str, str]:
    """Icon, title, words of the button, telephone, words of the link."""
    who, partner = words.name_of(referral), referral.partner
    hers = referral.person.phone if referral.person else ""
    match referral.state:
        case ReferralState.REFUSED:
            return "signpost", f"Trouver une autre solution pour {who}", "C’est réglé", hers, "Voir la réponse"
        case ReferralState.NOT_COME:
            return "phone-call", f"Appeler {who}, pas venue chez {partner.name}", "J’ai appelé", hers, "Ouvrir"
        case _:
            phone = (referral.contact.phone if referral.contact else "") or partner.phone
            return "phone-call", f"Appeler {partner.name} pour {who}", "J’ai appelé", phone, "Noter la réponse"
