import re
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command

from escale.accounts.models import Organization
from escale.french.plain_language import hints
from escale.sheets import reading, starters
from escale.sheets.models import Licence, ResourceSheet, SheetKind
from escale.sheets.starters import Starter
from escale.testing import builders
from escale.writing.blocks import Device

LIBRARY = {each.slug: each for each in starters.library()}
SHOWN_ON_SCREEN = re.compile("« (?:Ce PC|DCIM|OK) »|« (?:Stockage interne) »")
"""What is written on the device itself: it can’t be said otherwise."""
FEWEST_STEPS, MOST_STEPS = 4, 17
MOST_SIGNS_OF_A_STEP = 130


def _sheet(slug: str) -> ResourceSheet:
    starter = LIBRARY[slug]
    return starters._row(starter, set(), now=builders.NOW)


def test_twenty_six_sheets_for_people_and_five_tools_come_with_escale():
    kinds = [each.draft.meta.kind for each in LIBRARY.values()]
    assert kinds.count(SheetKind.HOW_TO) == 26
    assert sorted(kind for kind in kinds if kind != SheetKind.HOW_TO) == ["exercise", "kit", "kit", "method", "site"]


@pytest.mark.parametrize("slug", LIBRARY)
def test_a_sheet_is_wholly_understood_and_says_what_is_needed_of_it(slug: str):
    draft = LIBRARY[slug].draft
    assert draft.left_out == ()
    assert all((draft.meta.title, draft.meta.sentence, draft.meta.topics, draft.meta.level, draft.meta.minutes))
    assert draft.meta.sentence.endswith(".")
    assert (draft.meta.licence, draft.meta.credit) == (Licence.CC_BY_SA, "Escale")
    assert draft.meta.read_again_on is not None


@pytest.mark.parametrize("slug", LIBRARY)
def test_a_sheet_is_written_for_everybody(slug: str):
    sheet = _sheet(slug)
    lines = [sheet.title, *reading.text_of(sheet).splitlines()]
    told = {line: hints(SHOWN_ON_SCREEN.sub("le mot", line)) for line in lines}
    assert {line: said for line, said in told.items() if said} == {}


@pytest.mark.parametrize("slug", LIBRARY)
def test_a_sheet_ends_by_what_one_knows_how_to_do(slug: str):
    last = LIBRARY[slug].draft.body[-1]
    assert last["type"] == "box"
    assert last["value"]["title"] == "Vous savez faire ?"
    assert last["value"]["text"].count("<li>") == 3


@pytest.mark.parametrize("slug", [slug for slug, each in LIBRARY.items() if each.draft.meta.kind == SheetKind.HOW_TO])
def test_a_sheet_for_people_goes_step_by_step(slug: str):
    steps = [block["value"] for block in LIBRARY[slug].draft.body if block["type"] == "step"]
    assert FEWEST_STEPS <= len(steps) <= MOST_STEPS
    for step in steps:
        assert len(re.sub("<[^>]+>", "", step["text"])) <= MOST_SIGNS_OF_A_STEP
        devices = [version["device"] for version in step["versions"]]
        assert devices == [device for device in Device.values if device in devices]


@pytest.mark.parametrize("slug", LIBRARY)
def test_links_of_a_sheet_are_whole_and_say_where_they_lead(slug: str):
    sheet = _sheet(slug)
    text = reading.text_of(sheet)
    for address in reading.links_of(sheet):
        assert re.fullmatch(r"https://[a-z0-9.-]+\.(?:fr|org|net)", address)
        if address != sheet.url:
            assert address.removeprefix("https://").removeprefix("www.") in text


@pytest.mark.django_db
def test_loading_again_changes_nothing(now: datetime):
    assert starters.load(now=now) == len(LIBRARY)
    before = list(ResourceSheet.objects.order_by("pk").values())
    assert starters.load(now=now + timedelta(days=1)) == 0
    assert list(ResourceSheet.objects.order_by("pk").values()) == before
    assert {row["starter"] for row in before} == set(LIBRARY)
    assert reading.published_sheets().count() == 26


@pytest.mark.django_db
def test_what_the_editor_marks_is_no_change(now: datetime):
    starters.load(now=now)
    sheet = ResourceSheet.objects.get(starter="envoyer-un-mail")
    list(sheet.body)
    sheet.body = sheet.body.get_prep_value()
    sheet.save()
    assert starters.load(now=now) == 0


@pytest.mark.django_db
def test_a_new_version_changes_the_shipped_sheet_and_leaves_its_copy(
    organization: Organization, now: datetime, monkeypatch: pytest.MonkeyPatch
):
    starters.load(now=now)
    shipped = ResourceSheet.objects.get(starter="envoyer-un-mail")
    copy = ResourceSheet.objects.create(
        organization=organization,
        title=shipped.title,
        slug="notre-envoyer-un-mail",
        starter=shipped.starter,
        copied_from=shipped,
        body=shipped.body,
    )
    ResourceSheet.objects.filter(pk=shipped.pk).update(title="Écrire un mail", body="[]", liked=4)
    assert starters.load(now=now) == 1
    shipped.refresh_from_db()
    copy.refresh_from_db()
    assert (shipped.title, shipped.liked) == ("Envoyer un mail", 4)
    assert reading.text_of(shipped).startswith("Écrire un message")
    assert copy.title == "Envoyer un mail"
    assert copy.organization == organization


@pytest.mark.django_db
def test_a_sheet_whose_file_is_gone_is_not_shown_any_more(now: datetime, monkeypatch: pytest.MonkeyPatch):
    starters.load(now=now)
    kept = tuple(each for each in starters.library() if each.slug != "envoyer-un-mail")
    monkeypatch.setattr(starters, "library", lambda: kept)
    assert starters.load(now=now) == 1
    assert not ResourceSheet.objects.get(starter="envoyer-un-mail").live
    monkeypatch.undo()
    assert starters.load(now=now) == 1
    assert ResourceSheet.objects.get(starter="envoyer-un-mail").live


@pytest.mark.django_db
def test_an_address_somebody_has_already_is_left_to_her(organization: Organization, now: datetime):
    ResourceSheet.objects.create(organization=organization, title="Notre mail", slug="envoyer-un-mail")
    starters.load(now=now)
    assert ResourceSheet.objects.get(starter="envoyer-un-mail").slug == "envoyer-un-mail-escale"


def test_a_starter_was_read_a_year_before_it_is_to_be_read_again():
    starter: Starter = LIBRARY["envoyer-un-mail"]
    assert starter.draft.meta.read_again_on is not None
    assert starter.read_at is not None
    assert starter.read_at.date().isoformat() == starter.draft.meta.read_again_on.isoformat().replace("2027", "2026")


@pytest.mark.django_db
def test_an_operator_may_load_them_by_hand(capsys: pytest.CaptureFixture[str]):
    call_command("load_sheets")
    call_command("load_sheets")
    assert capsys.readouterr().out.replace("\u00a0", " ") == "31 fiches mises à jour.\n0 fiche mise à jour.\n"
