"""What could let somebody be recognised, and what is said instead."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escale.community import anonymising, flagging
from escale.community.anonymising import PassageKind
from escale.french.plain_text import fold
from escale.testing import builders

COMMUNES = {fold(name) for name in ("Vitré", "Le Mans", "La Guerche-de-Bretagne", "Angers", "Bon", "Saint-Malo")}
LIGHT = settings(max_examples=120, deadline=None)


def find(text):
    return anonymising.find(text, names={"lucette", "odette"}, is_commune=lambda name: fold(name) in COMMUNES)


def instead(text):
    return anonymising.replaced(text, find(text))


def test_the_story_of_the_prototype():
    said = (
        "J’ai eu le cas avec Mme Lucette Briand, à Vitré, le 12 octobre. "
        "Elle m’a rappelée au 06 39 98 00 42 pour que je redonne son code."
    )
    assert [(each.kind, each.said) for each in find(said)] == [
        (PassageKind.NAME, "Mme Lucette Briand"),
        (PassageKind.PLACE, "à Vitré"),
        (PassageKind.DATE, "le 12 octobre"),
        (PassageKind.PHONE, "06 39 98 00 42"),
    ]
    assert instead(said) == (
        "J’ai eu le cas avec une dame, dans ma ville, à l’automne. "
        "Elle m’a rappelée au (numéro retiré) pour que je redonne son code."
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Le dossier de M. Le Goff. Le mail.", "Le dossier d’un monsieur. Le mail."),
        ("madame Briand pleure", "Une dame pleure"),
        ("Sa voisine Solange aussi", "Sa voisine (prénom retiré) aussi"),
        ("Elle s’appelle Solange Martin.", "Elle s’appelle (prénom retiré)."),
        ("Lucette pleure.", "Cette personne pleure."),
        ("Chez Lucette, on rit.", "Chez cette personne, on rit."),
        ("Le carnet d’Odette.", "Le carnet de cette personne."),
        ("Jean Dupont dit oui.", "Cette personne dit oui."),
        ("Il vit au Mans.", "Il vit dans ma ville."),
        ("Elle vient d’Angers.", "Elle vient de ma ville."),
        ("près de La Guerche-de-Bretagne", "Près de ma ville"),
        ("Saint-Malo est loin.", "Ma ville est loin."),
        ("Du 3 mars au 4 juin 2026.", "Du printemps en été."),
        ("Le 03/11/2026, puis 2026-02-01.", "À l’automne, puis en hiver."),
        ("Depuis le mardi 2 mai.", "Depuis le printemps."),
        ("C’était en octobre 2025.", "C’était à l’automne."),
        ("Née en 1942, âgée de 82 ans.", "Née dans les années 1940, âgée d’environ 80 ans."),
        ("lucette.briand@example.org", "(adresse mail retirée)"),
        ("Au 12 bis rue des Lilas, puis.", "Au (adresse retirée), puis."),
        ("NIR 2 69 05 49 588 157 80.", "NIR (numéro retiré)."),
        ("FR76 3000 6000 0112 3456 7890 189", "(numéro de compte retiré)"),
        ("Allocataire 1234567.", "Allocataire (numéro retiré)."),
    ],
)
def test_what_is_said_instead(said, meant):
    answer = instead(said)
    assert answer[:1].upper() + answer[1:] == meant
    assert find(answer) == []


@pytest.mark.parametrize(
    "said",
    [
        "Bon, on verra. Elle a repris son carnet.",
        "Je montre Google Photos et France Travail, puis le 3114.",
        "@Yann Le Goff, tu fais comment ?",
        "150 000 habitants, 1 200 euros, 12 personnes, depuis 10 ans.",
        "J’ai demandé à la CAF. L’atelier a duré 2 h.",
        "",
    ],
)
def test_what_names_nobody_is_left(said):
    assert find(said) == []


@LIGHT
@given(st.text(max_size=200))
def test_passages_follow_each_other_and_the_rest_stays_to_the_letter(text):
    passages = find(text)
    assert all(text[each.start : each.end] == each.said and each.said for each in passages)
    assert all(one.end <= other.start for one, other in pairwise(passages))
    assert "".join(piece for piece, _ in anonymising.pieces(text, passages)) == text
    assert anonymising.replaced(text, []) == text


words = st.sampled_from(
    ["Elle", "vient", "Mme", "Lucette", "à Vitré", "le 3 mai", "et", "Paul Martin", ".", "d’Angers", "M. Roux"]
)


@LIGHT
@given(
    st.lists(words, max_size=8),
    st.sampled_from(["0639980042", "06.39.98.00.42", "+33 6 39 98 00 42", "a.b@example.org", "2 69 05 49 588 157 80"]),
    st.lists(words, max_size=8),
)
def test_a_number_or_an_address_never_stays(before, number, after):
    text = " ".join([*before, number, *after])
    assert number not in instead(text)
    assert "Vitré" not in instead(text)
    assert "Lucette" not in instead(text)


@pytest.mark.django_db
def test_the_people_her_organization_helps_are_known_and_no_others(adviser, outsider):
    builders.person(adviser.organization, first_name="Gwenola", last_name="Kerbrat")
    texts = {"text": "Le fils de Kerbrat, puis Gwenola."}
    assert [each.said for each in flagging.flagged(adviser, texts)["text"]] == ["Kerbrat", "Gwenola"]
    assert flagging.flagged(outsider, texts) == {"text": []}
    assert [each.said for each in flagging.flagged(adviser, {"text": "Elle vit à Vitré."})["text"]] == ["à Vitré"]
