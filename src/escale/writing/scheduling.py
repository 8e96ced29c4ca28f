"""Texts appear and go at the hour their authors chose."""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from wagtail.actions.unpublish import UnpublishAction
from wagtail.models import AbstractPage, DraftStateMixin, Revision

from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.writing.telling import address_of

log = logging.getLogger(__name__)

ABOUT = "text-not-shown"
# By name: the texts stand above this package, and a worker hasn't read what the editor knows of them.
EDITORS = {"media.Article": "writing_articles:edit", "sheets.ResourceSheet": "writing_sheets:edit"}
MOST = 50
"""Texts looked at in one turn: the next turn takes the others."""
AGAIN_AFTER = timedelta(minutes=10)
"""When a text that could not appear is tried again: meanwhile it stands before no other."""
TOLD_AFTER = AGAIN_AFTER + timedelta(minutes=1)
"""When the mail leaves: what a busy machine failed once, it has done by then, and there is nothing to tell."""
STILL_USEFUL = timedelta(days=7)


def publish_due(*, now: datetime) -> None:
    """Take away what is over, then show what is due. A text that fails holds no other, and its author is told once."""
    for model in kinds():
        over = model._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
        for pk in list(over.values_list("pk", flat=True)[:MOST]):
            _attempt(_take_away, model, pk, now)
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:MOST]):
        if not _attempt(_publish, Revision, pk, now):
            late = Revision.objects.filter(pk=pk, approved_go_live_at__lte=now)
            if late.update(approved_go_live_at=now + AGAIN_AFTER):
                _attempt(_tell, Revision, pk, now)


def kinds() -> list[type[models.Model]]:
    """The kinds of texts that are drafts first."""
    every = apps.get_models()
    return [model for model in every if issubclass(model, DraftStateMixin) and not issubclass(model, AbstractPage)]


def _attempt(gesture: Any, model: Any, pk: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            # Of two workers, the second waits here, then finds nothing left to do.
            if row := model._base_manager.select_for_update().filter(pk=pk).first():
                gesture(row, now=now)
    except Exception:
        log.exception("%s %s could not appear, or go, at its hour", model.__name__, pk)
        return False
    return True


def _take_away(text: Any, *, now: datetime) -> None:
    if text.live and text.expire_at is not None and text.expire_at <= now:
        UnpublishAction(text, set_expired=True, log_action="wagtail.unpublish.scheduled").execute(
            skip_permission_checks=True
        )


def _publish(revision: Revision, *, now: datetime) -> None:
    if revision.approved_go_live_at is not None and revision.approved_go_live_at <= now:
        revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)


def _tell(revision: Revision, *, now: datetime) -> None:
    """To whoever pressed “Publier”, or to one who runs the organization when she left it."""
    text: Any = revision.content_object
    if text is None or revision.approved_go_live_at is None:
        return
    if to := address_of(revision.user_id, organization=text.organization):
        writing.write_mail(
            NOT_SHOWN,
            organization=text.organization,
            about=ABOUT,
            about_id=revision.pk,
            to=to,
            now=now,
            due_at=now + TOLD_AFTER,
            expires_at=now + STILL_USEFUL,
        )


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    waits = Revision.objects.filter(pk=message.about_id, approved_go_live_at__isnull=False).first()
    text: Any = waits.content_object if waits else None
    if text is None:
        return Dropped("Le texte a paru, ou n’est plus prévu.")
    address = reverse(EDITORS[text._meta.label], args=[text.pk])
    return Rendered(
        subject="Un texte n’a pas pu paraître",
        text=(
            f"Bonjour,\n\n« {text.title} » n’a pas pu paraître à l’heure choisie. Ouvrez ce texte et publiez-le "
            f"de nouveau : la page dit ce qui manque.\n{settings.BASE_URL}{address}"
        ),
    )


NOT_SHOWN = MessageKind(
    name="text_not_shown", label="Texte qui n’a pas pu paraître", default_text="", render=_render, worth_a_call=False
)
KINDS = (NOT_SHOWN,)
