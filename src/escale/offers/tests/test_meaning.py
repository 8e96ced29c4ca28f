"""What labels and titles of other sites mean here, and what the team adds."""

from dataclasses import replace

import pytest

from escale.offers import meaning
from escale.offers.meaning import Meant, meant, understood
from escale.offers.models import ForeignKind
from escale.offers.said import Said
from escale.topics import Topic
from escale.workshops.models import Audience

SAID = Said(uid="1", kind=ForeignKind.SESSION, title="Rendez-vous du mardi")


@pytest.mark.parametrize("topic", [*Topic])
def test_our_own_labels_and_codes_come_back_as_they_left(topic: Topic) -> None:
    assert understood(topic.label, own={}) == [topic]
    assert understood(topic.value, own={}) == [topic]


def test_every_code_of_the_table_is_one_of_ours() -> None:
    lines = [line.split(" ")[0] for line in meaning.FILE.read_text(encoding="utf-8").splitlines()]
    codes = {code for code in lines if code not in {"", "#", meaning.NOTHING}}
    assert codes <= {*Topic.values, *Audience.values}


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("Photos", [Topic.CONTENTS]),
        ("E-MAILS", [Topic.EMAIL]),
        ("Réseaux sociaux", [Topic.SOCIAL_MEDIA]),
        ("Initiation au smartphone", [Topic.EQUIPMENT]),
        ("Seniors", [Audience.SENIORS]),
        ("Tout public", [Audience.EVERYONE]),
        ("Numérique", [meaning.NOTHING]),
        ("Jardinage", []),
    ],
)
def test_a_label_is_understood_whatever_its_accents_and_its_plural(word: str, codes: list[str]) -> None:
    assert understood(word, own={}) == codes


def test_labels_say_the_subject_and_the_public_and_the_title_only_when_they_are_silent() -> None:
    said = replace(SAID, title="Imprimer ses photos", words=("Arnaques", "Retraités", "Jardinage"))
    assert meant(said, own={}) == Meant(topics=[Topic.SAFETY], audience=Audience.SENIORS, unknown=["Jardinage"])
    silent = replace(said, words=("Numérique",))
    assert meant(silent, own={}) == Meant(topics=[Topic.CONTENTS], audience="", unknown=[])


def test_what_the_team_says_of_a_word_comes_first() -> None:
    said = replace(SAID, words=("Clic du mardi", "Photos"))
    own = {"clic du mardi": str(Topic.EQUIPMENT), "photos": ""}
    assert meant(said, own=own) == Meant(topics=[Topic.EQUIPMENT], audience="", unknown=[])


def test_codes_another_escale_gives_are_not_guessed_again() -> None:
    said = replace(SAID, topics=(Topic.AI,), audience=Audience.YOUNG, words=("Jardinage",))
    assert meant(said, own={}) == Meant(topics=[Topic.AI], audience=Audience.YOUNG, unknown=[])


def test_words_nobody_explained_come_most_met_first() -> None:
    met = [Meant(topics=[], audience="", unknown=words) for words in (["Cuisine"], ["Danse", "Cuisine"], ["Chant"])]
    assert meaning.unknown(met) == ["Cuisine", "Chant", "Danse"]
