"""Changing one date, some, or all, with the appointments it leaves outside. Friday 13 November 2026; every weekday 9 to 12."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.agenda import permanences
from escale.agenda.models import Permanence, PermanenceOccurrence
from escale.appointments.models import Appointment, State
from escale.desk.settings.tests.acting import address, get, post, text_of
from escale.outbox.models import Message
from escale.testing import builders
from escale.testing.cast import Reception, signed_in

pytestmark = pytest.mark.usefixtures("friday")

TUESDAY = date(2026, 11, 17)
TUESDAY_11_15 = datetime(2026, 11, 17, 10, 15, tzinfo=UTC)


@pytest.fixture
def permanence(reception: Reception) -> Permanence:
    return Permanence.objects.get()


@pytest.fixture
def tuesday(permanence: Permanence) -> PermanenceOccurrence:
    return permanence.occurrences.get(original_on=TUESDAY)


@pytest.fixture
def last_hour(reception: Reception, person, permanence) -> Appointment:
    """Lucette comes on Tuesday from 11 h 15 to 12 h."""
    return builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=TUESDAY_11_15
    )


def one(occurrence: PermanenceOccurrence, **values) -> dict[str, object]:
    """Only that date, from 9 to 11."""
    usual = {
        "scope": "one",
        "drawn": "one",
        "date": occurrence.pk,
        "seen": occurrence.permanence.revision,
        "held": "on",
        "on": occurrence.original_on.isoformat(),
        "start_time": "09:00",
        "end_time": "11:00",
        "venue": occurrence.venue_id,
        "adviser": occurrence.adviser.adviser_id,
        "action": "save",
    }
    return usual | values


def rule(reception: Reception, permanence: Permanence, scope: str = "all", **values) -> dict[str, object]:
    """Every weekday from 9 to 11."""
    usual = {
        "scope": scope,
        "drawn": scope,
        "seen": permanence.revision,
        "rhythm": "weekly-1",
        "weekdays": ["0", "1", "2", "3", "4"],
        "start_time": "09:00",
        "end_time": "11:00",
        "venue": permanence.venue_id,
        "reception": "appointment",
        "starts_on": permanence.starts_on.isoformat(),
        "skips_public_holidays": "on",
        "reasons": [reception.reason.pk],
        "action": "save",
    }
    return usual | values


def hours_of(occurrence: PermanenceOccurrence) -> tuple[time, time]:
    occurrence.refresh_from_db()
    start, end = occurrence.starts_at.astimezone(builders.PARIS), occurrence.ends_at.astimezone(builders.PARIS)
    return start.time(), end.time()


def test_one_occurrence_is_edited_and_the_others_stay(reception, permanence, tuesday):
    """The oldest wish of RDV Service Public's users (#1080)."""
    post(reception.adviser, "permanence-change", permanence.pk, **one(tuesday, note="Réunion"))
    assert hours_of(tuesday) == (time(9), time(11))
    following = permanence.occurrences.get(original_on=date(2026, 11, 18))
    assert hours_of(following) == (time(9), time(12))
    page = text_of(get(reception.adviser, "permanence", permanence.pk))
    assert "À la main : de 9 h à 11 h, Centre social. Réunion" in page


def test_one_date_is_not_held_at_all(reception, permanence, tuesday):
    post(reception.adviser, "permanence-change", permanence.pk, **one(tuesday, held=""))
    tuesday.refresh_from_db()
    assert tuesday.canceled_at


def test_a_change_of_one_date_is_taken_back(reception, permanence, tuesday):
    client = signed_in(reception.adviser)
    page = client.post(address("permanence-change", permanence.pk), one(tuesday), follow=True)
    assert "Annuler ce changement" in text_of(page)
    page = client.post(address("permanence-undo", permanence.pk), follow=True)
    assert "La date est comme avant." in text_of(page)
    assert hours_of(tuesday) == (time(9), time(12))
    assert tuesday.changed_at is None


