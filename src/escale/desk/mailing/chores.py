"""What the monthly mail leaves under “À régler”: to read over before its day, addresses it came back from."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.urls import reverse

from escale.accounts.models import Organization
from escale.desk.day import Scope
from escale.desk.mailing import page
from escale.desk.todo_item import Item, Waiting
from escale.french.plural import plural
from escale.publishing.models import MonthlyMail, MonthlyMailQuerySet, Recipient
from escale.together import counted, later

MOST = 3


def waiting(scope: Scope, *, zone: ZoneInfo, now: datetime) -> list[Waiting]:
    """The mails nobody has read over yet, and how many addresses are to correct."""
    today = now.astimezone(zone).date()
    unread = later(_unread, scope.organization, since=today.replace(day=1))
    return [
        Waiting(unread, lambda mails: _to_read_over(mails, today=today)),
        Waiting(later(_came_back, scope.organization), lambda counts: _to_correct(counts, scope=scope)),
    ]


def _unread(organization: Organization, *, since: date) -> MonthlyMailQuerySet:
    unread = MonthlyMail.objects.of_organization(organization).to_leave().filter(reviewed_at=None)
    return unread.filter(month__gte=since).order_by("planned_on", "pk")[:MOST]


def _came_back(organization: Organization) -> QuerySet[Any, int]:
    came_back = Recipient.objects.of_organization(organization).standing().filter(bounced_at__isnull=False)
    return counted(came_back.filter(list__archived_at=None))


def _to_read_over(mails: Iterable[MonthlyMail], *, today: date) -> Iterator[Item]:
    for mail in mails:
        yield Item(
            chore="mail-du-mois",
            pk=mail.pk,
            icon="mail",
            title=f"Relire {page.title(mail.month).lower()}",
            detail=page.standing(mail, today=today, local=None),
            address=reverse("desk:mailing-month", args=[mail.pk]),
            address_words="Relire",
        )


def _to_correct(counts: Iterable[int], *, scope: Scope) -> Iterator[Item]:
    for count in counts:
        yield Item(
            chore="adresses",
            pk=scope.organization.pk,
            icon="at-sign",
            title=plural(count, "adresse mail ne marche plus", "adresses mail ne marchent plus"),
            detail="Le programme du mois en est revenu : corrigez-les, ou retirez-les",
            address=reverse("desk:mailing"),
            address_words="Voir lesquelles",
        )
