from typing import Any

import pytest

from escale.accounts.models import Organization
from escale.outbox import texts
from escale.outbox.catalogue import MessageKind
from escale.outbox.models import MessageText
from escale.outbox.tests.telling import Truth

ALLOWED = {
    "prenom": "Lucette",
    "jour": "mardi 17 novembre",
    "heure": "14 h",
    "lieu": "CCAS de Vitré",
    "conseiller": "Maëlle",
    "telephone": "02 61 91 05 12",
    "lien": "escale.example/r/k7Qm",
}
TEXT = "Bonjour {prenom}. Rendez-vous {jour} à {heure}, {lieu}, avec {conseiller}. Empêchement ? {telephone} ou {lien}"


@pytest.fixture
def kind() -> MessageKind:
    return MessageKind(
        name="confirmation", label="Confirmation", default_text=TEXT, render=Truth().render, placeholders=ALLOWED
    )


def test_placeholders_are_replaced_by_plain_text() -> None:
    assert (
        texts.fill("Bonjour {prenom}, à {heure}.", {"prenom": "Lucette", "heure": "14 h"}) == "Bonjour Lucette, à 14 h."
    )


@pytest.mark.parametrize(
    "name", ["{jour}", "{prenom.__class__}", "{0}", "%(jour)s", "{{7*7}}", "<b>Lucette</b>", "$jour", r"\1"]
)
def test_a_value_that_looks_like_code_stays_a_text(name: str) -> None:
    assert texts.fill("Bonjour {prenom}", {"prenom": name, "jour": "mardi"}) == f"Bonjour {name}"


@pytest.mark.parametrize("name", ["محمد", "😀", "Ольга"])
def test_a_name_no_sms_can_carry_is_not_said_rather_than_said_as_question_marks(name: str) -> None:
    assert texts.fill("Bonjour {prenom}. À {heure}.", {"prenom": name, "heure": "14 h"}) == "À 14 h."


@pytest.mark.parametrize("text", ["{prenom.__class__}", "{prenom!r}", "{0}", "{}", "{prenom[0]}", "{__import__}"])
def test_no_attribute_of_ours_can_be_reached_from_a_text(text: str) -> None:
    assert texts.check(text, ALLOWED) != []
    assert texts.fill(f"{{prenom}} a{text}b", ALLOWED) == "Lucette ab"


def test_values_are_cut_at_a_word_and_kept_on_one_line() -> None:
    place = "Maison de quartier\nde la Hodeyère et des Rochers Sévigné du pays de Vitré"
    assert texts.fill("{lieu}.", {"lieu": place}) == "Maison de quartier de la Hodeyère et des…."


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"a_apporter": "vos papiers", "telephone": "3"}, "Rappel. Apportez vos papiers. Un empêchement ? 3"),
        ({"a_apporter": "", "telephone": "3"}, "Rappel. Un empêchement ? 3"),
        ({"a_apporter": " ", "telephone": ""}, "Rappel."),
    ],
)
def test_a_sentence_with_nothing_to_say_is_left_out(values: dict[str, str], told: str) -> None:
    assert texts.fill("Rappel. Apportez {a_apporter}. Un empêchement ? {telephone}", values) == told


def test_a_link_is_never_cut() -> None:
    link = "https://escale.example/mon-rendez-vous/" + "a" * 200
    assert texts.fill("{lien}", {"lien": link}) == link


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (TEXT, []),
        ("Bonjour", []),
        ("Le {date_rdv}", ["Nous ne connaissons pas «\u00a0{date_rdv}\u00a0». Écrivez {jour} à la place."]),
        ("Le {Jour}", ["Nous ne connaissons pas «\u00a0{Jour}\u00a0». Écrivez {jour} à la place."]),
        ("{prénom}", ["Nous ne connaissons pas «\u00a0{prénom}\u00a0». Écrivez {prenom} à la place."]),
        ("{tel}", ["Nous ne connaissons pas «\u00a0{tel}\u00a0». Écrivez {telephone} à la place."]),
        ("{conseillere}", ["Nous ne connaissons pas «\u00a0{conseillere}\u00a0». Écrivez {conseiller} à la place."]),
        ("{xyz}", ["Nous ne connaissons pas «\u00a0{xyz}\u00a0». Retirez-le."]),
        ("{xyz} et {xyz}", ["Nous ne connaissons pas «\u00a0{xyz}\u00a0». Retirez-le."]),
        ("  ", ["Écrivez le texte du message."]),
        ("Bonjour {prenom", ["Une accolade est seule. Écrivez par exemple {prenom}, avec ses deux accolades."]),
        ("Bonjour {{prenom}}", ["Une accolade est seule. Écrivez par exemple {prenom}, avec ses deux accolades."]),
        ("a" * 481, ["Ce texte a 481 signes. Il en faut 480 au plus."]),
    ],
)
def test_what_is_wrong_in_a_text_is_said_with_what_to_do(text: str, problems: list[str]) -> None:
    assert texts.check(text, ALLOWED) == problems


def test_a_preview_is_what_arrives_with_its_price(kind: MessageKind, organization: Organization) -> None:
    preview = texts.preview(kind, kind.default_text, organization)
    assert preview.text == (
        "Bonjour Lucette. Rendez-vous mardi 17 novembre à 14 h, CCAS de Vitré, avec Maelle. "
        "Empechement ? 02 61 91 05 12 ou escale.example/r/k7Qm"
    )
    assert (preview.length, preview.segments) == (len(preview.text), 1)


def test_a_long_text_costs_two_sms(kind: MessageKind, organization: Organization) -> None:
    assert texts.preview(kind, kind.default_text + " À bientôt." * 5, organization).segments == 2


def test_an_organization_has_its_own_words_until_it_goes_back_to_ours(
    kind: MessageKind, organization: Organization
) -> None:
    assert texts.wording(kind, organization) == TEXT
    assert texts.save(kind, organization=organization, text="Bonjour {prenom}") == []
    assert texts.save(kind, organization=organization, text="Bonsoir {prenom}") == []
    assert texts.wording(kind, organization) == "Bonsoir {prenom}"
    assert texts.save(kind, organization=organization, text=kind.default_text) == []
    assert not MessageText.objects.exists()


def test_a_wrong_text_is_not_kept(kind: MessageKind, organization: Organization) -> None:
    assert texts.save(kind, organization=organization, text="Le {date}") != []
    assert not MessageText.objects.exists()


def test_wording_is_one_query(kind: MessageKind, organization: Organization, queries: Any) -> None:
    with queries() as seen:
        texts.wording(kind, organization)
    assert len(seen) == 1
