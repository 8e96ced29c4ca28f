"""How people heard of us: every answer in words, and few enough of them proposed at once."""

from escale.people import acquisition
from escale.people.models import Acquisition


def values(*channels: str, most: int | None = None, also: str = "") -> list[str]:
    return [value for value, _ in acquisition.asked(channels, most=most, also=also)]


def test_every_answer_has_its_words_but_otherwise() -> None:
    assert {*acquisition.THROUGH} == {*Acquisition} - {Acquisition.OTHER}


def test_without_channels_the_usual_answers_are_proposed() -> None:
    assert values() == ["newspaper", "poster", "word_of_mouth", "social_center", "city_app", "other"]


def test_channels_are_proposed_in_their_order_once_each_after_what_people_say() -> None:
    assert values("radio", "poster", "radio", "") == ["word_of_mouth", "social_center", "radio", "poster", "other"]


def test_the_public_never_reads_more_than_eight_answers_and_otherwise_is_last() -> None:
    everything = values(*Acquisition.values, most=acquisition.MOST_ASKED)
    assert (len(everything), everything[-1]) == (acquisition.MOST_ASKED, "other")


def test_what_is_known_already_is_proposed_whatever_the_limit() -> None:
    assert values("radio", "poster", most=3, also="poster") == ["word_of_mouth", "social_center", "poster", "other"]
    assert values(also="other") == values()


def test_sentences() -> None:
    assert [acquisition.sentence(said) for said in ("newspaper", "flyer", "other", "")] == [
        "nous a connus par le journal",
        "nous a connus par un papier reçu chez soi",
        "nous a connus autrement",
        "",
    ]
