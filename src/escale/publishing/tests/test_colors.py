"""Colours that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.publishing import colors

every_color = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_the_contrast_is_the_one_of_the_web_guidelines():
    assert colors.contrast("#000000", "#ffffff") == 21
    assert colors.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize(("color", "side"), [("#0a343e", "tinted"), ("#ffc93c", "light"), ("#ffffff", "light")])
def test_a_ground_takes_white_or_ink(color, side):
    assert colors.side(color) == side


def test_a_color_that_can_be_read_is_kept_and_another_moves_to_the_nearest():
    assert colors.kept_or_nearest("#7a1f5c") == "#7a1f5c"
    assert colors.kept_or_nearest("#e2001a") == "#b40015"


@given(every_color)
def test_the_nearest_color_can_always_be_read(color):
    nearest = colors.kept_or_nearest(color)
    assert colors.is_color(nearest)
    assert colors.contrast(nearest, colors.ink_on(nearest)) >= colors.READABLE


@pytest.mark.parametrize("text", ["", "red", "#fff", "#12345G", "#123456;}", "#123456\n"])
def test_nothing_but_six_digits_is_a_color(text):
    assert not colors.is_color(text)
