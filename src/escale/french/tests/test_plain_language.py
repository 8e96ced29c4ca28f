import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.french.plain_language import hints


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Nous allons apprendre ensemble à envoyer un message à vos enfants avec une photo de votre téléphone.",
            "La phrase «~Nous allons apprendre…~» a 17~mots. Coupez-la en deux.",
        ),
        ("Apportez vos papiers, etc.", "Écrivez «~etc.~» en entier."),
        ("Prenez RDV", "Écrivez «~RDV~» en entier."),
        ("10 % des gens", "Remplacez le pourcentage par «~peu~», «~la moitié~» ou «~beaucoup~»."),
        ("ATELIER GRATUIT", "Évitez les phrases en majuscules~: elles se lisent mal."),
        ("Un dossier MDPH", "Expliquez «~MDPH~» en mots simples."),
        ("Au XXIe siècle", "Écrivez «~XXIe~» en chiffres."),
        ("Les habitant·es", "Écrivez les deux mots au lieu de «~t·es~»."),
        ("Une démarche dématérialisée", "Plutôt que «~dématérialisée~»~: «~en ligne~»."),
    ],
)
def test_what_is_hard_to_read_is_answered_by_what_to_write(text: str, said: str):
    assert said.replace("~", "\u00a0") in hints(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Vous voulez écrire un mail ? Venez mardi à 9 h 30. C’est gratuit.",
        "Vous recevrez un SMS la veille. Apportez votre carte de la CAF.",
    ],
)
def test_a_simple_text_needs_no_advice(text: str):
    assert hints(text) == []


@given(st.text())
def test_any_text_can_be_read(text: str):
    assert all(hint.endswith(".") for hint in hints(text))
