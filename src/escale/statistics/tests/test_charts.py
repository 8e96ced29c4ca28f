"""Where the pieces of a chart stand, and what is said of it to who can't see it."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from escale.statistics import charts
from escale.statistics.marks import MASKED, Row


def test_the_longest_bar_takes_the_whole_width_and_the_others_their_share():
    drawn = charts.bars(
        "sujets", "Sujets", [Row(label="E-mail", number=40), Row(label="Santé", number=10)], unit="fois"
    )
    assert [(bar.y, bar.width) for bar in drawn.bars] == [(0, 400), (46, 100)]


def test_a_chart_is_said_in_one_sentence():
    drawn = charts.bars(
        "sujets", "Sujets", [Row(label="Santé", number=10), Row(label="E-mail", number=40)], unit="fois"
    )
    assert drawn.said == "E-mail vient en tête avec 40 fois, puis Santé avec 10."


def test_a_masked_number_has_no_bar_and_says_so():
    drawn = charts.bars("age", "Âge", [Row(label="Moins de 12 ans", number=None)], unit="personnes")
    assert [(bar.width, bar.row.shown) for bar in drawn.bars] == [(0, MASKED)]


def test_a_chart_draws_twelve_bars_and_its_table_holds_every_line():
    rows = [Row(label=str(n), number=n) for n in range(20, 0, -1)]
    drawn = charts.bars("communes", "Communes", rows, unit="personnes")
    assert (len(drawn.bars), len(drawn.rows)) == (12, 20)


def test_lines_share_a_scale_of_round_steps():
    drawn = charts.lines("mois", "Mois", ["2026-01", "2026-02"], [("Rendez-vous", [38, 58])], unit="fois")
    assert [label for label, _ in drawn.ticks] == ["0", "20", "40", "60"]
    assert drawn.best is not None
    assert drawn.best[0] == "58 en févr."


def test_a_masked_month_breaks_its_line():
    months = ["2026-01", "2026-02", "2026-03"]
    drawn = charts.lines("mois", "Mois", months, [("Ateliers", [12, None, 24])], unit="fois")
    assert len(drawn.series[0].runs) == 2
    assert list(drawn.series[0].cells) == ["12", MASKED, "24"]


def test_the_words_at_the_end_of_two_lines_never_cover_each_other():
    drawn = charts.lines("mois", "Mois", ["2026-01"], [("Rendez-vous", [40]), ("Ateliers", [41])], unit="fois")
    first, second = (one.label_y for one in drawn.series)
    assert abs(first - second) >= charts.LABEL_STEP


def test_the_north_is_above_and_the_place_of_most_people_is_the_largest():
    drawn = charts.dots("carte", "Carte", [("Vitré", 48.12, -1.21, 30), ("Laval", 48.07, -0.77, 3)])
    vitre, laval = drawn.dots
    assert (vitre.label, laval.label) == ("Vitré", "Laval")
    assert vitre.y < laval.y
    assert vitre.x < laval.x
    assert vitre.radius > laval.radius
    assert drawn.said == "La plupart des personnes viennent de Vitré (30), puis de Laval (3)."


def test_a_name_is_left_out_where_a_larger_place_has_written_its_own():
    places = [("Argentré-du-Plessis", 48.06, -1.15, 32), ("Étrelles", 48.06, -1.19, 14), ("Balazé", 48.2, -1.2, 20)]
    drawn = charts.dots("carte", "Carte", places)
    assert [dot.label for dot in drawn.dots] == ["Argentré-du-Plessis", "Balazé", ""]


def test_lines_are_said_with_their_months_in_full():
    drawn = charts.lines("mois", "Mois", ["2026-08", "2026-09"], [("Ateliers", [3, 5])], unit="fois")
    assert drawn.said == "Ateliers : 3 en août, 5 en septembre, au plus 5 en septembre."


@pytest.mark.parametrize(
    ("template", "chart"),
    [
        ("bars", charts.bars("b", "B", [Row(label="E-mail", number=4_003), Row(label="Santé", number=7)], unit="fois")),
        ("lines", charts.lines("l", "L", ["2026-01", "2026-02"], [("Un", [38, 58]), ("Deux", [7, 11])], unit="fois")),
        ("dots", charts.dots("d", "D", [("Vitré", 48.12, -1.21, 30), ("Laval", 48.07, -0.77, 3)])),
    ],
)
def test_what_places_a_piece_is_a_whole_number_in_every_language(template, chart):
    with translation.override("fr"):
        drawn = render_to_string(f"statistics/{template}.html", {"chart": chart})
    placed = re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|r|dy|width|height|d|transform)="([^"]*)"', drawn)
    assert placed
    assert not [value for value in placed if re.search(r"\d,\d", value)]
