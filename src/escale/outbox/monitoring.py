"""Counts that tell whether messages leave, for the health page and for an organization's month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q, Sum

from escale.accounts.models import Organization
from escale.outbox import limits
from escale.outbox.models import Channel, Message, MessageState

LATE = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Health:
    """`late` counts messages due for more than ten minutes: more than none means that no worker delivers."""

    waiting: int
    late: int
    oldest_due_at: datetime | None
    failed: int

    @property
    def is_well(self) -> bool:
        return self.late == 0


@dataclass(frozen=True, kw_only=True)
class Month:
    """An organization's SMS: segments sent and not delivered over a period, and today beside its cap."""

    sent: int
    not_delivered: int
    today: int
    per_day: int

    @property
    def share_of_today(self) -> int:
        """Per cent of the day's cap, 100 at most."""
        return min(100, round(100 * self.today / self.per_day)) if self.per_day else 100


def health(*, now: datetime) -> Health:
    """Count in two queries what waits, what is late, what failed and nobody has dealt with."""
    ours = Message.objects.exclude(channel=Channel.CALL)
    found = ours.filter(state__in=[MessageState.WAITING, MessageState.SENDING]).aggregate(
        waiting=Count("pk"),
        late=Count("pk", filter=Q(due_at__lte=now - LATE)),
        oldest_due_at=Min("due_at", filter=Q(due_at__lte=now)),
    )
    return Health(**found, failed=ours.to_settle().count())


def month(organization: Organization, *, start: datetime, end: datetime, today: date) -> Month:
    """Count an organization's SMS over a half-open period, and those of a local day, in two queries."""
    sms = Message.objects.of_organization(organization).filter(channel=Channel.SMS)
    found = sms.aggregate(
        sent=Sum("segments", filter=Q(sent_at__gte=start, sent_at__lt=end), default=0),
        not_delivered=Count("pk", filter=Q(state=MessageState.FAILED, due_at__gte=start, due_at__lt=end)),
    )
    return Month(
        **found,
        today=limits.sent_today(limits.scope_of_organization(organization.pk), on=today),
        per_day=organization.sms_per_day,
    )