def test_a_date_onto_another_is_refused_and_what_was_typed_is_kept(reception, permanence, tuesday):
    page = post(reception.adviser, "permanence-change", permanence.pk, **one(tuesday, on="2026-11-18", note="Réunion"))
    assert page.status_code == 422
    assert "Cette permanence a déjà une date ce jour-là." in text_of(page)
    assert 'value="Réunion"' in text_of(page)


def test_from_a_date_on_the_hours_change_and_the_reasons_are_kept(reception, permanence):
    later = permanence.occurrences.get(original_on=date(2026, 12, 1))
    post(
        reception.adviser, "permanence-change", permanence.pk, **rule(reception, permanence, "following", date=later.pk)
    )
    following = Permanence.objects.exclude(pk=permanence.pk).get()
    assert (following.starts_on, following.end_time) == (date(2026, 12, 1), time(11))
    assert list(following.reasons.all()) == [reception.reason]
    assert Permanence.objects.get(pk=permanence.pk).ends_on == date(2026, 11, 30)


def test_an_end_before_the_first_date_that_changes_is_refused(reception, permanence):
    later = permanence.occurrences.get(original_on=date(2026, 12, 1))
    values = rule(reception, permanence, "following", date=later.pk, ends_on="2026-11-20")
    page = post(reception.adviser, "permanence-change", permanence.pk, **values)
    assert "La date de fin vient avant la date de début." in text_of(page)


def test_what_changes_is_counted_and_shown_before_anything_is_written(reception, permanence, last_hour):
    values = rule(reception, permanence, action="preview")
    page = text_of(post(reception.adviser, "permanence-change", permanence.pk, **values))
    assert "1 rendez-vous ne tient plus dans le nouvel horaire" in page
    assert "Garder quand même" in page
    assert "Avancer à 9 h 45" in page
    assert "dates changent.</b> 1 rendez-vous reste hors permanence." in page
    assert hours_of(permanence.occurrences.get(original_on=TUESDAY)) == (time(9), time(12))


def test_an_appointment_moves_with_the_permanence_and_its_person_is_told(reception, permanence, last_hour):
    preview = post(
        reception.adviser, "permanence-change", permanence.pk, **rule(reception, permanence, action="preview")
    )
    advanced = preview.context["settling"].proposals[0].suggested
    choice = {f"settle-{last_hour.pk}": advanced.key, f"settle-{last_hour.pk}-notify": "on"}
    told = post(
        reception.adviser, "permanence-change", permanence.pk, **rule(reception, permanence, action="preview"), **choice
    )
    assert "1 personne reçoit un SMS." in text_of(told)
    post(reception.adviser, "permanence-change", permanence.pk, **rule(reception, permanence), **choice)
    last_hour.refresh_from_db()
    assert last_hour.starts_at == advanced.to.starts_at
    assert Message.objects.filter(kind="change", about_id=last_hour.pk).exists()


def test_an_appointment_is_called_off_with_the_date_it_was_on(reception, permanence, tuesday, last_hour):
    choice = {f"settle-{last_hour.pk}": "cancel"}
    post(reception.adviser, "permanence-change", permanence.pk, **one(tuesday, held=""), **choice)
    last_hour.refresh_from_db()
    assert last_hour.state == State.REVOKED
    assert not Message.objects.filter(kind="cancellation", about_id=last_hour.pk).exists()


def test_an_hour_that_is_no_longer_free_stops_everything(reception, permanence, last_hour):
    choice = {f"settle-{last_hour.pk}": f"move-1-{permanence.venue_id}-{reception.adviser.user_id}"}
    page = post(reception.adviser, "permanence-change", permanence.pk, **rule(reception, permanence), **choice)
    assert page.status_code == 422
    assert "L’heure choisie vient d’être prise." in text_of(page)
    assert hours_of(permanence.occurrences.get(original_on=TUESDAY)) == (time(9), time(12))


