"""Messages for these tests: kinds whose truth is a variable, written for Lucette of Vitré."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from escale.accounts.models import Organization
from escale.outbox import writing
from escale.outbox.catalogue import Catalogue, Dropped, MessageKind, Rendered, catalogue
from escale.outbox.delivery import Outcome, deliver_due
from escale.outbox.models import Message
from escale.people.models import Preference
from escale.places.models import Venue

MOBILE = "+33639980042"
LANDLINE = "+33299750001"
MINUTE = timedelta(minutes=1)
TUESDAY = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
"""Tuesday 17 November 2026, 10 h in Vitré: an hour when everything may leave."""


@dataclass
class Truth:
    """What the kinds of a test say: a text, or why there is none."""

    says: str | Dropped | Exception = "Bonjour Lucette. À mardi 14 h, au Centre social."

    def render(self, message: Message, now: datetime) -> Rendered | Dropped:
        if isinstance(self.says, Exception):
            raise self.says
        if isinstance(self.says, Dropped):
            return self.says
        return Rendered(text=self.says, subject="Votre rendez-vous")

    def kind(self, name: str = "reminder", **values: Any) -> MessageKind:
        return MessageKind(name=name, label="Rappel", default_text="Bonjour {prenom}", render=self.render, **values)

    def catalogue(self) -> Catalogue:
        return catalogue([self.kind(), self.kind("change", urgent=True)])


def written(
    organization: Organization,
    kind: MessageKind | None = None,
    *,
    about_id: int = 1,
    phone: str = MOBILE,
    email: str = "",
    prefers: Preference = Preference.SMS,
    venue: Venue | None = None,
    due_at: datetime = TUESDAY,
    expires_at: datetime | None = None,
    revision: int = 0,
) -> Message | None:
    with transaction.atomic():
        return writing.write(
            kind or Truth().kind(),
            organization=organization,
            person=None,
            about="appointment",
            about_id=about_id,
            revision=revision,
            venue=venue,
            phone=phone,
            email=email,
            prefers=prefers,
            now=due_at,
            due_at=due_at,
            expires_at=expires_at or due_at + timedelta(days=2),
        )


def sms(organization: Organization, kind: MessageKind | None = None, **values: Any) -> Message:
    message = written(organization, kind, **values)
    assert message is not None
    return message


def deliver(truth: Truth | None = None, *, now: datetime = TUESDAY, **values: Any) -> Outcome:
    """One round of the worker."""
    return deliver_due(now=now, catalogue=(truth or Truth()).catalogue(), **values)
