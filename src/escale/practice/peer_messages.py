"""What one peer tells another by mail: that something waits here. Never an address, nor the words of a message."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from escale.accounts.models import Organization, User
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Render, Rendered
from escale.outbox.models import Message
from escale.practice.models import HandOffer, HandOfferState, Mentoring, MentoringState, PeerMessage

STILL_USEFUL = timedelta(days=7)


def tell(kind: MessageKind, about_id: int, *, to: User, of: Organization, now: datetime) -> None:
    """Write one mail about a row, within the transaction of what it tells."""
    writing.write_mail(
        kind,
        organization=of,
        about=kind.name,
        about_id=about_id,
        to=to.email,
        now=now,
        expires_at=now + STILL_USEFUL,
    )


def _render_offered(message: Message, now: datetime) -> Rendered | Dropped:
    offer = HandOffer.objects.select_related("request", "offered_by").one(pk=message.about_id)
    if offer is None or offer.state != HandOfferState.OFFERED:
        return Dropped("Cette proposition n’attend plus de réponse.")
    return Rendered(
        subject=f"{offer.offered_by.first_name} vous propose un coup de main",
        text=(
            f"Bonjour,\n\n{offer.offered_by.full_name} répond à votre demande : {offer.request.what}.\n\n"
            f"Lisez sa proposition et répondez ici :\n{_at('desk:peers-hand', offer.request_id)}"
        ),
    )


def _render_answered(message: Message, now: datetime) -> Rendered | Dropped:
    offer = HandOffer.objects.select_related("request__asked_by").one(pk=message.about_id)
    if offer is None or offer.state not in {HandOfferState.ACCEPTED, HandOfferState.DECLINED}:
        return Dropped("La réponse a été reprise.")
    who = offer.request.asked_by.first_name
    accepted = offer.state == HandOfferState.ACCEPTED
    said = f"{who} accepte votre coup de main" if accepted else f"{who} n’a plus besoin d’un coup de main"
    more = "Mettez-vous d’accord sur le reste ici" if accepted else "Merci d’avoir proposé. La demande est ici"
    return Rendered(
        subject=said,
        text=f"Bonjour,\n\n{said} : {offer.request.what}.\n\n{more} :\n{_at('desk:peers-hand', offer.request_id)}",
    )


def _render_thanked(message: Message, now: datetime) -> Rendered | Dropped:
    offer = HandOffer.objects.select_related("request__asked_by").one(pk=message.about_id)
    if offer is None or offer.thanked_at is None:
        return Dropped("Ce merci a été repris.")
    who = offer.request.asked_by.first_name
    return Rendered(
        subject=f"{who} vous dit merci",
        text=f"Bonjour,\n\n{who} vous dit merci pour votre coup de main : {offer.request.what}.",
    )


def _render_written(message: Message, now: datetime) -> Rendered | Dropped:
    written = PeerMessage.objects.select_related("sender").one(pk=message.about_id)
    if written is None or written.read_at is not None:
        return Dropped("Ce message est déjà lu, ou n’est plus là.")
    who = written.sender.full_name
    return Rendered(
        subject=f"{who} vous écrit",
        text=(
            f"Bonjour,\n\n{who} vous a écrit par l’annuaire des pairs.\n\n"
            f"Lisez son message et répondez ici :\n{_at('desk:peers-talk', written.sender_id)}"
        ),
    )


def _render_mentoring_asked(message: Message, now: datetime) -> Rendered | Dropped:
    asked = Mentoring.objects.select_related("learner").one(pk=message.about_id)
    if asked is None or asked.state != MentoringState.ASKED:
        return Dropped("Cette demande n’attend plus de réponse.")
    who = asked.learner.first_name
    return Rendered(
        subject=f"{who} aimerait être accompagné par vous",
        text=(
            f"Bonjour,\n\n{asked.learner.full_name} aimerait que vous l’accompagniez dans son métier.\n\n"
            f"Lisez sa demande et répondez ici :\n{_at('desk:peers-mentoring', asked.pk)}"
        ),
    )


def _render_mentoring_answered(message: Message, now: datetime) -> Rendered | Dropped:
    asked = Mentoring.objects.select_related("mentor").one(pk=message.about_id)
    if asked is None or asked.state not in {MentoringState.ACCEPTED, MentoringState.DECLINED}:
        return Dropped("Cette demande a changé depuis.")
    who = asked.mentor.first_name
    if asked.state == MentoringState.DECLINED:
        said, more = f"{who} ne peut pas vous accompagner", "D’autres pairs le proposent dans l’annuaire"
    else:
        said, more = f"{who} accepte de vous accompagner", "Écrivez ensemble vos premiers objectifs"
    address = _at("desk:peers-mentoring", asked.pk)
    return Rendered(subject=said, text=f"Bonjour,\n\n{said}.\n\n{more} :\n{address}")


def _at(name: str, pk: int) -> str:
    return f"{settings.BASE_URL}{reverse(name, args=[pk])}"


def _kind(name: str, label: str, render: Render) -> MessageKind:
    return MessageKind(name=name, label=label, default_text="", render=render, worth_a_call=False)


HAND_OFFERED = _kind("hand_offered", "Coup de main proposé", _render_offered)
HAND_ANSWERED = _kind("hand_answered", "Réponse à un coup de main", _render_answered)
HAND_THANKED = _kind("hand_thanked", "Merci d’un pair", _render_thanked)
WRITTEN = _kind("peer_message", "Message d’un pair", _render_written)
MENTORING_ASKED = _kind("mentoring_asked", "Demande de mentorat", _render_mentoring_asked)
MENTORING_ANSWERED = _kind("mentoring_answered", "Réponse à un mentorat", _render_mentoring_answered)
KINDS = (HAND_OFFERED, HAND_ANSWERED, HAND_THANKED, WRITTEN, MENTORING_ASKED, MENTORING_ANSWERED)
