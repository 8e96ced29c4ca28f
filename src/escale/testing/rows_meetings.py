"""Rows of what an organization knows of its partners, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from escale.directory import contacts, events, meetings
from escale.directory.meetings import Draft, Promise
from escale.directory.models import Contact
from escale.testing import builders
from escale.testing.cast import Reception


def of_meetings(reception: Reception) -> dict[str, Any]:
    """A partner, whom one knows there, a talk with what is to do after it, what is organized together."""
    now, on = builders.NOW, builders.NOW.date()
    partner = builders.partner(reception.adviser, needs=("dossier-aides",))
    talk = meetings.note(
        Draft(on=on - timedelta(days=52), learned="Les horaires changent."),
        partners=[partner],
        promises=[Promise(what="Envoyer l’affiche", who=reception.adviser.user)],
        by=reception.adviser,
        submission=uuid4(),
        now=now,
    )
    week = events.Draft(title="Semaine bleue", starts_on=on, ends_on=on + timedelta(days=6))
    return {
        "partner": partner,
        "partner_contact": contacts.add(
            Contact(name="Élodie Marchand", role="agente d’accueil", agreed_on=on), partner=partner, now=now
        ),
        "meeting": talk,
        "meeting_task": talk.tasks.get(),
        "joint_event": events.plan(week, partners=[partner], by=reception.adviser, now=now),
    }
