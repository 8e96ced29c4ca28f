"""What a peer waits for, among everything that waits for a gesture: each is done on its own page."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, User
from escale.desk.todo_item import Item, Waiting
from escale.practice import rules
from escale.practice.models import HandOffer, HandOfferState, Mentoring, MentoringState, PeerMessage
from escale.together import later

MOST = 10


def waiting(reader: Membership) -> list[Waiting]:
    """Hands offered to her, mentoring asked of her, messages she has not read."""
    if not rules.may_take_part(reader):
        return []
    return [
        Waiting(later(_offers, reader.user), _offered),
        Waiting(later(_mentorings, reader.user), _asked),
        Waiting(later(_unread, reader.user), _written),
    ]


def _offers(user: User) -> QuerySet[HandOffer]:
    offers = HandOffer.objects.filter(request__asked_by=user, state=HandOfferState.OFFERED)
    return offers.select_related("request", "offered_by").order_by("created_at", "pk")[:MOST]


def _mentorings(user: User) -> QuerySet[Mentoring]:
    asked = Mentoring.objects.filter(mentor=user, state=MentoringState.ASKED)
    return asked.select_related("learner").order_by("created_at", "pk")[:MOST]


def _unread(user: User) -> QuerySet[PeerMessage]:
    return PeerMessage.objects.unread_by(user).select_related("sender").order_by("created_at", "pk")[:MOST]


def _offered(offers: Iterable[HandOffer]) -> Iterator[Item]:
    for offer in offers:
        yield _item(
            "coup-de-main",
            offer.pk,
            icon="hand-helping",
            title=f"{offer.offered_by.first_name} vous propose un coup de main",
            detail=offer.request.what,
            address=reverse("desk:peers-hand", args=[offer.request_id]),
        )


def _asked(mentorings: Iterable[Mentoring]) -> Iterator[Item]:
    for each in mentorings:
        yield _item(
            "mentorat",
            each.pk,
            icon="heart-handshake",
            title=f"{each.learner.first_name} vous demande un mentorat",
            detail="Lu de vous deux",
            address=reverse("desk:peers-mentoring", args=[each.pk]),
        )


def _written(messages: Iterable[PeerMessage]) -> Iterator[Item]:
    """One line for each person who wrote, however many messages."""
    last = {each.sender_id: each for each in messages}
    for each in last.values():
        yield _item(
            "message-de-pair",
            each.pk,
            icon="mail",
            title=f"{each.sender.first_name} vous a écrit",
            detail="Par l’annuaire des pairs",
            address=reverse("desk:peers-talk", args=[each.sender_id]),
        )


def _item(chore: str, pk: int, *, icon: str, title: str, detail: str, address: str) -> Item:
    return Item(
        chore=chore,
        pk=pk,
        icon=icon,
        title=title,
        detail=detail,
        address=address,
        address_words="Voir",
    )
