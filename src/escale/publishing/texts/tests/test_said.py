"""What the texts say, word by word: `said/` is to be read aloud.

After a change of wording, `python -m escale.publishing.texts.tests.test_said` writes the folder again: read what it changed.
"""

from pathlib import Path

import pytest

from escale.french.typography import NB, typo
from escale.publishing.models import PieceKind
from escale.publishing.source import Source
from escale.publishing.texts.tests.spoken_of import ADDRESSES, EVERYTHING, PIECES, WORKSHOP
from escale.publishing.texts.writing import limit_of, write

SAID = Path(__file__).parent / "said"


def everything_said_of(source: Source) -> str:
    """Each text under what it is for, its no-break spaces as spaces."""
    rows = []
    for kind, channel in PIECES:
        text = write(kind, channel, source, ADDRESSES)
        rows.append(f"## {channel.name}, {kind.label}, {channel.get_public_display()}\n\n{text}\n")
    return "\n".join(rows).replace(NB, " ")


@pytest.mark.parametrize("name", EVERYTHING)
def test_the_texts_say_what_they_say(name: str) -> None:
    assert everything_said_of(EVERYTHING[name]) == (SAID / f"{name}.md").read_text()


@pytest.mark.parametrize(("kind", "channel"), PIECES)
@pytest.mark.parametrize("name", EVERYTHING)
def test_none_is_too_long_and_each_is_in_french_typography(name: str, kind: PieceKind, channel) -> None:
    text = write(kind, channel, EVERYTHING[name], ADDRESSES)
    assert text
    assert not limit_of(kind, channel).is_passed(text)
    if kind == PieceKind.SMS:
        assert NB not in text
        assert "’" not in text
    else:
        assert typo(text) == text
        assert "'" not in text


@pytest.mark.parametrize(
    ("kind", "channel"), [row for row in PIECES if row[0] not in {PieceKind.RADIO, PieceKind.MAIL}]
)
def test_the_title_is_said_once(kind: PieceKind, channel) -> None:
    assert write(kind, channel, WORKSHOP, ADDRESSES).replace(NB, " ").count("du téléphone à l") == 1


if __name__ == "__main__":
    SAID.mkdir(exist_ok=True)
    for said_of, each in EVERYTHING.items():
        (SAID / f"{said_of}.md").write_text(everything_said_of(each))
