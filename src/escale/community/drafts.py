"""What was begun and is kept for later, by field, as it was typed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from escale.accounts.models import Membership
from escale.community.models import PeerDraft, Thread
from escale.db import QuerySet

MOST = 50


def of(member: Membership) -> QuerySet[PeerDraft]:
    """Hers, the latest first."""
    mine = PeerDraft.objects.filter(author=member.user, organization=member.organization)
    return mine.select_related("thread").order_by("-changed_at", "-pk")


def keep(
    member: Membership, values: Mapping[str, str], *, thread: Thread | None, submission: UUID, now: datetime
) -> None:
    """Keep what is typed; the same form keeps one draft. Beyond fifty, the oldest leave."""
    PeerDraft.objects.update_or_create(
        author=member.user,
        submission=submission,
        defaults={"values": dict(values), "changed_at": now},
        create_defaults={
            "values": dict(values),
            "changed_at": now,
            "organization": member.organization,
            "thread": thread,
        },
    )
    beyond = list(of(member).values_list("pk", flat=True)[MOST:])
    PeerDraft.objects.filter(pk__in=beyond).delete()
