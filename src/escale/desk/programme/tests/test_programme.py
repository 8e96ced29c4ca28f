"""The programme on the screen: made in one page, filled by gestures that are all taken back, lists that read alike."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.desk.programme import memory
from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.programme.tests import planned
from escale.questions.models import HeardFrom, RecurringQuestion
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text, undo_of, words

HOME = "/equipe/programme/"


@pytest.fixture
def client(adviser, now):
    with time_machine.travel(now, tick=False):
        yield signed_in(adviser)


@pytest.fixture
def draft(adviser):
    return planned.programme(adviser)


@pytest.fixture
def slots(draft, adviser, venue):
    return [planned.slot(draft, adviser, venue, on=date(2027, 1, day)) for day in (8, 15, 22)]


def typed(adviser: Any, venue: Any, **values: object) -> dict[str, object]:
    given: dict[str, object] = {
        "term": "2027-01-04_2027-03-31",
        "weekdays": ["4"],
        "start": "09:30",
        "end": "11:30",
        "venue": venue.pk,
        "adviser": adviser.pk,
        "submission": str(uuid4()),
    }
    return given | values


def undo(client: Any, programme: Programme) -> Any:
    """The button of the last gesture."""
    gesture = client.session.get(memory.KEY, {}).get("name", "")
    return client.post(f"{HOME}{programme.pk}/defaire/?geste={gesture}", follow=True)


def titles(programme: Programme) -> list[str]:
    return list(ProgrammeSlot.objects.filter(programme=programme).by_date().values_list("title", flat=True))


def test_before_the_first_one_the_page_says_what_to_do(client):
    assert "Aucun programme." in text(client.get(HOME))


def test_without_a_venue_the_page_says_so(client):
    assert "Aucun lieu." in text(client.get(f"{HOME}ajouter/"))


def test_a_quarter_is_made_in_one_page_without_the_holidays(client, adviser, venue):
    page = client.post(f"{HOME}ajouter/", typed(adviser, venue), follow=True)
    said = words(page)
    assert "Programme de janvier à mars" in said
    assert "Vendredis du trimestre de 9 h 30 à 11 h 30" in said
    assert "Vacances d’hiver : pas d’atelier les 26 février et 5 mars" in said
    assert "0 vendredi sur 10 a un thème" in said


def test_other_dates_are_typed_and_checked(client, adviser, venue):
    sent = typed(adviser, venue, term="autres", starts_on="2027-07-31", ends_on="2027-07-01")
    page = client.post(f"{HOME}ajouter/", sent)
    assert page.status_code == 422
    assert "La fin vient avant le début." in text(page)
    client.post(f"{HOME}ajouter/", sent | {"ends_on": "2027-08-31", "title": "L’été au parc"})
    made = Programme.objects.get()
    assert (made.title, made.starts_on, made.ends_on) == ("L’été au parc", date(2027, 7, 31), date(2027, 8, 31))


def test_the_rhythm_needs_a_day_and_nothing_typed_is_lost(client, adviser, venue):
    page = client.post(f"{HOME}ajouter/", typed(adviser, venue, weekdays=[], title="Nos vendredis"))
    assert page.status_code == 422
    assert "Choisissez au moins un jour de la semaine." in text(page)
    assert "Nos vendredis" in text(page)


def test_a_need_is_placed_moved_and_taken_back(client, adviser, draft, slots):
    asked = planned.question(adviser, times=17)
    place = f"{HOME}{draft.pk}/placer/"
    page = client.post(place, {"besoin": f"question-{asked.pk}", "date": slots[1].pk}, follow=True)
    assert "« Scanner et envoyer un document » : vendredi 15 janvier." in text(page)
    assert titles(draft) == ["", asked.title, ""]
    client.post(place, {"besoin": f"date-{slots[1].pk}", "date": slots[2].pk})
    assert titles(draft) == ["", "", asked.title]
    assert "C’est défait." in text(undo(client, draft))
    assert titles(draft) == ["", asked.title, ""]
    assert "Il n’y a plus rien à défaire." in text(undo(client, draft))


def test_what_another_programme_keeps_is_not_undone_here(client, adviser, draft, slots):
    client.post(f"{HOME}dates/{slots[0].pk}/", {"title": "Scanner"})
    other = planned.programme(adviser)
    undo(client, other)
    assert titles(draft)[0] == "Scanner"
    undo(client, draft)
    assert titles(draft)[0] == ""


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        ("2026-09-01", "2026-11-12", "Cette période est finie."),
        ("2031-09-01", "2031-12-12", "C’est dans plus de deux ans."),
        ("2099-12-01", "2099-12-31", "C’est dans plus de deux ans."),
    ],
)
def test_a_term_nobody_can_plan_is_refused_and_stays_typed(client, adviser, venue, starts_on, ends_on, said):
    sent = typed(adviser, venue, term="autres", starts_on=starts_on, ends_on=ends_on)
    answer = client.post(f"{HOME}ajouter/", sent)
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{ends_on}"' in text(answer)
    assert not Programme.objects.exists()


def test_a_series_that_is_there_already_adds_nothing(client, adviser, draft, venue):
    sent = typed(adviser, venue)
    client.post(f"{HOME}{draft.pk}/serie/", sent)
    count = len(titles(draft))
    assert "Toutes ces dates y sont déjà" in text(client.post(f"{HOME}{draft.pk}/serie/", sent, follow=True))
    assert len(titles(draft)) == count > 3


def test_a_theme_for_a_date_published_meanwhile_says_it_changed(client, adviser, venue, draft, slots):
    ProgrammeSlot.objects.filter(pk=slots[0].pk).update(group=builders.group(adviser, venue), title="Scanner")
    answer = client.post(f"{HOME}dates/{slots[0].pk}/", {"title": "Mots de passe"}, follow=True)
    assert "Cette date vient de changer." in text(answer)
    assert titles(draft)[0] == "Scanner"


def test_an_older_button_undoes_nothing(client, draft, slots):
    first = undo_of(client.post(f"{HOME}dates/{slots[0].pk}/", {"title": "Scanner"}, follow=True))
    client.post(f"{HOME}dates/{slots[1].pk}/", {"title": "Mots de passe"})
    assert "Il n’y a plus rien à défaire." in text(client.post(first, follow=True))
    assert titles(draft) == ["Scanner", "Mots de passe", ""]


def test_what_a_colleague_did_since_is_not_undone(client, draft, slots):
    client.post(f"{HOME}dates/{slots[0].pk}/", {"title": "Scanner"})
    ProgrammeSlot.objects.filter(pk=slots[0].pk).update(title="Mots de passe")
    assert "Ces dates ont changé depuis : rien n’a été défait." in text(undo(client, draft))
    assert titles(draft)[0] == "Mots de passe"


@pytest.mark.parametrize("sent", [{"besoin": "question-0"}, {"besoin": ""}, {"besoin": "date-9999999999999999999999"}])
def test_a_need_that_is_gone_changes_nothing(client, draft, slots, sent):
    page = client.post(f"{HOME}{draft.pk}/placer/", sent | {"date": slots[0].pk}, follow=True)
    assert "Cette date vient de changer." in text(page)
    assert titles(draft) == ["", "", ""]


def test_a_theme_from_the_catalogue_or_in_ones_own_words(client, adviser, draft, slots):
    workshop = builders.workshop(adviser.organization)
    page = client.get(f"{HOME}dates/{slots[0].pk}/", {"q": "visio"})
    assert "Faire une visio avec sa famille" in text(page)
    client.post(f"{HOME}dates/{slots[0].pk}/", {"atelier": workshop.pk})
    client.post(f"{HOME}dates/{slots[1].pk}/", {"title": "Café des questions"})
    assert titles(draft) == [workshop.title, "Café des questions", ""]
    assert client.post(f"{HOME}dates/{slots[2].pk}/", {"title": ""}).status_code == 422


def test_a_date_is_changed_in_full_then_skipped_then_put_back(client, adviser, venue, draft, slots):
    page = f"{HOME}dates/{slots[0].pk}/"
    sent = typed(
        adviser, venue, on="2027-01-09", title="Scanner", audience="seniors", seats=4, start="14:00", end="16:00"
    )
    client.post(f"{page}modifier/", sent)
    changed = ProgrammeSlot.objects.get(pk=slots[0].pk)
    assert (changed.on, changed.title, changed.seats) == (date(2027, 1, 9), "Scanner", 4)
    assert client.post(f"{page}sauter/", {"why": ""}).status_code == 422
    client.post(f"{page}sauter/", {"why": "Assemblée générale"})
    assert "Assemblée générale : pas d’atelier le 9 janvier" in text(client.get(f"{HOME}{draft.pk}/"))
    client.post(f"{page}remettre/")
    assert ProgrammeSlot.objects.get(pk=slots[0].pk).is_free


def test_a_date_of_yesterday_is_refused(client, adviser, venue, slots):
    sent = typed(adviser, venue, on="2026-11-12", audience="everyone", seats=4)
    page = client.post(f"{HOME}dates/{slots[0].pk}/modifier/", sent)
    assert page.status_code == 422
    assert "Ce jour est déjà là." in text(page)


def test_dates_are_added_one_by_one_or_by_series_and_removed(client, adviser, colleague, venue, draft, slots):
    sent = typed(adviser, venue, on="2027-01-29")
    client.post(f"{HOME}{draft.pk}/date/", sent)
    assert "déjà une date de cette personne" in text(client.post(f"{HOME}{draft.pk}/date/", sent))
    client.post(f"{HOME}{draft.pk}/serie/", typed(colleague, venue, weekdays=["1"]))
    assert ProgrammeSlot.objects.filter(programme=draft, adviser=colleague.user).count() > 5
    assert "animé par Yann" in text(client.get(f"{HOME}{draft.pk}/relire/"))
    undo(client, draft)
    assert not ProgrammeSlot.objects.filter(adviser=colleague.user).exists()
    client.post(f"{HOME}dates/{slots[0].pk}/retirer/")
    assert len(titles(draft)) == 3


def test_an_idea_becomes_a_question_like_any_other(client, draft):
    page = client.post(
        f"{HOME}{draft.pk}/idee/", {"text": "Retrouver une photo", "heard_from": HeardFrom.SENIORS}, follow=True
    )
    assert "Retrouver une photo" in text(page)
    assert RecurringQuestion.objects.get().wordings.get().heard_from == HeardFrom.SENIORS


def test_only_one_public_at_once(client, adviser, draft, slots):
    planned.question(adviser)
    said = text(client.get(f"{HOME}{draft.pk}/", {"public": "young"}))
    assert "Rien de noté pour ce public." in said


def test_a_programme_is_renamed_put_aside_and_taken_back(client, draft):
    client.post(f"{HOME}{draft.pk}/modifier/", {"title": "L’hiver au chaud", "introduction": "Venez."})
    client.post(f"{HOME}{draft.pk}/ecarter/")
    assert "Aucun programme." in text(client.get(HOME))
    client.post(f"{HOME}{draft.pk}/reprendre/")
    assert "L’hiver au chaud" in text(client.get(HOME))


def test_the_themes_of_a_term_are_taken_up_for_another(client, adviser, venue, draft, slots):
    for slot, title in zip(slots, ("Un", "Deux", "Trois"), strict=True):
        client.post(f"{HOME}dates/{slot.pk}/", {"title": title})
    sent = {"term": "2027-04-01_2027-06-30", "submission": str(uuid4())}
    client.post(f"{HOME}{draft.pk}/copier/", sent)
    client.post(f"{HOME}{draft.pk}/copier/", sent)
    copy = Programme.objects.get(copied_from=draft)
    kept = [title for title in titles(copy) if title]
    assert (copy.title, kept, copy.stage) == ("Programme d’avril à juin", ["Un", "Deux", "Trois"], Stage.DRAFT)


def test_the_list_and_the_board_read_as_much_for_one_as_for_three(client, adviser, venue, draft):
    addresses, counts = (HOME, f"{HOME}{draft.pk}/", f"{HOME}{draft.pk}/relire/"), []
    planned.slot(draft, adviser, venue, on=date(2027, 3, 26), title="Scanner")
    for address in addresses:  # Who receives for the first time gets her resource then.
        client.get(address)
    for wanted in (1, 3):
        for number in range(wanted):
            planned.slot(draft, adviser, venue, on=date(2027, wanted, number + 1), title="Scanner")
            planned.question(adviser, f"Question {wanted}-{number}")
            planned.programme(adviser)
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