def test_a_second_tab_is_told_that_the_permanence_changed(reception, permanence, tuesday):
    post(reception.adviser, "permanence-change", permanence.pk, **one(tuesday))
    stale = post(reception.adviser, "permanence-change", permanence.pk, **rule(reception, permanence, end_time="10:30"))
    assert stale.status_code == 422
    assert "Cette permanence vient de changer, ailleurs ou dans un autre onglet." in text_of(stale)
    assert 'value="10:30" selected' in text_of(stale)
    again = rule(reception, permanence, end_time="10:30", seen=stale.context["seen"])
    assert post(reception.adviser, "permanence-change", permanence.pk, **again).status_code == 302


def test_choosing_other_dates_keeps_what_was_typed(reception, permanence, tuesday):
    values = one(tuesday, scope="following", action="preview", end_time="10:30")
    page = post(reception.adviser, "permanence-change", permanence.pk, **values)
    assert page.context["form"]["end_time"].value() == "10:30"
    assert page.context["scope"] == "following"


def test_a_double_click_opens_one_permanence(adviser: Membership, venue):
    values = {
        "rhythm": "weekly-1",
        "weekdays": ["1"],
        "start_time": "14:00",
        "end_time": "17:00",
        "venue": venue.pk,
        "reception": "appointment",
        "starts_on": "2026-11-13",
        "submission": str(uuid4()),
        "action": "save",
    }
    assert post(adviser, "permanence-add", **values).url == post(adviser, "permanence-add", **values).url
    assert Permanence.objects.count() == 1


def test_a_skipped_date_is_put_back_before_saving(adviser: Membership, venue):
    values = {
        "rhythm": "weekly-1",
        "weekdays": ["1"],
        "start_time": "14:00",
        "end_time": "17:00",
        "venue": venue.pk,
        "reception": "appointment",
        "starts_on": "2026-11-13",
        "skips_school_holidays": "on",
        "put_back": "2026-12-22 2026-12-29",
    }
    page = text_of(post(adviser, "permanence-add", **values))
    assert '22 décembre<br><span class="muted small">Remise</span>' in page
    post(adviser, "permanence-add", **values, skip_again="2026-12-29", action="save")
    written = PermanenceOccurrence.objects.order_by("pk").values_list("original_on", flat=True)
    assert date(2026, 12, 22) in written
    assert date(2026, 12, 29) not in written


def test_a_skipped_date_is_put_back_after_saving(reception, permanence):
    holiday = date(2026, 12, 25)
    page = text_of(get(reception.adviser, "permanence", permanence.pk))
    assert "Noël" in page
    post(reception.adviser, "permanence-put-back", permanence.pk, put_back=holiday.isoformat())
    assert permanence.occurrences.get(original_on=holiday).changed_at


@pytest.mark.parametrize("on", ["2026-11-03", "2026-12-25x", "2026-11-21", "9999-12-31", "\x00", ""])
def test_nothing_else_is_put_back(reception, permanence, on: str):
    before = permanence.occurrences.count()
    post(reception.adviser, "permanence-put-back", permanence.pk, put_back=on)
    assert permanence.occurrences.count() == before


def test_appointments_left_outside_are_settled_together(reception, permanence, tuesday, last_hour):
    post(reception.adviser, "permanence-cancel", tuesday.pk)
    page = get(reception.adviser, "permanence-settle", permanence.pk)
    assert "Garder quand même" in text_of(page)
    values = {f"settle-{last_hour.pk}": "cancel", f"settle-{last_hour.pk}-notify": "on", "action": "save"}
    post(reception.adviser, "permanence-settle", permanence.pk, **values)
    last_hour.refresh_from_db()
    assert last_hour.state == State.REVOKED


def test_the_end_settles_what_it_leaves(reception, permanence, last_hour):
    values = {"last_on": "2026-11-16", "action": "end", f"settle-{last_hour.pk}": "cancel"}
    post(reception.adviser, "permanence-end", permanence.pk, **values)
    last_hour.refresh_from_db()
    assert last_hour.state == State.REVOKED


