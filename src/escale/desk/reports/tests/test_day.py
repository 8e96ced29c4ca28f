"""A whole day in one screen: everything is prefilled, one button saves, nothing typed is lost."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from escale.activity import closing, drafts
from escale.activity.models import ActivityRecord, Autonomy, Draft, NextStep, Posture
from escale.appointments.models import State
from escale.desk.reports import reading
from escale.desk.reports.tests.conftest import MORNING
from escale.mandates import acts
from escale.mandates.acts import OTHER, Act, ActRefused
from escale.mandates.models import Mandate, Result
from escale.questions.models import NotedQuestion
from escale.testing import builders
from escale.testing.pages import text
from escale.testing.rows_mandates import ACTS, signed
from escale.topics import Topic

TODAY = builders.NOW.date()
DAY = f"/equipe/comptes-rendus/jour/{TODAY}/"


def sent(record, **answers):
    """What a browser sends of one card, as it is prefilled."""
    values = {
        "topics": [row.topic for row in record.topics.order_by("pk")] or [Topic.EMAIL],
        "autonomy": Autonomy.WITH_HELP,
        "next_step": NextStep.NOTHING,
        "minutes": record.minutes,
        "note": "",
        "procedure": "",
        "question": "",
        "referred_to": "",
    } | answers
    return {f"r{record.pk}-{name}": value for name, value in values.items()}


def topics(record):
    return [row.topic for row in record.topics.order_by("pk")]


def test_what_attendance_wrote_is_ready_to_be_saved(client, record):
    page = text(client.get(DAY))
    assert "9 h · Lucette B." in page
    assert "<b>1 compte rendu prêt</b>." in page


def test_one_button_confirms_the_day(client, record):
    answer = client.post(DAY, sent(record, autonomy=Autonomy.ALONE, note="A envoyé son premier mail."), follow=True)
    record.refresh_from_db()
    assert record.completed_at == builders.NOW
    assert (record.autonomy, record.note) == (Autonomy.ALONE, "A envoyé son premier mail.")
    assert set(topics(record)) == {Topic.EMAIL, Topic.CONTENTS}
    assert "C’est enregistré : 1 compte rendu." in text(answer)
    assert "Aucun compte rendu à enregistrer" in text(answer)


def test_a_day_sent_twice_writes_nothing_more(client, record):
    data = sent(record, question="Comment scanner ?")
    client.post(DAY, data)
    client.post(DAY, data)
    assert [(each.text, each.times) for each in NotedQuestion.objects.order_by("pk")] == [("Comment scanner ?", 1)]


def test_a_report_without_subject_is_refused_and_nothing_is_saved(client, record, adviser, venue, reason):
    other = builders.appointment(
        adviser, builders.person(venue.organization, phone=""), reason, at=venue, starts_at=MORNING + timedelta(hours=1)
    )
    closing.settle(other, State.SEEN, by=adviser, now=builders.NOW)
    second = ActivityRecord.objects.get(appointment=other)
    answer = client.post(DAY, sent(record, note="Gardée.") | sent(second, topics=[]))
    assert answer.status_code == 422
    assert "Choisissez au moins un sujet." in text(answer)
    assert "Gardée." in text(answer)
    assert ActivityRecord.objects.to_complete().count() == 2


def test_a_password_is_refused_in_a_note(client, record):
    answer = client.post(DAY, sent(record, note="mot de passe : Soleil35"))
    assert answer.status_code == 422
    record.refresh_from_db()
    assert not record.is_complete


def test_a_password_is_kept_in_no_draft(client, record):
    client.post(DAY, sent(record, note="mot de passe : Soleil35") | {"brouillon": "1"})
    assert "Soleil35" not in str(Draft.objects.get().content)


def test_an_administrative_subject_brings_procedures_with_it(client, record):
    client.post(DAY, sent(record, topics=[Topic.MONEY]))
    assert set(topics(record)) == {Topic.PROCEDURES, Topic.MONEY}


def test_what_is_kept_for_tomorrow_is_there_tomorrow(client, record):
    client.post(DAY, sent(record, note="À finir.") | {"garder": "1"})
    assert "À finir." in text(client.get(DAY))
    assert ActivityRecord.objects.to_complete().count() == 1


def test_a_draft_remembers_that_a_subject_was_taken_off(client, record):
    client.post(DAY, sent(record, topics=[Topic.SAFETY]) | {"brouillon": "1"})
    page = text(client.get(DAY))
    assert f'value="{Topic.SAFETY}" checked' in page or f'value="{Topic.SAFETY}" id' in page
    assert f'value="{Topic.EMAIL}" checked' not in page


def test_beginning_again_forgets_the_draft(client, record, adviser):
    client.post(DAY, sent(record, note="Non.") | {"brouillon": "1"})
    client.post(DAY, {"recommencer": "1"})
    assert drafts.read(f"day-{TODAY}", by=adviser) == {}


def test_saving_forgets_the_draft(client, record):
    client.post(DAY, sent(record) | {"brouillon": "1"})
    client.post(DAY, sent(record))
    assert not Draft.objects.exists()


def test_a_presence_is_noted_from_the_page_and_nothing_typed_is_lost(client, record, adviser, venue, reason):
    later = builders.appointment(
        adviser, builders.person(venue.organization, phone=""), reason, at=venue, starts_at=MORNING + timedelta(hours=1)
    )
    page = text(client.get(DAY))
    assert "1 présence à noter" in page
    answer = client.post(DAY, sent(record, note="Déjà écrit.") | {"presence": f"{later.pk}:seen"}, follow=True)
    assert "Déjà écrit." in text(answer)
    assert "<b>2 comptes rendus prêts</b>." in text(answer)


def test_the_presence_of_somebody_elses_appointment_is_not_noted_here(client, colleague, venue, reason, person):
    theirs = builders.appointment(colleague, person, reason, at=venue, starts_at=MORNING)
    assert client.post(DAY, {"presence": f"{theirs.pk}:seen"}).status_code == 404
    assert client.post(DAY, {"presence": "abc:seen"}).status_code == 404


def test_the_last_report_for_the_same_reason_is_repeated(client, record, adviser, venue, reason):
    client.post(DAY, sent(record, topics=[Topic.SAFETY], autonomy=Autonomy.ALONE))
    other = builders.appointment(
        adviser, builders.person(venue.organization, phone=""), reason, at=venue, starts_at=MORNING + timedelta(hours=1)
    )
    closing.settle(other, State.SEEN, by=adviser, now=builders.NOW)
    second = ActivityRecord.objects.get(appointment=other)
    typed = sent(second, topics=[Topic.AI], autonomy=Autonomy.WATCHES, note="À elle.") | {"comme": second.pk}
    page = text(client.post(DAY, typed, follow=True))
    assert f'id="cr-{second.pk}"' in page
    assert "À elle." in page
    kept = drafts.read(f"day-{TODAY}", by=adviser)
    assert kept[f"r{second.pk}-topics"] == [Topic.SAFETY]
    assert kept[f"r{second.pk}-autonomy"] == [Autonomy.ALONE]


def test_those_without_a_name_are_told_together_and_share_their_time(client, passed_by):
    first, second = passed_by(10), passed_by(15, "Denise")
    page = text(client.get(DAY))
    assert "2 personnes sans rendez-vous" in page
    client.post(
        DAY, {"passage-topics": [Topic.SAFETY], "passage-minutes": "25", "passage-records": f"{first.pk}-{second.pk}"}
    )
    done = ActivityRecord.objects.exclude(completed_at=None).order_by("pk")
    assert [(each.minutes, each.unnamed, topics(each)) for each in done] == [
        (13, 1, [Topic.SAFETY]),
        (12, 1, [Topic.SAFETY]),
    ]


def test_whoever_came_since_the_page_was_read_stays_to_be_told(client, passed_by):
    first = passed_by(10)
    second = passed_by(15, "Denise")
    client.post(DAY, {"passage-topics": [Topic.SAFETY], "passage-minutes": "10", "passage-records": f"{first.pk}"})
    assert list(ActivityRecord.objects.to_complete()) == [second]


def test_a_page_that_was_offline_is_told_where_to_go(client, record):
    answer = client.post(DAY, sent(record), headers={"Accept": "application/json"})
    assert answer.json() == {"address": DAY}


def test_a_workshop_whose_roll_is_not_called_leads_to_it(client, adviser, venue):
    group = builders.group(adviser, venue, starts_at=builders.NOW + timedelta(hours=2))
    page = text(client.get(DAY))
    assert "1 appel à faire" in page
    assert reverse("desk:roll", args=[builders.session_of(group).pk]) in page


def test_an_empty_day_says_so(client):
    assert "Rien à raconter ce jour-là." in text(client.get(DAY))


@pytest.mark.parametrize("count", [1, 3])
def test_a_day_asks_the_database_as_often_for_one_report_as_for_three(
    client, adviser, venue, reason, passed_by, django_assert_num_queries, count
):
    for number in range(count):
        other = builders.appointment(
            adviser,
            builders.person(venue.organization, phone=""),
            reason,
            at=venue,
            starts_at=MORNING + timedelta(hours=number),
        )
        closing.settle(other, State.SEEN, by=adviser, now=builders.NOW)
        passed_by(5)
    with django_assert_num_queries(20):
        assert client.get(DAY).status_code == 200


def test_a_draft_leaves_out_the_signs_no_database_keeps(client, record, adviser):
    typed = sent(record, note="Elle progresse.\0") | {"x\0y": "1", "brouillon": "1"}
    assert client.post(DAY, typed).status_code == 200
    assert drafts.read(f"day-{TODAY}", by=adviser)[f"r{record.pk}-note"] == ["Elle progresse."]


@pytest.mark.parametrize(("act", "posture"), [(ACTS[0], Posture.ACT), (OTHER, Posture.TEACH)])
def test_what_was_done_in_her_place_is_proposed_as_such(adviser, person, venue, reason, act, posture):
    seen = builders.appointment(adviser, person, reason, at=venue, starts_at=MORNING)
    mandate = signed(adviser, person, now=MORNING)
    Mandate.objects.update(appointment=seen)
    with suppress(ActRefused):
        acts.note(mandate, Act(what=act, result=Result.DONE), submission=uuid4(), by=adviser, now=MORNING)
    closing.settle(seen, State.SEEN, by=adviser, now=builders.NOW)
    record = ActivityRecord.objects.with_everything_shown().get(appointment=seen)
    around = reading.Around.read(adviser, [record], now=builders.NOW)
    assert reading.proposed(record, around).posture == posture
