"""The mails of a network: who is invited, what was answered, who left, which offer isn't shown and why."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from escale.accounts.models import Membership, Organization, Role
from escale.french.dates import day_year
from escale.networks.links import secret_of
from escale.networks.models import Departure, JoinInvitation, OfferReview
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.places.zones import zone_of

INVITATION, DEPARTURE, REVIEW = "join-invitation", "departure", "offer-review"
STILL_USEFUL = timedelta(days=7)


def send_invitation(invitation: JoinInvitation, *, organization: Organization, now: datetime) -> None:
    """Send the link to the invited address, in the name of the organization of whoever invites."""
    _write(INVITED, organization, about=INVITATION, about_id=invitation.pk, to=[invitation.email], now=now)


def tell_answer(invitation: JoinInvitation, *, now: datetime) -> None:
    """Tell whoever invited what was answered, as long as she works somewhere."""
    if invitation.invited_by is None:
        return
    member = Membership.objects.active().filter(user=invitation.invited_by).select_related("organization")
    if works := member.order_by("joined_at", "pk").first():
        to = [invitation.invited_by.email]
        _write(ANSWERED, works.organization, about=INVITATION, about_id=invitation.pk, to=to, now=now)


def tell_coordinators(departure: Departure, *, now: datetime) -> None:
    """Tell those who run the network that an organization left."""
    to = departure.network.coordinators.order_by("pk").values_list("email", flat=True)
    _write(LEFT, departure.organization, about=DEPARTURE, about_id=departure.pk, to=to, now=now)


def tell_organization(departure: Departure, *, now: datetime) -> None:
    """Tell those who run an organization that it was taken out."""
    to = _who_runs(departure.organization)
    _write(TAKEN_OUT, departure.organization, about=DEPARTURE, about_id=departure.pk, to=to, now=now)


def tell_refusal(review: OfferReview, *, now: datetime) -> None:
    """Tell whoever made the offer, or those who run her organization, that the network doesn't show it."""
    group = review.group
    made_by = Membership.objects.active().filter(organization=group.organization_id, user=group.created_by_id)
    to = made_by.order_by("pk").values_list("user__email", flat=True)[:1] or _who_runs(group.organization)
    _write(
        REFUSED, group.organization, about=REVIEW, about_id=review.pk, to=to, now=now, first=review.revision * MOST_TOLD
    )


MOST_TOLD = 100
"""How many people one event may be told to: each has a number of her own."""


def _who_runs(organization: Organization) -> Iterable[str]:
    admins = Membership.objects.active().of_organization(organization).filter(role=Role.ADMIN)
    return admins.order_by("pk").values_list("user__email", flat=True)


def _write(
    kind: MessageKind,
    organization: Organization,
    *,
    about: str,
    about_id: int,
    to: Iterable[str],
    now: datetime,
    first: int = 0,
) -> None:
    for revision, email in enumerate(list(to)[:MOST_TOLD], start=first):
        writing.write_mail(
            kind,
            organization=organization,
            about=about,
            about_id=about_id,
            revision=revision,
            to=email,
            now=now,
            expires_at=now + STILL_USEFUL,
        )


def _render_invited(message: Message, now: datetime) -> Rendered | Dropped:
    invitation = JoinInvitation.objects.select_related("network", "invited_by").one(pk=message.about_id)
    if invitation is None or invitation.revoked_at or invitation.is_expired(now=now):
        return Dropped("Cette invitation n’est plus valable.")
    who = invitation.invited_by.full_name if invitation.invited_by else "La coordination"
    address = settings.BASE_URL + reverse("portal:join", args=[secret_of(invitation)])
    words = f"{invitation.words}\n\n" if invitation.words else ""
    until = day_year(invitation.expires_at.astimezone(zone_of(message.organization)).date())
    return Rendered(
        subject=f"{who} vous invite dans le réseau {invitation.network.name}",
        text=(
            f"Bonjour,\n\n{who} vous invite à faire entrer votre structure dans le réseau {invitation.network.name}.\n\n"
            f"{words}Trois écrans : ce qu’est ce réseau, ce qu’il vous demande, votre structure. "
            f"Vous pouvez aussi dire non.\n{address}\n\n"
            f"Ce lien marche une seule fois, à votre adresse, jusqu’au {until}.\n\n"
            "Vous ne connaissez pas ce réseau ? Ne faites rien : sans vous, l’invitation s’éteint."
        ),
    )