def test_a_permanence_over_is_held_again(reception, permanence):
    permanences.end_permanence(permanence, last_on=date(2026, 11, 12))
    assert "Reprendre la permanence" in text_of(get(reception.adviser, "permanence", permanence.pk))
    post(reception.adviser, "permanence-reopen", permanence.pk)
    assert Permanence.objects.get().occurrences.filter(original_on=TUESDAY).exists()


def test_a_copy_starts_from_the_permanence_and_changes_nothing_of_it(reception, permanence, outsider):
    page = signed_in(reception.adviser).get(f"{address('permanence-add')}?copie={permanence.pk}")
    assert page.context["form"]["weekdays"].value() == [0, 1, 2, 3, 4]
    assert page.context["form"]["reasons"].value() == [reception.reason.pk]
    assert signed_in(outsider).get(f"{address('permanence-add')}?copie={permanence.pk}").status_code == 404


def test_what_stands_in_the_way_is_said(reception, permanence, colleague):
    balaze = builders.venue(reception.organization, name="Balazé")
    type(balaze).objects.filter(pk=balaze.pk).update(latitude=48.1686, longitude=-1.1903)
    room = builders.room(balaze, name="Salle verte")
    builders.permanence(colleague, balaze, weekdays=(1,), start=time(12), end=time(14), room=room)
    values = {
        "rhythm": "weekly-1",
        "weekdays": ["1"],
        "start_time": "12:00",
        "end_time": "13:00",
        "venue": balaze.pk,
        "room": room.pk,
        "reception": "appointment",
        "starts_on": "2026-11-13",
    }
    page = text_of(post(reception.adviser, "permanence-add", **values))
    assert "min de route entre « Centre social » et « Balazé », vous n’avez pas une minute." in page
    assert "Yann Le Goff occupe déjà la salle « Salle verte », de 12 h à 14 h." in page
    overlapping = text_of(post(reception.adviser, "permanence-add", **(values | {"start_time": "11:00", "room": ""})))
    assert "Maëlle Garnier reçoit déjà à « Centre social », de 9 h à 12 h." in overlapping


def test_several_permanences_open_in_one_save(reception, permanence):
    elsewhere = builders.venue(reception.organization, name="CCAS")
    values: dict[str, object] = {
        "form-TOTAL_FORMS": "2",
        "form-INITIAL_FORMS": "0",
        "action": "save",
        "reasons": [reception.reason.pk],
    }
    for number, (weekday, venue) in enumerate([(0, reception.venue), (2, elsewhere)]):
        values |= {
            f"form-{number}-weekday": weekday,
            f"form-{number}-start_time": "14:00",
            f"form-{number}-end_time": "17:00",
            f"form-{number}-venue": venue.pk,
            f"form-{number}-reception": "appointment",
        }
    post(reception.adviser, "permanence-week", **values)
    opened = Permanence.objects.exclude(pk=permanence.pk).order_by("pk")
    assert [(each.venue.name, list(each.reasons.all())) for each in opened] == [
        ("Centre social", [reception.reason]),
        ("CCAS", [reception.reason]),
    ]
    assert "CCAS" in text_of(get(reception.adviser, "permanence-week"))


@pytest.mark.parametrize("scope", ["one", "following", "all"])
@pytest.mark.parametrize("junk", ["\x00", "\ud800", "é" * 5000, "999999999999999999999"])
def test_junk_breaks_nothing(reception, permanence, tuesday, scope: str, junk: str):
    names = ("date", "seen", "on", "start_time", "venue", "room", "adviser", "note", "put_back", "rhythm", "submission")
    readable = junk.encode("utf-8", "replace").decode()
    values = dict.fromkeys(names, readable) | {"scope": scope, "drawn": scope, "action": "save"}
    assert post(reception.adviser, "permanence-change", permanence.pk, **values).status_code == 422
    assert permanence.occurrences.changed().count() == 0
