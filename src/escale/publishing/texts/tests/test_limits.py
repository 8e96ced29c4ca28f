"""Whatever the source, no text passes its limit, and what one needs to come is still in it."""

from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from escale.french.sms import GSM
from escale.french.typography import NB
from escale.publishing.models import ChannelKind, PieceKind, Public
from escale.publishing.source import Source, SourceKind
from escale.publishing.texts.composing import Part, compose, cut_at_word
from escale.publishing.texts.tests.spoken_of import ADDRESSES, EVERYTHING, PIECES, WORKSHOP, channel
from escale.publishing.texts.writing import limit_of, write

LETTERS = "abcdefghijklmnopqrstuvwxyzéèàùçœ’ :!?-0123456789ABCÉ«»"
TITLES = st.text(LETTERS, min_size=1, max_size=80).filter(str.strip)
TEXTS = st.text(LETTERS, max_size=160)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    base = draw(st.sampled_from(list(EVERYTHING.values())))
    return replace(
        base,
        title=draw(TITLES),
        promise=draw(TEXTS),
        sentence=draw(st.text(LETTERS, max_size=120)),
        place=draw(st.text(LETTERS, max_size=80)),
        address=draw(st.text(LETTERS, max_size=120)),
        bring=draw(st.lists(st.text(LETTERS, max_size=60), max_size=5)),
        price=draw(st.text(LETTERS, max_size=120)),
        co_host=draw(st.text(LETTERS, max_size=80)),
        phone=draw(st.sampled_from(["", "02 61 91 05 12"])),
        adviser=draw(st.text(LETTERS, max_size=60)),
    )


STUCK = replace(WORKSHOP, title="00", phone="", promise="", adviser="", place="000000«")


@example(STUCK, (PieceKind.DISPLAY, channel(ChannelKind.DISPLAY)))
@given(sources(), st.sampled_from(PIECES))
def test_no_text_passes_its_limit(source: Source, piece) -> None:
    kind, on = piece
    text = write(kind, on, source, ADDRESSES)
    assert not limit_of(kind, on).is_passed(text)


@given(TITLES, st.sampled_from([row for row in PIECES if row[0] != PieceKind.RADIO]))
def test_the_day_and_the_number_are_always_there(title: str, piece) -> None:
    kind, on = piece
    text = write(kind, on, replace(WORKSHOP, title=title), ADDRESSES).replace(NB, " ").casefold()
    assert "4 déc" in text
    assert "02 61 91 05 12" in text


@given(sources())
def test_an_sms_leaves_as_it_is_written(source: Source) -> None:
    assert set(write(PieceKind.SMS, channel(ChannelKind.SMS), source, ADDRESSES)) <= GSM


@given(st.integers(60, 4000))
def test_a_channel_has_its_own_limit(longest: int) -> None:
    newspaper = channel(ChannelKind.NEWSPAPER, Public.SENIORS, longest)
    assert len(write(PieceKind.ARTICLE, newspaper, WORKSHOP, ADDRESSES)) <= longest
    assert limit_of(PieceKind.AGENDA_LINE, newspaper).most == 140


@given(st.text(LETTERS, max_size=200), st.integers(0, 200))
def test_a_text_is_cut_at_a_word(text: str, longest: int) -> None:
    assert len(cut_at_word(text, longest)) <= longest
    assert cut_at_word(text, len(text)) == text


def test_a_text_is_measured_as_it_will_be_set() -> None:
    assert compose([Part(["«Oui»", "Oui"], keep=1)], limit=7) == "«Oui»"
    assert compose([Part(["«Oui»", "Oui"], keep=1)], limit=6) == "Oui"
    assert compose([Part(["«Oui» ou «non»"], keep=1)], limit=8) == "«Oui»…"
    assert compose([Part(["«Oui» ou «non»"], keep=1)], limit=1) == "…"


def test_a_stuck_hour_is_said_in_words_on_the_radio() -> None:
    for is_canceled in (False, True):
        source = replace(WORKSHOP, title="L’atelier de 9h30", sentence="", promise="", is_canceled=is_canceled)
        said = write(PieceKind.RADIO, channel(ChannelKind.RADIO), source, ADDRESSES).replace(NB, " ").casefold()
        assert "l’atelier de 9 heures 30" in said


def test_what_matters_least_goes_first() -> None:
    parts = [
        Part(["Le titre."], keep=9),
        Part(["Une longue phrase.", "Court.", ""], keep=1),
        Part(["Appelez.", ""], keep=5),
    ]
    said = [compose(parts, limit=limit) for limit in (40, 26, 18, 9, 6)]
    assert said == [
        "Le titre. Une longue phrase. Appelez.",
        "Le titre. Court. Appelez.",
        "Le titre. Appelez.",
        "Le titre.",
        "Le…",
    ]


def test_each_kind_of_source_is_spoken_of() -> None:
    assert {source.kind for source in EVERYTHING.values()} == set(SourceKind)
