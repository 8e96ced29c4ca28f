"""One report: corrected, its people without a name counted, taken away and put back; a colleague's asks why."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from escale.activity import closing, recording
from escale.activity.models import ActivityRecord, Autonomy, Axis, Kind, Place, Posture
from escale.activity.reports import NewRecord, Report
from escale.desk.reports import saving
from escale.desk.reports.record import RecordPage
from escale.desk.reports.tests.test_day import sent, text
from escale.people.models import AgeBand, Gender
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.topics import Topic


@pytest.fixture
def passing(adviser, venue):
    """A telephone call of this morning."""
    return recording.create(
        NewRecord(
            organization=adviser.organization,
            adviser=adviser.user,
            kind=Kind.INDIVIDUAL,
            on=builders.NOW.date(),
            minutes=10,
            place=Place.REMOTE,
            venue=venue,
            report=Report(topics=[Topic.EMAIL], unnamed=1),
            created_at=builders.NOW,
            created_by=adviser.user,
            completed_at=builders.NOW,
        )
    )


@pytest.fixture
def workshop(adviser, venue):
    """A workshop of this morning, where three people gave no name."""
    group = builders.group(adviser, venue, starts_at=builders.NOW - timedelta(hours=5))
    session = builders.session_of(group)
    closing.call_roll(session, marks={}, unnamed=3, by=adviser, now=builders.NOW)
    return ActivityRecord.objects.get(session=session)


def address(record):
    return f"/equipe/comptes-rendus/{record.pk}/"


def where(record, **answers):
    values = {"place": record.place, "venue": record.venue_id, "on": record.on, "unnamed": record.unnamed} | answers
    return {"entier": "1"} | {f"ou-{name}": value for name, value in values.items()}


def unnamed(**counts):
    return {"sans-nom-known": ""} | {f"sans-nom-{name.replace('_', '-', 1)}": count for name, count in counts.items()}


def test_what_is_corrected_counts_at_once(client, record):
    client.post(address(record), sent(record, autonomy=Autonomy.ALONE, posture=Posture.ASSIST))
    record.refresh_from_db()
    assert (record.autonomy, record.posture, record.is_complete) == (Autonomy.ALONE, Posture.ASSIST, True)


def test_a_report_kept_while_typing_is_shown_again(client, record):
    answer = client.post(address(record), sent(record, note="En cours.") | {"brouillon": "1"})
    assert answer.json() == {"address": address(record)}
    assert "En cours." in text(client.get(address(record)))


def test_an_empty_form_is_refused(client, record):
    assert client.post(address(record)).status_code == 422


def test_help_in_passing_moves_to_another_day(client, passing):
    yesterday = builders.NOW.date() - timedelta(days=1)
    client.post(address(passing), sent(passing) | where(passing, on=yesterday) | unnamed())
    passing.refresh_from_db()
    assert passing.on == yesterday


def test_nothing_is_reported_ahead(client, passing):
    tomorrow = builders.NOW.date() + timedelta(days=1)
    answer = client.post(address(passing), sent(passing) | where(passing, on=tomorrow) | unnamed())
    assert answer.status_code == 422
    assert "Choisissez un jour passé, ou aujourd’hui." in text(answer)


def test_people_without_a_name_are_counted_and_the_rest_is_left_unsaid(client, workshop):
    data = {"entier": "1"} | unnamed(gender_feminin=2, age_soixante_dix_plus=1)
    client.post(address(workshop), sent(workshop, level="debutant", title="Atelier") | data)
    counted = {(row.axis, row.value): row.count for row in workshop.unnamed_counts.order_by("pk")}
    assert counted == {(Axis.GENDER, Gender.FEMALE): 2, (Axis.AGE, AgeBand.OVER_70): 1}
    page = text(client.get(address(workshop)))
    assert "Genre : <span data-left>reste 1 à dire</span>" in page
    assert "Situation : <span data-left>reste 3 à dire</span>" in page


def test_more_people_than_came_are_refused(client, workshop):
    data = {"entier": "1"} | unnamed(gender_feminin=2, gender_masculin=2)
    answer = client.post(address(workshop), sent(workshop) | data)
    assert answer.status_code == 422
    assert "Genre : vous en comptez 4, pour 3 personnes sans nom." in text(answer)


def test_a_roll_corrected_while_its_report_is_saved_is_kept(workshop, adviser, rf):
    """Between the page read and the row locked, somebody else has counted one person less."""
    sent_by_browser = rf.post("/", sent(workshop, level="debutant", title="Atelier")).POST
    read = ActivityRecord.objects.with_everything_shown().get(pk=workshop.pk)
    page = RecordPage.read(read, reader=adviser, typed=sent_by_browser, draft={}, now=builders.NOW)
    assert page.is_right
    closing.call_roll(workshop.session, marks={}, unnamed=2, by=adviser, now=builders.NOW)
    saving.save_record(page, key="", by=adviser, now=builders.NOW)
    workshop.refresh_from_db()
    assert (workshop.unnamed, workshop.title, workshop.is_complete) == (2, "Atelier", True)


def test_help_in_passing_is_taken_away_and_put_back(client, passing):
    said = text(client.post(f"{address(passing)}retirer/", follow=True))
    assert "Le remettre" in said
    assert not ActivityRecord.objects.counted().exists()
    assert "Compte rendu retiré" in text(client.get(address(passing)))
    client.post(f"{address(passing)}remettre/")
    assert ActivityRecord.objects.counted().get() == passing


def test_the_report_of_an_attendance_goes_with_the_attendance_only(client, record):
    said = text(client.post(f"{address(record)}retirer/", follow=True))
    assert "Changez la présence" in said
    assert ActivityRecord.objects.counted().get() == record


def test_a_colleague_takes_nothing_away(passing, colleague, friday):
    signed_in(colleague).post(f"{address(passing)}retirer/")
    assert ActivityRecord.objects.counted().get() == passing


def test_a_colleague_says_why_before_reading_about_somebody(record, colleague, friday, person):
    answer = signed_in(colleague).get(address(record))
    assert (answer.status_code, answer.url) == (302, f"/equipe/personnes/{person.pk}/")


def test_a_volunteer_reads_no_report_but_her_own(record, volunteer, friday):
    assert signed_in(volunteer).get(address(record)).status_code == 404


def test_help_in_passing_takes_three_taps(client, venue):
    page = text(client.get("/equipe/comptes-rendus/ajouter/"))
    assert "Un coup de fil, une aide au passage" in page
    key = uuid4()
    data = {"submission": key, "topics": [Topic.SAFETY], "minutes": 15, "place": Place.REMOTE, "venue": venue.pk}
    data |= {"on": builders.NOW.date(), "unnamed": 1, "question": "Est-ce une arnaque ?"}
    said = text(client.post("/equipe/comptes-rendus/ajouter/", data, follow=True))
    client.post("/equipe/comptes-rendus/ajouter/", data)
    written = ActivityRecord.objects.get()
    assert (written.kind, written.place, written.minutes, written.people, written.unnamed) == (
        Kind.INDIVIDUAL,
        Place.REMOTE,
        15,
        1,
        1,
    )
    assert (written.on, written.hour, written.is_complete) == (date(2026, 11, 13), 14, True)
    assert "C’est noté." in said


def test_several_people_without_a_name_make_a_group(client, venue):
    data = {"submission": uuid4(), "topics": [Topic.SAFETY], "minutes": 60, "place": Place.VENUE, "venue": venue.pk}
    client.post("/equipe/comptes-rendus/ajouter/", data | {"on": builders.NOW.date(), "unnamed": 12})
    written = ActivityRecord.objects.get()
    assert (written.kind, written.people, written.unnamed) == (Kind.COLLECTIVE, 12, 12)


def test_somebody_with_a_file_is_found_and_named(client, person, venue):
    found = text(client.get("/equipe/comptes-rendus/ajouter/?q=lucet"))
    assert f"?personne={person.pk}" in found
    data = {"submission": uuid4(), "topics": [Topic.EMAIL], "minutes": 5, "place": Place.REMOTE, "venue": ""}
    client.post(f"/equipe/comptes-rendus/ajouter/?personne={person.pk}", data | {"on": builders.NOW.date()})
    written = ActivityRecord.objects.get()
    assert (written.unnamed, written.participations.get().person) == (0, person)


def test_a_report_is_told_again_without_its_note(client, record):
    client.post(address(record), sent(record, topics=[Topic.AI], note="À elle seule."))
    page = text(client.get(f"/equipe/comptes-rendus/ajouter/?comme={record.pk}"))
    assert "Lucette Briand" in page
    assert "À elle seule." not in page


def test_what_waits_is_listed_by_day_the_oldest_first(client, record, passing):
    ActivityRecord.objects.filter(pk=passing.pk).update(on=date(2026, 11, 2), completed_at=None)
    page = text(client.get("/equipe/comptes-rendus/"))
    assert "2 comptes rendus à compléter" in page
    assert page.index("Lundi 2 novembre") < page.index("Vendredi 13 novembre")
    assert "depuis 11 jours" in page


@pytest.mark.parametrize("count", [1, 3])
def test_saved_reports_are_listed_in_as_many_queries_for_one_as_for_three(
    client, record, adviser, venue, django_assert_num_queries, count
):
    client.post(address(record), sent(record))
    for _ in range(count - 1):
        recording.create(
            NewRecord(
                organization=adviser.organization,
                adviser=adviser.user,
                kind=Kind.INDIVIDUAL,
                on=builders.NOW.date(),
                minutes=10,
                venue=venue,
                report=Report(topics=[Topic.EMAIL], unnamed=1),
                created_at=builders.NOW,
                completed_at=builders.NOW,
            )
        )
    with django_assert_num_queries(11):
        assert client.get("/equipe/comptes-rendus/?vue=enregistres").status_code == 200


def test_ma_journee_shows_the_report_of_whoever_was_received_last(client, record):
    page = text(client.get("/equipe/"))
    assert "20 secondes" in page
    assert "2. À la fin, Lucette…" in page
    assert "Noter comme question récurrente : « Mails et documents »" in page
    answer = client.post(address(record), sent(record, question="Mails et documents") | {"depuis": "journee"})
    assert answer.url == "/equipe/"
    assert "20 secondes" not in text(client.get("/equipe/"))


def test_fewer_people_than_were_counted_is_said_on_the_page_and_changes_nothing(client, passing, adviser):
    """Communes are counted of them, which this page doesn't ask."""
    living = Report(topics=[Topic.EMAIL], unnamed=3, counts={(Axis.COMMUNE, "35360"): 3})
    recording.change(passing, living, by=adviser, now=builders.NOW)
    record = ActivityRecord.objects.with_everything_shown().get(pk=passing.pk)
    answer = client.post(address(record), sent(record) | where(record, unnamed=2) | unnamed())
    assert answer.status_code == 422
    assert "Il y a 2 personnes sans nom, et vous en dites plus." in text(answer)
    record.refresh_from_db()
    assert (record.unnamed, record.people) == (3, 3)
