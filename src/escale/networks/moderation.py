"""What a network shows of what its organizations publish: refused offers never, and, if it chose so, none before a yes."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from escale.accounts.models import Network, User
from escale.networks import messages
from escale.networks.models import OfferReview, ReviewState, Site
from escale.workshops.models import Group, GroupQuerySet, Session


class NotInNetwork(Exception):
    """The offer is of an organization the network doesn't hold, or nobody reads it any more."""


def hidden_group_ids(site: Site, *, organization_ids: Collection[int]) -> frozenset[int]:
    """The groups of these organizations this site must not show: refused, or still to be read. One query."""
    reviews = OfferReview.objects.filter(network=site.network_id)
    hidden = Group.objects.filter(pk__in=reviews.refused().values("group"))
    if site.reviews_since is not None:
        hidden |= _to_read(site).filter(organization__in=organization_ids)
    return frozenset(hidden.values_list("pk", flat=True))


def waiting(site: Site, *, now: datetime) -> GroupQuerySet:
    """What is to come and waits for an answer: everything of its organizations that nobody answered for."""
    return _coming(_to_read(site), site.network, now=now)


def answered(network: Network, state: ReviewState, *, now: datetime) -> GroupQuerySet:
    """What is to come and was answered so, with the answer as `answer`."""
    reviews = OfferReview.objects.filter(network=network, state=state).select_related("decided_by")
    coming = _coming(Group.objects.published().filter(pk__in=reviews.values("group")), network, now=now)
    return coming.prefetch_related(Prefetch("reviews", queryset=reviews, to_attr="answers"))


def decide(
    network: Network, group: Group, *, state: ReviewState, reason: str = "", by: User, now: datetime
) -> OfferReview:
    """Show an offer, or don't and tell its organization why; the last answer stands. Raises `NotInNetwork`."""
    if not network.organizations.filter(pk=group.organization_id).exists() or not group.is_public:
        raise NotInNetwork
    with transaction.atomic():
        OfferReview.objects.update_or_create(
            network=network,
            group=group,
            defaults={
                "state": state,
                "reason": reason,
                "decided_at": now,
                "decided_by": by,
                "revision": F("revision") + 1,
            },
            create_defaults={"state": state, "reason": reason, "decided_at": now, "decided_by": by},
        )
        review = OfferReview.objects.select_related("group__organization").get(network=network, group=group)
        if review.is_refused:
            messages.tell_refusal(review, now=now)
    return review


def forget(network: Network, group: Group) -> None:
    """Take an answer back: a mail that has not left won't."""
    OfferReview.objects.filter(network=network, group=group).delete()


def refusals(group: Group) -> QuerySet[OfferReview]:
    """The networks that don't show this group, and why: what its organization reads on its own page."""
    return OfferReview.objects.filter(group=group).refused().select_related("network").order_by("network__name", "pk")


def _to_read(site: Site) -> GroupQuerySet:
    """Whatever was published since the network reads first, and nobody answered for."""
    reviews = OfferReview.objects.filter(network=site.network_id)
    published = Group.objects.published()
    if site.reviews_since is not None:
        published = published.filter(published_at__gte=site.reviews_since)
    return published.exclude(pk__in=reviews.values("group"))


def _coming(groups: GroupQuerySet, network: Network, *, now: datetime) -> GroupQuerySet:
    """Of the organizations of the network, with a session to come."""
    sessions = Session.objects.filter(group=OuterRef("pk"), starts_at__gt=now, canceled_at=None)
    theirs = groups.filter(Exists(sessions), organization__networks=network)
    return theirs.with_everything_shown().order_by("published_at", "pk")
