"""Words put inside a sentence."""

import pytest

from escale.french.sentences import inside


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Votre téléphone", "votre téléphone"),
        ("Écrans", "écrans"),
        ("CV", "CV"),
        ("PDF à lire", "PDF à lire"),
        ("", ""),
    ],
)
def test_a_capital_is_left_to_the_beginning_of_sentences_and_to_abbreviations(words: str, said: str) -> None:
    assert inside(words) == said
