"""Telling the team whose file will soon be emptied: a line under “À régler”, a mail to each referent that names nobody."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from escale.accounts.models import Membership, Organization, User
from escale.desk.day import Scope
from escale.desk.todo_item import Item, Waiting
from escale.french.plural import agree, plural
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.people import warning
from escale.people.models import Beneficiary
from escale.together import counted, later

ABOUT = "files-ending"
"""What such a message speaks of: the files one member follows, by the number of her membership."""
STILL_USEFUL = timedelta(days=7)


def tell(*, now: datetime) -> int:
    """Announce the files emptied within thirty days, and write to those who follow them; give how many are announced."""
    with transaction.atomic():
        new = warning.announce(now=now)
        if new:
            _write_to_referents(now=now)
    return new


def waiting(scope: Scope, *, now: datetime) -> Waiting:
    """One line for the files that leave soon and that this adviser follows, or that nobody does."""
    since = warning.silent_since(scope.organization.keeps_people_months, now=now)
    return Waiting(later(_soon, *scope.whose, since), lambda counts: _items(counts, scope=scope))


def _soon(organization: Organization, adviser: User | None, since: datetime) -> QuerySet[Any, int]:
    soon = warning.announced_of(organization, since)
    return counted(soon.filter(Q(referent=adviser) | Q(referent=None)) if adviser else soon)


def _items(counts: Iterable[int], *, scope: Scope) -> Iterator[Item]:
    for count in counts:
        yield Item(
            chore="fiches",
            pk=scope.organization.pk,
            icon="hourglass",
            title=plural(count, "fiche bientôt effacée", "fiches bientôt effacées"),
            detail="Pas revenues depuis longtemps : un rendez-vous garde une fiche",
            address=reverse("desk:files-ending"),
            address_words="Voir qui",
        )


def _write_to_referents(*, now: datetime) -> None:
    """One mail a night to each member who follows somebody announced at this instant."""
    hers = Beneficiary.objects.filter(organization=OuterRef("organization"), referent=OuterRef("user"), warned_at=now)
    members = Membership.objects.active().filter(Exists(hers)).select_related("user", "organization").order_by("pk")
    for member in members:
        writing.write_mail(
            FILES_ENDING,
            organization=member.organization,
            about=ABOUT,
            about_id=member.pk,
            revision=now.toordinal(),
            to=member.user.email,
            now=now,
            expires_at=now + STILL_USEFUL,
        )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    """How many, until when, where to look: a mail box isn’t a place for names."""
    member = Membership.objects.active().select_related("organization").one(pk=message.about_id)
    count = 0
    if member is not None:
        count = warning.announced(member.organization, now=now).filter(referent=member.user_id).count()
    if not count:
        return Dropped("Plus aucune de ces fiches ne va être effacée.")
    files = plural(
        count,
        "fiche d’une personne que vous accompagnez sera effacée",
        "fiches de personnes que vous accompagnez seront effacées",
    )
    address = f"{settings.BASE_URL}{reverse('desk:files-ending')}"
    return Rendered(
        subject=agree(count, "Une fiche sera bientôt effacée", "Des fiches seront bientôt effacées"),
        text=(
            f"Bonjour,\n\n{files} dans les 30 jours, faute de venue récente. Un rendez-vous les garde. "
            f"Voyez qui, et à quelle date :\n{address}\n\nCe mail ne nomme personne, exprès."
        ),
    )


FILES_ENDING = MessageKind(
    name="files_ending",
    label="Fiches bientôt effacées",
    default_text="",
    render=_render,
    worth_a_call=False,
)
KINDS = (FILES_ENDING,)
