"""A code serves once and is guessed at five times, even when several browsers try at the same instant."""

from functools import partial

import pytest

from escale.myspace import codes, links
from escale.myspace.codes import CodeOver, WrongCode
from escale.myspace.models import MOST_TRIES, CodePurpose, SpaceCode
from escale.testing.builders import NOW
from escale.testing.races import at_once, database_on_disk, met

__all__ = ["database_on_disk"]

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 8


@pytest.fixture
def code(database_on_disk: None) -> SpaceCode:
    return codes.ask("+33639980042", purpose=CodePurpose.OPEN, organization=None, now=NOW)


def use(code: SpaceCode, digits: str) -> str:
    return codes.use(code.pk, digits, purpose=CodePurpose.OPEN, now=NOW)


def test_of_several_right_answers_at_once_one_opens(code: SpaceCode) -> None:
    got = at_once([partial(use, code, links.digits_of(code))] * TOGETHER)
    assert [each for each in got if isinstance(each, str)] == ["+33639980042"]


def test_of_several_guesses_at_once_five_are_looked_at(code: SpaceCode) -> None:
    wrong = f"{(int(links.digits_of(code)) + 1) % 10**6:06d}"
    got = at_once([partial(use, code, wrong)] * TOGETHER)
    assert sum(isinstance(each, WrongCode) for each in got) == MOST_TRIES
    assert sum(isinstance(each, CodeOver) for each in got) == TOGETHER - MOST_TRIES


def test_counting_in_this_process_lets_more_guesses_through(code: SpaceCode) -> None:
    """The control: what is read, compared here and written back forgets what others tried meanwhile."""

    read = met(SpaceCode.objects.get, TOGETHER)

    def naive() -> bool:
        found = read(pk=code.pk)
        SpaceCode.objects.filter(pk=code.pk).update(tries=found.tries + 1)
        return found.tries < MOST_TRIES

    assert sum(at_once([naive] * TOGETHER)) == TOGETHER > MOST_TRIES