def _render_answered(message: Message, now: datetime) -> Rendered | Dropped:
    invitation = JoinInvitation.objects.select_related("network", "organization").one(pk=message.about_id)
    if invitation is None or not (invitation.accepted_at or invitation.refused_at):
        return Dropped("Cette invitation attend encore une réponse.")
    network = invitation.network
    page = settings.BASE_URL + reverse("desk:network", args=[network.pk])
    if invitation.accepted_at:
        name = invitation.organization.name if invitation.organization else str(invitation)
        said = f"{name} est entrée dans le réseau {network.name}."
        return Rendered(subject=said.removesuffix("."), text=f"Bonjour,\n\n{said}\n{page}")
    why = f"\n\nSa raison : {invitation.refused_why}" if invitation.refused_why else ""
    said = f"{invitation} ne souhaite pas entrer dans le réseau {network.name}"
    return Rendered(subject=said, text=f"Bonjour,\n\n{said}.{why}\n\n{page}")


def _render_left(message: Message, now: datetime) -> Rendered | Dropped:
    departure = Departure.objects.select_related("network", "organization").one(pk=message.about_id)
    if departure is None:
        return Dropped("Ce départ n’est plus noté.")
    said = f"{departure.organization.name} a quitté le réseau {departure.network.name}"
    why = f"\n\nSa raison : {departure.why}" if departure.why else ""
    return Rendered(subject=said, text=f"Bonjour,\n\n{said}. Ses ateliers ne sont plus sur votre site.{why}")


def _render_taken_out(message: Message, now: datetime) -> Rendered | Dropped:
    departure = Departure.objects.select_related("network", "organization").one(pk=message.about_id)
    if departure is None:
        return Dropped("Ce départ n’est plus noté.")
    name = departure.organization.name
    return Rendered(
        subject=f"{name} n’est plus dans le réseau {departure.network.name}",
        text=(
            f"Bonjour,\n\nLa coordination du réseau {departure.network.name} a retiré {name}.\n\n"
            f"Sa raison : {departure.why}\n\n"
            "Rien ne change chez vous : vos rendez-vous, vos ateliers, vos pages et vos données restent là."
        ),
    )


def _render_refused(message: Message, now: datetime) -> Rendered | Dropped:
    review = OfferReview.objects.select_related("network", "group").one(pk=message.about_id)
    if review is None or not review.is_refused:
        return Dropped("Cet atelier est affiché, ou attend d’être relu.")
    return Rendered(
        subject=f"« {review.group.title} » n’est pas affiché par {review.network.name}",
        text=(
            f"Bonjour,\n\nLe réseau {review.network.name} n’affiche pas « {review.group.title} » sur son site.\n\n"
            f"Sa raison : {review.reason}\n\n"
            "Votre atelier reste sur vos pages à vous, et les inscriptions continuent.\n"
            f"{settings.BASE_URL}{reverse('desk:group', args=[review.group_id])}"
        ),
    )


INVITED = MessageKind(
    name="join_invitation",
    label="Invitation dans un réseau",
    default_text="",
    render=_render_invited,
    worth_a_call=False,
)
ANSWERED = MessageKind(
    name="join_answer",
    label="Réponse à une invitation dans un réseau",
    default_text="",
    render=_render_answered,
    worth_a_call=False,
)
LEFT = MessageKind(
    name="network_left", label="Départ d’un réseau", default_text="", render=_render_left, worth_a_call=False
)
TAKEN_OUT = MessageKind(
    name="network_taken_out",
    label="Retrait d’un réseau",
    default_text="",
    render=_render_taken_out,
    worth_a_call=False,
)
REFUSED = MessageKind(
    name="offer_refused",
    label="Atelier non affiché par un réseau",
    default_text="",
    render=_render_refused,
    worth_a_call=False,
)
KINDS = (INVITED, ANSWERED, LEFT, TAKEN_OUT, REFUSED)
