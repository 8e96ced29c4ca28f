import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.french.secrets import SecretKind, find_health_words, find_secrets

ORDINARY_NOTES = [
    "A oublié son mot de passe.",
    "a son mot de passe",
    "Mot de passe oublié",
    "Mot de passe perdu, à refaire ensemble.",
    "Mot de passe : oublié",
    "Mot de passe : à refaire",
    "Mot de passe : changé ensemble",
    "Mdp : perdu",
    "mdp oublié deux fois",
    "Son mot de passe est trop court.",
    "Son mot de passe est noté dans son carnet.",
    "Le mot de passe est perdu",
    "Le mot de passe est refusé",
    "Mot de passe : 12 caractères, avec des chiffres.",
    "Choisir un mot de passe de 12 caractères.",
    "Mot de passe Ameli bloqué après 3 essais.",
    "Ne connaît pas le mot de passe de sa boîte mail.",
    "Mot de passe changé le 17/11/2026.",
    "Mot de passe : revoir le 17/11.",
    "Mot de passe refait à 9h30 avec elle.",
    "Gestionnaire de mots de passe installé.",
    "Le mot de passe : comment le retenir",
    "Mot de passe : voir la fiche 3.",
    "Comprend ce qu’est un mot de passe.",
    "Son mot de passe est bon.",
    "Mot de passe ?",
    "Connaît son code.",
    "A oublié son code de carte bleue.",
    "Code postal : 35500",
    "Code postal 35500 Vitré",
    "Code INSEE : 35360",
    "Code de la route : révisions",
    "A reçu un code par SMS.",
    "Le code reçu par SMS n’arrive pas.",
    "Message d’erreur 4040 à l’écran",
    "Code erreur 4040",
    "Code promo reçu en 2024",
    "Entrée par le digicode.",
    "Tél. 06 39 98 00 42",
    "06 39 98 00 42 ou 02 99 00 00 00",
    "Appeler le 0639980042 0299000000",
    "+33 6 39 98 00 42",
    "RDV le 17/11/2026 à 9 h 30",
    "Né en 1948",
    "Vient le 12 11 2026 puis le 14 12 2026",
    "SIRET 213 503 600 00012",
    "SIRET 21350360000012",
    "SIREN 213503600",
    "Dossier 2026-11-17-0042",
    "Dossier MDPH 123456",
    "Numéro de dossier 4539 1488",
    "Facture 2026 1117 0042",
    "Apporte sa carte Vitale.",
    "Apporte un RIB.",
    "IBAN à demander à la banque.",
    "A sa carte bancaire mais n’ose pas payer en ligne.",
    "Compteur 12345678901234",
    "Ordinateur HP 250 G7, 8 Go",
    "Code barre 3017620422003",
    "Fait ses démarches sur impots.gouv.fr.",
    "Wi-fi de la médiathèque",
    "Demande : scanner, puis envoyer par mail.",
    "Veut apprendre le mail.",
    "PIN oublié",
    "",
]

# Numbers here are made up; their check digits agree.
REFUSED_NOTES = [
    ("mdp: Soleil", SecretKind.PASSWORD),
    ("mdp : soleil35", SecretKind.PASSWORD),
    ("MDP=Minou2024!", SecretKind.PASSWORD),
    ("mdp Minou2024", SecretKind.PASSWORD),
    ("mdp 123456", SecretKind.PASSWORD),
    ("mot de passe : azerty", SecretKind.PASSWORD),
    ("Mot de passe\u00a0: Azerty!35", SecretKind.PASSWORD),
    ("Mot de passe Ameli : Ch@ton35", SecretKind.PASSWORD),
    ("Mot de passe de sa boîte mail = Vitre35500", SecretKind.PASSWORD),
    ("Son mot de passe est Medor2020", SecretKind.PASSWORD),
    ("Son mot de passe est « soleil ».", SecretKind.PASSWORD),
    ("le mot de passe c'est Pivoine35", SecretKind.PASSWORD),
    ("son mot de passe est chaton.", SecretKind.PASSWORD),
    ("password: hunter2", SecretKind.PASSWORD),
    ("identifiant jeanne, mdp -> rose1948", SecretKind.PASSWORD),
    ("clé wifi : A1B2C3D4", SecretKind.PASSWORD),
    ("code: 1234", SecretKind.CODE),
    ("code : 1234", SecretKind.CODE),
    ("Code carte bleue 1234", SecretKind.CODE),
    ("code secret : 0000", SecretKind.CODE),
    ("Code PIN 1234", SecretKind.CODE),
    ("pin: 9876", SecretKind.CODE),
    ("son code de carte est 4321", SecretKind.CODE),
    ("code de déverrouillage : 147258", SecretKind.CODE),
    ("2 48 03 35 360 012 01", SecretKind.SOCIAL_SECURITY),
    ("248033536001201", SecretKind.SOCIAL_SECURITY),
    ("Sécu 2480335360012", SecretKind.SOCIAL_SECURITY),
    ("1 55 08 2A 004 123 22", SecretKind.SOCIAL_SECURITY),
    ("IBAN FR76 3000 6000 0112 3456 7890 189", SecretKind.IBAN),
    ("fr7630006000011234567890189 merci", SecretKind.IBAN),
    ("FR76 3000 6000 0112 3456 7890 189 à la poste", SecretKind.IBAN),
    ("BE68 5390 0754 7034", SecretKind.IBAN),
    ("CB 4539 1488 0343 6467", SecretKind.CARD),
    ("5425233430109903", SecretKind.CARD),
    ("Amex 3782 822463 10005", SecretKind.CARD),
]


@pytest.mark.parametrize("note", ORDINARY_NOTES)
def test_an_ordinary_note_is_kept(note: str):
    assert find_secrets(note) == []


@pytest.mark.parametrize(("note", "kind"), REFUSED_NOTES)
def test_a_secret_is_found_and_answered_by_what_to_write(note: str, kind: SecretKind):
    (secret,) = find_secrets(note)
    assert secret.kind == kind
    assert secret.sentence.startswith("Ne notez pas de ")
    assert "•" in secret.excerpt


def test_the_sentence_says_what_to_write_instead():
    (secret,) = find_secrets("mdp : soleil35")
    assert secret.sentence == (
        "Ne notez pas de mot de passe ici. Écrivez seulement\u00a0: «\u00a0a son mot de passe\u00a0»."
    )
    assert secret.excerpt == "mdp : ••••"


def test_every_secret_of_a_note_is_told_in_order():
    kinds = [secret.kind for secret in find_secrets("code : 1234, mdp : soleil35, FR76 3000 6000 0112 3456 7890 189")]
    assert kinds == [SecretKind.CODE, SecretKind.PASSWORD, SecretKind.IBAN]


@pytest.mark.parametrize(
    "number",
    ["2 48 03 35 360 012 06", "FR76 3000 6000 0112 3456 7890 188", "4539 1488 0343 6468"],
)
def test_a_number_whose_check_digits_disagree_is_another_number(number: str):
    assert find_secrets(number) == []


@given(st.text(alphabet="mdp :=12AB34 FR76«».-\n") | st.text())
def test_no_text_makes_it_fail(text: str):
    find_secrets(text)
    find_health_words(text)


def test_words_about_health_are_named():
    assert find_health_words("Suivie pour un cancer, très dépressive. Handicapée.") == [
        "cancer",
        "depressive",
        "handicapee",
    ]
    assert find_health_words("Carte Vitale, espace Ameli, mutuelle") == []
    assert find_health_words("L’Assurance Maladie, la Maison départementale des personnes handicapées") == []
