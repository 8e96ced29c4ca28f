"""What tests of peers share: the day, a thread of the adviser's, what a form sends."""

from uuid import UUID, uuid4

import pytest
import time_machine

from escale.community import posting
from escale.community.models import Theme, ThreadKind
from escale.community.posting import Opening, Words
from escale.testing import builders

NOW = builders.NOW
WRITE = "/equipe/entre-pairs/ecrire/?nature="


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def thread(adviser):
    return begin(adviser)


def begin(member, title="Garder un mot de passe ?", text="Vous dites quoi ?", kind=ThreadKind.QUESTION):
    opening = Opening(kind=kind, theme=Theme.POSTURE, title=title)
    key = f"equipe-{member.organization_id}"
    return posting.open_thread(member, key, opening, Words(text=text), submission=uuid4(), now=NOW)


def typed(member, **said):
    known = {
        "circle": f"equipe-{member.organization_id}",
        "theme": "posture",
        "title": "Garder un code ?",
        "text": "On me demande de garder un code.",
        "licence": "unknown",
        "submission": str(UUID(int=7)),
        "geste": "publier",
    }
    return known | said
