"""Words measured before they are laid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.publishing.rendering.fitting import STEPS, Face, Text, balanced, fitted, line_step, step_of, wrapped

pytestmark = pytest.mark.looks

TITLE = Text(text="Mes photos : du téléphone à l'ordinateur", face=Face.TITLE, size=11.8, width=88, leading=0.96)
words = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzéÉMW-’ "), min_size=1, max_size=80).map(str.strip)


def test_a_title_takes_the_largest_step_and_even_lines():
    found = fitted(TITLE, height=34.5)
    assert found.step == 100
    assert found.lines == ["Mes photos\u00a0:", "du téléphone", "à l’ordinateur"]


def test_a_lower_box_takes_a_lower_step():
    assert fitted(TITLE, height=20).step < 100


def test_texts_one_under_the_other_share_one_step():
    long = Text(text="mot " * 40, face=Face.PLAIN, size=3, width=40, leading=1.25)
    assert step_of([long], height=100) == 100
    assert step_of([long, long, long], height=30) < step_of([long], height=30)
    assert step_of([long] * 9, height=5, least=64) == 64


def test_texts_side_by_side_share_one_line():
    assert line_step([("Réservez", Face.BOLD, 3), ("02 61 91 05 12", Face.TITLE, 5)], width=80) == 100
    assert line_step([("Réservez", Face.BOLD, 3), ("02 61 91 05 12" * 3, Face.TITLE, 5)], width=80) == 70


@given(words)
def test_no_line_is_longer_than_its_room_and_no_letter_is_lost(text):
    lines = wrapped(text, face=Face.BOLD, room=6)
    assert all(Face.BOLD.width(line) <= 6 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(words, st.sampled_from(STEPS))
def test_even_lines_are_as_many_as_needed_and_each_fits(text, step):
    title = Text(text=text, face=Face.TITLE, size=11.8, width=88, leading=0.96)
    even, room = balanced(title, step), 88 / (11.8 * step / 100)
    assert len(even) == len(title.lines(step))
    assert all(Face.TITLE.width(line) <= room or len(line) == 1 for line in even)
