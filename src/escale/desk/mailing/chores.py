"""What the monthly mail leaves under “À régler”: to read over before its day, addresses it came back from."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from escale.desk.day import Scope
from escale.desk.mailing import page
from escale.desk.todo_item import Item
from escale.french.plural import plural
from escale.publishing.models import MonthlyMail, Recipient

MOST = 3


def items(scope: Scope, *, zone: ZoneInfo, now: datetime) -> Iterable[Item]:
    """The mails nobody has read over yet, and how many addresses are to correct. Two queries."""
    today = now.astimezone(zone).date()
    waiting = MonthlyMail.objects.of_organization(scope.organization).to_leave().filter(reviewed_at=None)
    for mail in waiting.filter(month__gte=today.replace(day=1)).order_by("planned_on", "pk")[:MOST]:
        yield Item(
            chore="mail-du-mois",
            pk=mail.pk,
            icon="mail",
            title=f"Relire {page.title(mail.month).lower()}",
            detail=page.standing(mail, today=today, local=None),
            address=reverse("desk:mailing-month", args=[mail.pk]),
            address_words="Relire",
        )
    came_back = Recipient.objects.of_organization(scope.organization).standing().filter(bounced_at__isnull=False)
    if count := came_back.filter(list__archived_at=None).count():
        yield Item(
            chore="adresses",
            pk=scope.organization.pk,
            icon="at-sign",
            title=plural(count, "adresse mail ne marche plus", "adresses mail ne marchent plus"),
            detail="Le programme du mois en est revenu : corrigez-les, ou retirez-les",
            address=reverse("desk:mailing"),
            address_words="Voir lesquelles",
        )
