"""Searches without answer: near which communes, how many kept a day."""

from datetime import date, timedelta

import pytest

from escale.places import communes
from escale.questions import searches
from escale.questions.models import UnansweredSearch
from escale.questions.searches import Unanswered

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 16)
VITRE, NICE = "35360", "06088"


def test_those_near_a_commune_are_shown_with_those_that_name_none():
    for code in (VITRE, NICE):
        searches.keep("tableur", commune=communes.by_code(code), on=TODAY)
    searches.keep("Parler anglais", commune=None, on=TODAY)
    searches.keep("parler anglais", commune=None, on=TODAY - timedelta(days=1))
    assert searches.near([VITRE], on=TODAY) == [
        Unanswered("parler anglais", "", 2),
        Unanswered("tableur", "Vitré", 1),
    ]


def test_old_ones_are_shown_no_more():
    searches.keep("tableur", commune=None, on=TODAY - timedelta(days=searches.SHOWN_DAYS))
    assert searches.near([VITRE], on=TODAY) == []


def test_a_day_keeps_so_many_different_ones_and_counts_the_known_ones_still(monkeypatch):
    monkeypatch.setattr(searches, "MOST_A_DAY", 2)
    for words in ("tableur", "anglais", "imprimer", "tableur"):
        searches.keep(words, commune=None, on=TODAY)
    counts = UnansweredSearch.objects.order_by("words").values_list("words", "times")
    assert list(counts) == [("anglais", 1), ("tableur", 2)]
