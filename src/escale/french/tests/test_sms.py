import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.french.sms import BASIC, EXTENSION, GSM, Encoding, Segments, fit, segments, to_gsm


def test_the_alphabet_has_its_127_characters_and_its_10_extensions():
    assert (len(BASIC), len(EXTENSION)) == (127, 10)


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("Ça", "Ça"),
        ("français", "francais"),
        ("être Noël", "etre Noel"),
        ("île naïve", "ile naive"),
        ("tôt sûr bâton", "tot sur baton"),
        ("œuvre ŒUVRE", "oeuvre OEUVRE"),
        ("À ÈRE ÊTRE ÉTÉ", "A ERE ETRE ÉTÉ"),
        ("déjà où èùìò", "déjà où èùìò"),
        ("l’atelier", "l'atelier"),
        ("«\u00a0Bonjour\u00a0»", '"Bonjour"'),
        ("« Bonjour »", '"Bonjour"'),
        ("Puis…", "Puis..."),
        ("14\u00a0h – 15\u202fh — fin", "14 h - 15 h - fin"),
        ("n° 3", "no 3"),
        ("5 €", "5 €"),
        ("½ heure", "1/2 heure"),
        ("Merci 🙂", "Merci "),
        ("👩🏽‍💻", ""),
        ("Ñandú", "Ñandu"),
        ("Łódź", "Lodz"),
        ("سلام", "????"),
        ("e\u0301te\u0301", "été"),
        ("a\r\nb", "a\nb"),
        ("\x00a\ud800", "a"),
    ],
)
def test_french_is_written_with_the_characters_of_gsm(text: str, sent: str):
    assert to_gsm(text) == sent


@given(st.text() | st.text(alphabet=st.characters(categories=("L", "P", "S", "Z", "C", "M"))))
def test_whatever_is_typed_what_is_sent_is_gsm(text: str):
    assert set(to_gsm(text)) <= GSM
    assert to_gsm(to_gsm(text)) == to_gsm(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Segments(0, 0, Encoding.GSM_7)),
        ("a" * 160, Segments(1, 160, Encoding.GSM_7)),
        ("é" * 161, Segments(2, 161, Encoding.GSM_7)),
        ("a" * 306, Segments(2, 306, Encoding.GSM_7)),
        ("a" * 307, Segments(3, 307, Encoding.GSM_7)),
        ("€" * 80, Segments(1, 160, Encoding.GSM_7)),
        ("a" * 152 + "€" + "a" * 151, Segments(2, 305, Encoding.GSM_7)),
        ("a" * 152 + "€" + "a" * 152, Segments(3, 306, Encoding.GSM_7)),  # the € starts the second segment
        ("ê" * 70, Segments(1, 70, Encoding.UCS_2)),
        ("ê" * 71, Segments(2, 71, Encoding.UCS_2)),
        ("ê" * 135, Segments(3, 135, Encoding.UCS_2)),
        ("🙂" * 35, Segments(1, 70, Encoding.UCS_2)),
        ("ê" * 66 + "🙂" + "ê" * 66, Segments(3, 134, Encoding.UCS_2)),
        ("l’heure", Segments(1, 7, Encoding.UCS_2)),
    ],
)
def test_segments_are_counted_exactly(text: str, expected: Segments):
    assert segments(text) == expected


@given(st.text(alphabet="aé€ê🙂", max_size=400), st.sampled_from("aé€ê🙂"))
def test_a_longer_text_never_costs_less(text: str, more: str):
    assert segments(text + more).count >= segments(text).count


@given(st.text(alphabet="aé€ ê\n", max_size=900), st.integers(0, 4))
def test_a_fitted_text_costs_at_most_what_was_asked(text: str, limit: int):
    assert segments(fit(text, limit)).count <= limit


def test_a_text_that_fits_is_kept_whole():
    assert fit("Rendez-vous mardi à 9 h.", 1) == "Rendez-vous mardi à 9 h."


def test_a_text_too_long_is_cut_between_words():
    fitted = fit("Bonjour Jeanne, " * 20, 1)
    assert fitted.endswith(("Jeanne...", "Bonjour..."))
    assert 140 < len(fitted) <= 160
