"""The referent hears of it thirty days before: a line at the desk, a mail that names nobody."""

from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta

from escale.accounts.models import Membership
from escale.desk.day import Scope
from escale.desk.privacy import telling
from escale.desk.todo_item import read
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Channel, Message
from escale.people import referents
from escale.testing import builders


@pytest.fixture
def night(adviser, person, now):
    """Thirty days before Lucette's file is emptied; Maëlle follows her."""
    referents.name(person, referent=adviser.user)
    return now + relativedelta(months=12) - timedelta(days=30)


def items(member, *, whole_team=False, now):
    scope = Scope(reader=member, adviser=None if whole_team else member.user)
    return [item.title for item in read([telling.waiting(scope, now=now)])]


def test_each_referent_gets_one_mail_that_names_nobody(adviser, colleague, person, night):
    second = builders.person(adviser.organization, first_name="Odette")
    referents.name(second, referent=adviser.user)
    assert telling.tell(now=night) == 2
    assert telling.tell(now=night + timedelta(hours=1)) == 0
    mail = Message.objects.get()
    assert (mail.channel, mail.recipient, mail.person) == (Channel.EMAIL, adviser.user.email, None)
    rendered = telling._render(mail, night)
    assert rendered.text.replace("\u00a0", " ") == (
        "Bonjour,\n\n2 fiches de personnes que vous accompagnez seront effacées dans les 30 jours, faute de venue récente. "
        "Un rendez-vous les garde. Voyez qui, et à quelle date :\n"
        "http://localhost:8000/equipe/donnees/fiches-a-effacer/\n\nCe mail ne nomme personne, exprès."
    )


def test_nothing_is_left_to_say_once_she_came_back(reception, person, night):
    telling.tell(now=night)
    builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=night + timedelta(hours=1), now=night
    )
    assert isinstance(telling._render(Message.objects.get(kind="files_ending"), night), Dropped)


def test_whoever_left_is_not_written_to(adviser, person, night, now):
    Membership.objects.filter(pk=adviser.pk).update(ended_at=now)
    assert telling.tell(now=night) == 1
    assert not Message.objects.exists()


def test_the_desk_of_the_referent_says_so_and_not_her_colleague_s(adviser, colleague, person, night):
    telling.tell(now=night)
    said = ["1\u00a0fiche bientôt effacée"]
    assert items(adviser, now=night) == said
    assert items(colleague, now=night) == []
    assert items(colleague, whole_team=True, now=night) == said


def test_a_file_nobody_follows_is_everybody_s(organization, colleague, night, now):
    builders.person(organization, first_name="Odette", now=now)
    telling.tell(now=night)
    assert items(colleague, now=night) == ["1\u00a0fiche bientôt effacée"]
