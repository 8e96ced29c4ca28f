"""An excerpt shows the sentence that answers, and marks what was looked for, whatever its endings."""

import pytest

from escale.library.asked import asked
from escale.library.excerpts import chosen, marked
from escale.library.telling import LONGEST_SENTENCE, Text, sentences_of, telling


def shown(text: str, typed: str) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in marked(text, asked(typed).words))


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Envoyez le message.", "envoyer", "[Envoyez] le message."),
        ("Son mot de passe, de nuit.", "mdp", "Son [mot de passe], de nuit."),
        ("Un mot, puis de passage.", "mot de passe", "Un mot, puis de passage."),
        ("L’ordinateur et L’ORDINATEUR", "ordinatuer", "L’[ordinateur] et L’[ORDINATEUR]"),
        ("Rien ici.", "train", "Rien ici."),
        ("<b>train</b> & co", "train", "<b>[train]</b> & co"),
        ("½ train İ train", "train", "½ [train] İ [train]"),
        ("", "train", ""),
    ],
)
def test_the_words_looked_for_are_marked_and_nothing_else(text: str, typed: str, expected: str) -> None:
    assert shown(text, typed) == expected


@pytest.mark.parametrize("text", ["Ça, là : « où » ?", "🙂 train\u200d\n\ttrain", "a" * 500, "İ" * 20])
def test_nothing_of_the_text_is_lost(text: str) -> None:
    assert "".join(piece.text for piece in marked(text, asked("train là").words)) == text


def test_the_sentence_that_says_the_most_is_shown() -> None:
    sentences = ["Un carnet.", "Un train.", "Un billet."]
    assert chosen(sentences, {"train": 1, "billet": 2}, {"train": 0.5, "billet": 0.9}) == "Un billet."


def test_words_of_the_title_alone_show_no_sentence() -> None:
    assert chosen(["Un carnet."], {"train": None}, {"train": 1.0}) == ""


def test_a_very_long_sentence_is_cut_between_words() -> None:
    (cut,) = sentences_of("mot " * 200)
    assert len(cut) <= LONGEST_SENTENCE
    assert cut.endswith("mot…")


def test_a_word_of_the_title_says_more_than_one_of_the_text() -> None:
    read = telling(Text(title="Le train", lines=["Un carnet."]))
    assert read.keys["train"].weight > read.keys["carnet"].weight
    assert (read.keys["train"].place, read.keys["carnet"].place) == (None, 0)


def test_a_text_of_nothing_is_found_by_nothing() -> None:
    assert set(telling(Text(title="!?")).keys) == {"*"}
