"""Reading the site over: groups of invited advisers, and the remarks they write on its pages."""

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from escale.accounts.models import Membership, Network, User
from escale.feedback.models import ReadingGroup, ReadingGroupQuerySet, Remark, RemarkQuerySet
from escale.feedback.pages import Page
from escale.feedback.rules import may_gather_readers

LONGEST_LIST = 200


class NotAMember(Exception):
    """She works for none of the organizations the group is about."""


def run_by(member: Membership) -> ReadingGroupQuerySet:
    """The groups she gathers: those of her organization, those of the networks she coordinates."""
    own = Q(organization=member.organization_id) if may_gather_readers(member) else Q(pk__in=[])
    return ReadingGroup.objects.filter(own | Q(network__in=Network.objects.coordinated_by(member.user)))


def gather(name: str, *, network: Network | None, by: Membership, now: datetime) -> ReadingGroup:
    """Make a group, of a network or else of her organization."""
    of = {"network": network} if network else {"organization": by.organization}
    return ReadingGroup.objects.create(name=name, created_at=now, created_by=by.user, **of)


def may_be_invited(group: ReadingGroup) -> QuerySet[Membership]:
    """The members of the organizations it is about who aren't in it yet, by name."""
    those = (
        Q(organization=group.organization_id) if group.organization_id else Q(organization__networks=group.network_id)
    )
    members = Membership.objects.active().filter(those).exclude(user__in=group.members.order_by())
    return members.select_related("user", "organization").order_by("user__first_name", "user__last_name", "pk")


def invite(group: ReadingGroup, email: str) -> User:
    """Invite the member who signs in with this address. Raises `NotAMember`."""
    found = may_be_invited(group).filter(user__email__iexact=email).first()
    if found is None:
        raise NotAMember
    group.members.add(found.user)
    return found.user


def close(group: ReadingGroup, *, now: datetime) -> None:
    """End the reading: its remarks stay, nobody adds any."""
    ReadingGroup.objects.filter(pk=group.pk, closed_at=None).update(closed_at=now)


def reopen(group: ReadingGroup) -> None:
    """Let its members write again."""
    ReadingGroup.objects.filter(pk=group.pk).update(closed_at=None)


def remark(
    words: str, *, passage: str, page: Page, group: ReadingGroup, by: User, submission: UUID, now: datetime
) -> Remark:
    """Write a remark on a page; the same submission twice writes one."""
    said = {"words": words, "passage": passage, "page": page.kind, "address": page.address}
    written, _ = Remark.objects.get_or_create(
        submission=submission, defaults={**said, "group": group, "author": by, "written_at": now}
    )
    return written


def readable_by(member: Membership) -> RemarkQuerySet:
    """The remarks of the groups she gathers or belongs to."""
    groups = Q(group__in=run_by(member)) | Q(group__in=ReadingGroup.objects.open_to(member.user))
    return Remark.objects.filter(groups).distinct()


def count_by_page(member: Membership) -> dict[str, int]:
    """How many remarks are still to be dealt with on each kind of page, of the groups she gathers. One query."""
    gathered = Remark.objects.unsettled().filter(group__in=run_by(member))
    return dict(gathered.values_list("page").annotate(Count("pk")).order_by("page"))


def settle(remark: Remark, *, by: User, now: datetime) -> None:
    """Note that it was dealt with."""
    Remark.objects.filter(pk=remark.pk, settled_at=None).update(settled_at=now, settled_by=by)


def unsettle(remark: Remark) -> None:
    """Put it back among what is to be dealt with."""
    Remark.objects.filter(pk=remark.pk).update(settled_at=None, settled_by=None)
