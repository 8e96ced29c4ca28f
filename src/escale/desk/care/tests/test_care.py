"""After a hard conversation: notes nobody else reads, numbers to call, a colleague told without a word of why."""

from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from escale.accounts.models import Network
from escale.community import help_numbers, notes, peers
from escale.community.models import HelpNumber, PeerCall, ProfessionalNote
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.people import retention
from escale.periodic import CATALOGUE
from escale.testing import builders

pytestmark = pytest.mark.django_db

NOW = builders.NOW
CANARY = "Zorglub m’a bouleversée"


def write(author, text=CANARY, number=1, now=NOW):
    notes.write(text, author=author.user, submission=UUID(int=number), now=now)
    return ProfessionalNote.objects.get(submission=UUID(int=number))


def test_a_note_is_hers_alone_even_for_an_admin(client, adviser, admin):
    row = write(adviser)
    addresses = [reverse("desk:note", args=[row.pk]), reverse("desk:note-delete", args=[row.pk])]
    client.force_login(admin.user)
    assert client.get(addresses[0]).status_code == 404
    assert client.post(addresses[0], {"text": "lu"}).status_code == 404
    assert client.post(addresses[1]).status_code == 404
    for page in ("desk:notes", "desk:notes-paper", "desk:care"):
        assert "Zorglub" not in client.get(reverse(page)).text
    client.force_login(adviser.user)
    for address in (addresses[0], reverse("desk:notes"), reverse("desk:notes-paper")):
        assert CANARY in client.get(address).text


def test_a_note_is_unreadable_in_the_database_and_in_somebody_else_s_hands(adviser, colleague, settings):
    row = write(adviser)
    with connection.cursor() as cursor:
        cursor.execute("SELECT sealed FROM community_professionalnote")
        (stored,) = cursor.fetchone()
    assert "Zorglub" not in stored
    row.author = colleague.user
    assert notes.opened(row).text is None
    row.author = adviser.user
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    notes.seal_anew(now=NOW)
    settings.SECRET_KEY_FALLBACKS = []
    row.refresh_from_db()
    assert notes.opened(row).text == CANARY


def test_notes_are_written_once_searched_changed_and_deleted(client, adviser):
    client.force_login(adviser.user)
    form = {"text": "Parlé de séparation", "submission": str(UUID(int=5))}
    for _ in range(2):
        assert client.post(reverse("desk:notes"), form).status_code == 302
    write(adviser)
    page = client.get(reverse("desk:notes"), {"q": "SEPARATION parle"}).text
    assert "Parlé de séparation" in page
    assert "Zorglub" not in page
    row = ProfessionalNote.objects.get(submission=UUID(int=5))
    client.post(reverse("desk:note", args=[row.pk]), {**form, "text": "Autre chose"})
    assert {note.text for note in notes.of(adviser.user)} == {"Autre chose", CANARY}
    client.post(reverse("desk:note-delete", args=[row.pk]))
    assert [note.text for note in notes.of(adviser.user)] == [CANARY]


def test_a_secret_is_refused_and_what_was_typed_stays(client, adviser):
    client.force_login(adviser.user)
    answer = client.post(reverse("desk:notes"), {"text": "mot de passe : Lucette35!", "submission": str(UUID(int=5))})
    assert answer.status_code == 422
    assert "Lucette35!" in answer.text
    assert not ProfessionalNote.objects.exists()


def test_notes_leave_with_the_account_and_after_two_years(adviser, colleague):
    write(adviser)
    write(colleague, number=2)
    adviser.user.delete()
    assert ProfessionalNote.objects.get().author == colleague.user
    retention.apply(now=NOW.replace(year=NOW.year + 2))
    assert not ProfessionalNote.objects.exists()


def test_a_colleague_is_told_without_a_word_of_why_and_answers(client, adviser, colleague):
    client.force_login(adviser.user)
    form = {"peer": colleague.pk, "submission": str(UUID(int=9)), "text": CANARY}
    for _ in range(2):
        assert client.post(reverse("desk:care-ask"), form).status_code == 302
    call = PeerCall.objects.get()
    client.force_login(colleague.user)
    assert f"{adviser.user.first_name} aimerait vous parler" in client.get(reverse("desk:my-day")).text
    mail = peers.ASKED.render(Message.objects.get(), NOW)
    assert mail.subject == f"{adviser.user.first_name} aimerait vous parler"
    client.post(reverse("desk:care-answer", args=[call.pk]))
    client.post(reverse("desk:care-answer", args=[call.pk]))
    to = Message.objects.order_by("pk").values_list("kind", "recipient")
    assert list(to) == [("peer_asked", colleague.user.email), ("peer_answered", adviser.user.email)]


def test_a_request_taken_back_says_nothing(adviser, colleague, mailoutbox):
    peers.ask(adviser, colleague, submission=UUID(int=9), now=NOW)
    peers.withdraw(PeerCall.objects.get())
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert mailoutbox == []


def test_only_her_team_and_her_networks_can_be_asked(client, adviser, colleague, outsider):
    client.force_login(adviser.user)
    form = {"peer": outsider.pk, "submission": str(UUID(int=9))}
    assert client.post(reverse("desk:care-ask"), form).status_code == 422
    with pytest.raises(peers.NotAPeer):
        peers.ask(adviser, outsider, submission=UUID(int=9), now=NOW)
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    network.organizations.set([adviser.organization, outsider.organization])
    assert [peer.user for peer in peers.peers_of(adviser)] == [outsider.user, colleague.user]
    assert client.post(reverse("desk:care-ask"), form).status_code == 302


def test_the_national_list_holds_until_the_organization_writes_its_own(client, adviser, front_desk):
    client.force_login(adviser.user)
    assert "Prévention du suicide" in client.get(reverse("desk:care")).text
    numbers = reverse("desk:care-numbers")
    added = {"number": "02.61.91.05.12", "label": "Astreinte", "words": "Jusqu’à 20 h"}
    assert client.post(numbers, {**added, "number": "appelez-moi"}).status_code == 422
    client.post(numbers, added)
    client.post(reverse("desk:care-number-up", args=[2]))
    client.post(reverse("desk:care-number-remove", args=[0]))
    own = help_numbers.of(adviser.organization)
    assert [row.number for row in own][:3] == ["119", "3114", "3919"]
    assert {row.address for row in own} >= {"tel:119", "sms:114"}
    assert len(own) == len(help_numbers.NATIONAL)
    client.post(reverse("desk:care-numbers-national"))
    assert not HelpNumber.objects.exists()
    client.force_login(front_desk.user)
    assert client.post(numbers, added).status_code == 403


@pytest.mark.parametrize("page", ["desk:care", "desk:notes"])
def test_pages_ask_as_much_for_one_row_as_for_three(client, adviser, colleague, queries, page):
    client.force_login(adviser.user)
    client.get(reverse(page))  # Signing in is over.
    counts = []
    for times in (1, 2):
        for number in range(times):
            write(adviser, number=times * 10 + number)
            peers.ask(adviser, colleague, submission=UUID(int=times * 20 + number), now=NOW)
        with queries() as seen:
            client.get(reverse(page))
        counts.append(len(seen))
    assert counts[0] == counts[1]
