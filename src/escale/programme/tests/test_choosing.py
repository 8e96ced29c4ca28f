"""Filling a programme: placing, moving, taking away, skipping, adding, and every gesture taken back."""

import json
from dataclasses import asdict, replace
from datetime import date, time
from typing import Any

import pytest

from escale.programme import choosing
from escale.programme.choosing import AlreadyThere, Change, Place, SlotGone, SlotOff
from escale.programme.models import ProgrammeSlot
from escale.programme.tests import planned
from escale.programme.themes import Theme, shortened
from escale.testing import builders


@pytest.fixture
def draft(adviser):
    return planned.programme(adviser)


@pytest.fixture
def slots(draft, adviser, venue):
    return [planned.slot(draft, adviser, venue, on=date(2027, 1, day)) for day in (8, 15, 22)]


def titles(draft: Any) -> list[str]:
    return list(ProgrammeSlot.objects.filter(programme=draft).by_date().values_list("title", flat=True))


def through_a_session(change: Change) -> Change:
    return Change(**json.loads(json.dumps(asdict(change))))


def test_a_theme_is_placed_and_taken_back(draft, slots):
    change = choosing.place(slots[1], Theme(title="Mots de passe"))
    assert titles(draft) == ["", "Mots de passe", ""]
    assert choosing.undo(through_a_session(change), draft)
    assert titles(draft) == ["", "", ""]


def test_a_question_is_on_one_date_of_a_programme(draft, slots, adviser):
    theme = Theme(title="Scanner", question=planned.question(adviser))
    choosing.place(slots[0], theme)
    change = choosing.place(slots[2], theme)
    assert titles(draft) == ["", "", "Scanner"]
    choosing.undo(through_a_session(change), draft)
    assert titles(draft) == ["Scanner", "", ""]


def test_two_dates_exchange_their_themes(draft, slots):
    choosing.place(slots[0], Theme(title="Scanner", seats=4))
    choosing.place(slots[1], Theme(title="Mots de passe"))
    choosing.exchange(slots[0], slots[1])
    assert titles(draft) == ["Mots de passe", "Scanner", ""]
    assert ProgrammeSlot.objects.get(pk=slots[1].pk).seats == 4


def test_a_theme_taken_away_leaves_nothing_behind(draft, slots, adviser):
    theme = Theme(title="Scanner", question=planned.question(adviser), audience="seniors", seats=4, co_host="le CLIC")
    choosing.place(slots[0], theme)
    choosing.clear(slots[0])
    current = ProgrammeSlot.objects.select_related("question", "workshop").get(pk=slots[0].pk)
    assert Theme.of(current) == Theme()


def test_nothing_is_placed_on_a_day_off_until_it_is_put_back(draft, slots):
    choosing.skip(slots[0], why="Assemblée générale")
    with pytest.raises(SlotOff):
        choosing.place(slots[0], Theme(title="Scanner"))
    choosing.put_back(slots[0])
    choosing.place(slots[0], Theme(title="Scanner"))
    assert titles(draft)[0] == "Scanner"


def test_a_date_removed_comes_back_as_it_was(draft, slots):
    choosing.place(slots[0], Theme(title="Scanner", seats=4))
    change = choosing.remove([slots[0]])
    assert titles(draft) == ["", ""]
    assert choosing.undo(through_a_session(change), draft)
    back = ProgrammeSlot.objects.by_date()[0]
    assert (back.title, back.seats, back.on, back.start) == ("Scanner", 4, date(2027, 1, 8), time(9, 30))


def test_a_date_whose_workshop_is_published_changes_no_more_here(draft, slots, adviser, venue):
    slots[0].group = builders.group(adviser, venue)
    slots[0].save(update_fields=["group"])
    for gesture in (choosing.clear, lambda slot: choosing.place(slot, Theme(title="Scanner"))):
        with pytest.raises(SlotGone):
            gesture(slots[0])


def test_a_date_whose_workshop_is_called_off_takes_another_theme_and_back(draft, slots, adviser, venue, now):
    ProgrammeSlot.objects.filter(pk=slots[0].pk).update(group=builders.group(adviser, venue), title="Scanner")
    with pytest.raises(SlotGone):
        choosing.free(slots[0])
    group = ProgrammeSlot.objects.get(pk=slots[0].pk).group
    group.canceled_at = now
    group.save(update_fields=["canceled_at"])
    change = choosing.free(slots[0])
    assert ProgrammeSlot.objects.get(pk=slots[0].pk).is_free
    choosing.undo(through_a_session(change), draft)
    back = ProgrammeSlot.objects.get(pk=slots[0].pk)
    assert (back.group, back.title) == (group, "Scanner")


def test_a_date_is_added_once_and_moved_where_none_is(draft, slots, adviser, venue):
    at = Place(on=date(2027, 1, 29), start=time(9, 30), end=time(11, 30), venue=venue, room=None, adviser=adviser.user)
    change = choosing.add(draft, at)
    with pytest.raises(AlreadyThere):
        choosing.add(draft, at)
    with pytest.raises(AlreadyThere):
        choosing.change(slots[0], at, Theme())
    choosing.undo(through_a_session(change), draft)
    choosing.change(slots[0], replace(at, end=time(12)), Theme(title="Scanner"))
    assert list(ProgrammeSlot.objects.by_date().values_list("on", "title"))[-1] == (date(2027, 1, 29), "Scanner")


def test_undoing_what_can_no_longer_be_says_so(draft, slots, adviser, venue):
    change = choosing.remove([slots[0]])
    planned.slot(draft, adviser, venue, on=slots[0].on)
    assert not choosing.undo(through_a_session(change), draft)


def test_a_date_added_and_filled_by_somebody_since_stays(draft, slots, adviser, venue):
    at = Place(on=date(2027, 1, 29), start=time(9, 30), end=time(11, 30), venue=venue, room=None, adviser=adviser.user)
    change = choosing.add(draft, at)
    choosing.place(ProgrammeSlot.objects.get(pk=change.added[0]), Theme(title="Scanner"))
    assert not choosing.undo(through_a_session(change), draft)
    assert titles(draft) == ["", "", "", "Scanner"]


def test_long_words_are_cut_after_a_word_within_what_a_poster_holds():
    title = "Comprendre pourquoi mon téléphone me demande toujours une mise à jour"
    assert shortened(title) == "Comprendre pourquoi mon téléphone me demande toujours une…"
    assert shortened("Scanner") == "Scanner"
    assert len(shortened("é" * 80)) == 60
