import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.french.phone import Kind, Phone, Reason, UnreadablePhone, display, read_cell, read_phone, tel_uri

FICTION = Phone("+33639980042", Kind.MOBILE, "FR", is_french=True)


@pytest.mark.parametrize(
    "typed",
    [
        "0639980042",
        "06 39 98 00 42",
        "06.39.98.00.42",
        "06-39-98-00-42",
        "06–39–98–00–42",
        "06/39/98/00/42",
        "06 39 98 00 42 ",
        "(06) 39 98 00 42",
        "06\u00a039\u00a098\u00a000\u00a042",
        "06\u202f39\u202f98\u202f00\u202f42",
        "+33639980042",
        "+33 6 39 98 00 42",
        "+33 (0)6 39 98 00 42",
        "+33 (0) 6 39 98 00 42",
        "+33 06 39 98 00 42",
        "0033 6 39 98 00 42",
        "0033 (0)6 39 98 00 42",
        "33639980042",
        "０６３９９８００４２",
        "O6 39 98 OO 42",
        "0️⃣6️⃣39980042",
        "tél. : 06 39 98 00 42",
        "tel:+33639980042",
        "06 39 98 00 42\x00",
        "\u202a06 39 98 00 42\u202c",
        "٠٦٣٩٩٨٠٠٤٢",
    ],
)
def test_a_mobile_number_is_read_however_it_is_typed(typed: str):
    assert read_phone(typed) == FICTION


@pytest.mark.parametrize(
    ("typed", "e164", "kind", "country"),
    [
        ("02 61 91 12 34", "+33261911234", Kind.LANDLINE, "FR"),
        ("02 99 00 00 00", "+33299000000", Kind.LANDLINE, "FR"),
        ("09 70 00 00 00", "+33970000000", Kind.LANDLINE, "FR"),
        ("07 00 00 00 00", "+33700000000", Kind.MOBILE, "FR"),
        ("0800 12 34 56", "+33800123456", Kind.OTHER, "FR"),
        ("0690 00 00 01", "+590690000001", Kind.MOBILE, "GP"),
        ("0691 00 00 01", "+590691000001", Kind.MOBILE, "GP"),
        ("0692 00 00 01", "+262692000001", Kind.MOBILE, "RE"),
        ("0693 00 00 01", "+262693000001", Kind.MOBILE, "RE"),
        ("0694 00 00 01", "+594694000001", Kind.MOBILE, "GF"),
        ("0696 00 00 01", "+596696000001", Kind.MOBILE, "MQ"),
        ("0697 00 00 01", "+596697000001", Kind.MOBILE, "MQ"),
        ("0639 00 00 01", "+262639000001", Kind.MOBILE, "YT"),
        ("0262 00 00 01", "+262262000001", Kind.LANDLINE, "RE"),
        ("0269 00 00 01", "+262269000001", Kind.LANDLINE, "YT"),
        ("0590 00 00 01", "+590590000001", Kind.LANDLINE, "GP"),
        ("+262 692 00 00 01", "+262692000001", Kind.MOBILE, "RE"),
        ("+262 (0)692 00 00 01", "+262692000001", Kind.MOBILE, "RE"),
        ("+33 6 92 00 00 01", "+262692000001", Kind.MOBILE, "RE"),
        ("00 596 696 00 00 01", "+596696000001", Kind.MOBILE, "MQ"),
        ("+687 74 12 34", "+687741234", Kind.MOBILE, "NC"),
    ],
)
def test_every_french_range_is_read_and_sorted(typed: str, e164: str, kind: Kind, country: str):
    assert read_phone(typed) == Phone(e164, kind, country, is_french=True)


@pytest.mark.parametrize(
    ("typed", "e164", "kind", "country"),
    [
        ("+32 470 12 34 56", "+32470123456", Kind.MOBILE, "BE"),
        ("0032 2 511 11 11", "+3225111111", Kind.LANDLINE, "BE"),
        ("+44 7400 123456", "+447400123456", Kind.MOBILE, "GB"),
        ("+1 (212) 555-0100", "+12125550100", Kind.MOBILE, "US"),
    ],
)
def test_a_foreign_number_is_read_after_a_plus(typed: str, e164: str, kind: Kind, country: str):
    phone = read_phone(typed)
    assert (phone.e164, phone.kind, phone.country, phone.is_french) == (e164, kind, country, False)


