"""Colours that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale import colors

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


def test_darkened_is_the_first_darker_colour_read_on_every_ground():
    grounds = ("#ffffff", "#e3edec")
    darker = colors.darkened("#e2a100", grounds=grounds)
    assert colors.reads_on(darker, grounds)
    assert not colors.reads_on("#e2a100", grounds)
    assert colors.darkened(darker, grounds=grounds) == darker


def test_lightened_is_the_first_lighter_colour_read_on_every_ground():
    lighter = colors.lightened("#0a4652", grounds=("#0b191e", "#1b343b"))
    assert colors.reads_on(lighter, ("#0b191e", "#1b343b"))
    assert colors.contrast(lighter, "#1b343b") < 7.3


def test_no_colour_is_read_on_both_white_and_black():
    assert colors.darkened("#777777", grounds=("#ffffff", "#000000")) == "#000000"
    assert colors.lightened("#777777", grounds=("#ffffff", "#000000")) == "#ffffff"


def test_a_share_of_a_colour_in_another():
    assert colors.mixed("#000000", "#ffffff", share=0.2) == "#cccccc"
