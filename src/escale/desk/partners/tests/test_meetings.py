"""Talks with partners and what is organized together: noted once, found again, with what is to do."""

from datetime import timedelta
from uuid import uuid4

import pytest

from escale.directory.models import JointEvent, Meeting, MeetingTask
from escale.testing import builders
from escale.testing.pages import undo_of, words

PARTNERS = "/equipe/partenaires/"
MEETINGS = f"{PARTNERS}rencontres/"


@pytest.fixture
def talk(adviser, france_services, now):
    return {
        "on": now.date(),
        "partner_1": france_services.pk,
        "present": "Élodie et moi",
        "learned": "Ils ferment le mardi.",
        "what_1": "Envoyer l’affiche",
        "who_1": adviser.user_id,
        "due_1": now.date() + timedelta(days=3),
        "submission": uuid4(),
    }


def test_a_talk_sent_twice_is_noted_once_with_what_is_to_do(client, talk):
    for _ in range(2):
        client.post(f"{MEETINGS}noter/", talk)
    assert Meeting.objects.count() == 1
    page = words(client.get(MEETINGS, {"q": "affiche mardi"}))
    assert "Ils ferment le mardi." in page
    assert "Aucune rencontre ne répond." in words(client.get(MEETINGS, {"q": "jeudi"}))

    answer = client.post(f"{MEETINGS}a-faire/{MeetingTask.objects.get().pk}/fait/", follow=True)
    assert "Rien à faire." in words(answer)
    client.post(undo_of(answer))
    assert MeetingTask.objects.get().done_at is None


def test_what_was_promised_for_today_is_among_what_is_to_settle(client, talk, now):
    client.post(f"{MEETINGS}noter/", talk | {"due_1": now.date()})
    task = MeetingTask.objects.get()
    assert "Envoyer l’affiche Promis à France services de Vitré" in words(client.get("/equipe/"))
    client.post(f"/equipe/a-regler/rencontre/{task.pk}/fait/")
    assert "Envoyer l’affiche" not in words(client.get("/equipe/"))
    client.post(f"/equipe/a-regler/rencontre/{task.pk}/a-refaire/")
    assert MeetingTask.objects.get().done_at is None


def test_written_again_a_task_emptied_is_no_longer_to_do(client, talk, france_services):
    client.post(f"{MEETINGS}noter/", talk)
    meeting, task = Meeting.objects.get(), MeetingTask.objects.get()
    again = talk | {"learned": "Ils ferment le jeudi.", "what_1": "", "task_1": task.pk, "what_2": "Rappeler"}
    client.post(f"{MEETINGS}{meeting.pk}/", again)
    assert [row.what for row in MeetingTask.objects.order_by("pk")] == ["Rappeler"]
    assert Meeting.objects.get().learned == "Ils ferment le jeudi."


def test_a_talk_without_the_key_of_its_form_is_noted(client, talk):
    client.post(f"{MEETINGS}noter/", talk | {"submission": ""})
    assert Meeting.objects.count() == 1


def test_written_again_what_a_colleague_added_meanwhile_stays(client, talk):
    client.post(f"{MEETINGS}noter/", talk)
    meeting, task = Meeting.objects.get(), MeetingTask.objects.get()
    meeting.tasks.create(organization=meeting.organization, what="Rappeler Karim")
    client.post(f"{MEETINGS}{meeting.pk}/", talk | {"task_1": task.pk})
    assert sorted(MeetingTask.objects.values_list("what", flat=True)) == ["Envoyer l’affiche", "Rappeler Karim"]


def test_what_is_to_do_without_words_or_a_day_to_come_is_asked_again(client, talk, now):
    wrong = talk | {"what_1": "", "on": now.date() + timedelta(days=2), "learned": "Le code : 1 85 05 78 006 084 91"}
    answer = client.post(f"{MEETINGS}noter/", wrong)
    assert (answer.status_code, Meeting.objects.count()) == (422, 0)
    assert set(answer.context["form"].errors) == {"what_1", "on", "learned"}


def test_what_is_organized_together_is_tied_to_our_sessions(client, adviser, venue, france_services, now):
    group = builders.group(adviser, venue, starts_at=now + timedelta(days=5))
    session = group.sessions.get()
    sent = {
        "title": "Semaine bleue",
        "partner_1": france_services.pk,
        "starts_on": now.date(),
        "ends_on": now.date() - timedelta(days=1),
        "sessions": [session.pk],
    }
    assert "Le dernier jour vient après le premier." in words(client.post(f"{PARTNERS}actions/ajouter/", sent))
    client.post(f"{PARTNERS}actions/ajouter/", sent | {"ends_on": now.date() + timedelta(days=6)})
    event = JointEvent.objects.get()
    assert list(event.sessions.order_by("pk")) == [session]
    assert "Semaine bleue" in words(client.get(f"{PARTNERS}{france_services.pk}/"))
    client.post(f"{PARTNERS}actions/{event.pk}/retirer/")
    assert (JointEvent.objects.count(), type(session).objects.count()) == (0, 1)


@pytest.mark.parametrize("address", ["{partner}/", "rencontres/"])
def test_a_page_costs_the_same_with_one_talk_and_with_three(client, adviser, talk, france_services, queries, address):
    def asked() -> int:
        with queries() as found:
            client.get(PARTNERS + address.format(partner=france_services.pk))
        return len(found)

    def live_together() -> None:
        client.post(f"{MEETINGS}noter/", talk | {"submission": uuid4()})
        day = talk["on"].isoformat()
        client.post(f"{PARTNERS}actions/ajouter/", {"title": "Café", "partner_1": france_services.pk, "starts_on": day})
        client.post(f"{PARTNERS}{france_services.pk}/contacts/ajouter/", {"name": "Élodie", "agreed_on": day})

    live_together()
    asked()
    one = asked()
    for _ in range(2):
        live_together()
    assert asked() == one