@pytest.mark.parametrize(
    ("typed", "reason", "sentence"),
    [
        ("", Reason.EMPTY, "Écrivez un numéro de téléphone."),
        ("   ", Reason.EMPTY, "Écrivez un numéro de téléphone."),
        ("+", Reason.EMPTY, "Écrivez un numéro de téléphone."),
        ("06 39 98 00 4", Reason.TOO_SHORT, "Nous lisons 9~chiffres. Il en faut 10. Ajoutez le dernier."),
        ("06 39 98 00", Reason.TOO_SHORT, "Nous lisons 8~chiffres. Il en faut 10. Ajoutez les 2 derniers."),
        ("0", Reason.TOO_SHORT, "Nous lisons 1~chiffre. Il en faut 10. Ajoutez les 9 derniers."),
        ("6 39 98 00 42", Reason.TOO_SHORT, "Nous lisons 9~chiffres. Il en faut 10. Ajoutez le 0 du début."),
        ("+33 6 39 98 00 4", Reason.TOO_SHORT, "Nous lisons 9~chiffres. Il en faut 10. Ajoutez le dernier."),
        ("06 39 98 00 421", Reason.TOO_LONG, "Nous lisons 11~chiffres. Il en faut 10. Retirez-en un."),
        ("06 39 98 00 42 12", Reason.TOO_LONG, "Nous lisons 12~chiffres. Il en faut 10. Retirez-en 2."),
        ("06 39 98 00 42 02 99 00 00 00", Reason.TWO_NUMBERS, "Nous lisons deux numéros. Gardez-en un seul."),
        ("06 39 98 00 42 / 02 99 00 00 00", Reason.TWO_NUMBERS, "Nous lisons deux numéros. Gardez-en un seul."),
        ("06 39 98 00 42 ou 02 99 00 00 00", Reason.TWO_NUMBERS, "Nous lisons deux numéros. Gardez-en un seul."),
        ("+33639980042 +33299000000", Reason.TWO_NUMBERS, "Nous lisons deux numéros. Gardez-en un seul."),
        ("0639980042, 0299000000", Reason.TWO_NUMBERS, "Nous lisons deux numéros. Gardez-en un seul."),
        ("je ne sais pas", Reason.LETTERS, "Nous lisons des lettres. Écrivez le numéro en chiffres."),
        ("06 39 98 00 42 le soir", Reason.LETTERS, "Nous lisons des lettres. Écrivez le numéro en chiffres."),
        ("06 39 98 00 42 🙂", Reason.SIGNS, "Nous lisons d’autres signes. Écrivez seulement des chiffres."),
        ("06*39", Reason.SIGNS, "Nous lisons d’autres signes. Écrivez seulement des chiffres."),
        ("a" * 5000, Reason.TOO_LONG, "Ce texte est trop long. Écrivez seulement le numéro."),
        (
            "12 34 56 78 90",
            Reason.UNKNOWN,
            "Un numéro français commence par 0. Un numéro étranger commence par + et son indicatif.",
        ),
        ("00 00 00 00 00", Reason.UNKNOWN, "Ce numéro n’existe pas. Vérifiez-le."),
        ("+33 00 00 00 00 00", Reason.UNKNOWN, "Ce numéro n’existe pas. Vérifiez-le."),
        ("11 11 11 11 11", Reason.UNKNOWN, "Ce numéro n’existe pas. Vérifiez-le."),
        (
            "+999 12 34 56",
            Reason.UNKNOWN,
            "Nous ne reconnaissons pas ce numéro. Vérifiez l’indicatif du pays.",
        ),
        ("0899 12 34 56", Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
        ("+33 8 91 12 34 56", Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
        ("0810 12 34 56", Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
        ("0825 12 34 56", Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
        ("3949", Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
        ("118 218", Reason.PREMIUM, "Ce numéro est surtaxé. Donnez un numéro ordinaire."),
    ],
)
def test_what_cannot_be_read_is_answered_by_what_to_do(typed: str, reason: Reason, sentence: str):
    with pytest.raises(UnreadablePhone) as refusal:
        read_phone(typed)
    assert (refusal.value.reason, refusal.value.sentence) == (reason, sentence.replace("~", "\u00a0"))


def test_a_surcharged_number_may_be_read_but_says_so():
    assert read_phone("0899 12 34 56", allow_premium=True).is_premium
    assert read_phone("+881 6 12 34 56 78", allow_premium=True).is_premium


@given(st.text(st.characters(codec=None)) | st.text(alphabet="0123456789+ ./-()oO\x00\ud800😀٣"))
def test_any_text_is_a_number_or_a_refusal(text: str):
    try:
        phone = read_phone(text)
    except UnreadablePhone:
        return
    assert phone.e164.startswith("+")
    assert display(phone.e164)


@given(st.integers(100_000_000, 799_999_999))
def test_every_ordinary_french_number_is_read_back_from_how_it_is_shown(number: int):
    phone = read_phone(f"0{number}")
    assert read_phone(display(phone.e164)) == phone
    assert read_phone(tel_uri(phone.e164)) == phone


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+33639980042", "06~39~98~00~42"),
        ("+33299000000", "02~99~00~00~00"),
        ("+262692000001", "06~92~00~00~01"),
        ("+32470123456", "+32~470~12~34~56"),
        ("+12125550100", "+1~212~555~0100"),
        ("", ""),
    ],
)
def test_a_number_is_shown_by_pairs(e164: str, shown: str):
    assert display(e164) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize("cell", ["639980042", "639 98 00 42", "0639980042", "06 39 98 00 42", "+33639980042"])
def test_a_cell_of_a_spreadsheet_is_read_though_it_lost_its_zero(cell: str):
    assert read_cell(cell).e164 == "+33639980042"


def test_a_number_is_dialled_from_its_international_form():
    assert tel_uri("+33639980042") == "tel:+33639980042"
