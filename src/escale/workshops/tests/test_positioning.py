"""How far somebody is: three questions, eight more, a level with its reasons."""

from hypothesis import given
from hypothesis import strategies as st

from escale.french import plain_language
from escale.workshops import positioning
from escale.workshops.models import Level, Mastery
from escale.workshops.positioning import BASICS, EVERY, FIRST, MORE, POINTS, Positioned, Question

RANKS = {Level.BEGINNER: 1, Level.INTERMEDIATE: 2, Level.ADVANCED: 3}
ABILITIES = st.fixed_dictionaries({each.code: st.sampled_from(Mastery) for each in EVERY})


def asked(able: dict[str, Mastery], *, and_more: bool = True) -> dict[str, str]:
    """What somebody answers to the questions she is really asked."""
    first = {each.code: able[each.code].value for each in FIRST}
    following = positioning.next_questions(first) if and_more else ()
    return first | {each.code: able[each.code].value for each in following}


def rank(answers: dict[str, str]) -> int:
    found = positioning.level_of(answers)
    assert found is not None
    return RANKS[found.level]


@given(ABILITIES, st.data())
def test_whoever_can_do_more_never_gets_a_lower_level(able: dict[str, Mastery], data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(EVERY))
    better = data.draw(st.sampled_from([each for each in Mastery if POINTS[each] >= POINTS[able[question.code]]]))
    assert rank(asked(able | {question.code: better})) >= rank(asked(able))


@given(ABILITIES)
def test_answering_the_eight_questions_never_lowers_what_the_first_three_gave(able: dict[str, Mastery]) -> None:
    assert rank(asked(able)) >= rank(asked(able, and_more=False))


@given(st.dictionaries(st.text(max_size=10) | st.sampled_from([each.code for each in EVERY]), st.text(max_size=10)))
def test_whatever_was_sent_is_read_without_a_failure(sent: dict[str, str]) -> None:
    assert set(positioning.clean(sent)) <= {each.code for each in EVERY}
    positioning.level_of(sent)


def test_no_answer_gives_no_level() -> None:
    assert positioning.level_of({"sort": "alone", "use": "?"}) is None


def test_the_extremes_are_the_first_and_the_last_level() -> None:
    assert rank(asked(dict.fromkeys([each.code for each in EVERY], Mastery.NOT_YET))) == 1
    assert rank(asked(dict.fromkeys([each.code for each in EVERY], Mastery.ALONE))) == 3


def test_the_reasons_say_what_she_does_alone_with_help_and_not_yet() -> None:
    answers = {"use": "alone", "search": "with_help", "mail": "not_yet", "read": "alone"}
    assert positioning.level_of(answers) == Positioned(
        level=Level.BEGINNER,
        reasons=[
            "Seul\u00a0: ouvrir ce qu’on veut, lire un mail.",
            "Avec de l’aide\u00a0: chercher sur internet.",
            "Pas encore\u00a0: envoyer un mail.",
            "Sans réponse\u00a0: 7 sur 11.",
        ],
    )


def test_there_are_three_questions_then_eight_whatever_the_first_answers() -> None:
    assert [len(each) for each in (FIRST, BASICS, MORE)] == [3, 8, 8]
    assert len({each.code for each in EVERY}) == len(EVERY)


def test_every_question_is_in_plain_words() -> None:
    def sentences(question: Question) -> list[str]:
        return [question.mine, question.asked, question.short]

    assert [hint for each in EVERY for text in sentences(each) for hint in plain_language.hints(text)] == []
