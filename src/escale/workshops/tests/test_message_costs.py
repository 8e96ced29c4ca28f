"""What each of our texts costs, at worst: the longest French data, still GSM-7, within its segments."""

import pytest

from escale.french.sms import Encoding, segments, to_gsm
from escale.outbox import texts
from escale.outbox.catalogue import MessageKind
from escale.workshops.kinds import KINDS

LONGEST = {
    "prenom": "Marie-Françoise-Élisabeth",
    "atelier": "Mes photos : du téléphone à l’ordinateur, sans rien perdre !",
    "jour": "mercredi 30 septembre",
    "heure": "10 h 45",
    "lieu": "Maison des services au public de Châteaugiron-en-Vendelais",
    "adresse": "127 bis avenue du Général-de-Gaulle, Saint-Aubin-du-Cormier",
    "seance": "séance 10 sur 12",
    "a_apporter": "votre téléphone et son chargeur, votre pièce d’identité, le courrier reçu, vos lunettes",
    "visio": "visio.numerique.gouv.fr/abc-defg-hij",
    "telephone": "02 61 91 05 12",
    "lien": "rendez-vous.ville-de-vitre.bzh/i/k7QmZx2LtB9vRw4NcJ6yAg",
    "limite": "mercredi 30 septembre à 12 h",
    "prochaine": "mercredi 30 septembre à 10 h 45",
    "ancienne": "mercredi 30 septembre",
    "pourquoi": "Maëlle est absente",
}
USUAL = LONGEST | {
    "prenom": "Colette",
    "atelier": "Débuter avec l’ordinateur",
    "jour": "mardi 6 octobre",
    "heure": "9 h 30",
    "lieu": "Centre social",
    "seance": "",
    "a_apporter": "",
    "visio": "",
    "lien": "aide-vitre.fr/i/k7QmZx2LtB9vRw4NcJ6yAg",
    "limite": "demain à 12 h",
    "prochaine": "mardi 13 octobre à 9 h 30",
    "ancienne": "mardi 29 septembre",
}
AT_MOST = {"session_reminder": 3}
"""The reminder of an online session says what to bring, its rank and its address: long names then make three."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_our_own_texts_cost_two_sms_at_worst(kind: MessageKind) -> None:
    cost = segments(to_gsm(texts.fill(kind.default_text, LONGEST)))
    assert (cost.encoding, cost.count <= AT_MOST.get(kind.name, 2)) == (Encoding.GSM_7, True), cost


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_our_own_texts_cost_one_sms_usually(kind: MessageKind) -> None:
    cost = segments(to_gsm(texts.fill(kind.default_text, USUAL)))
    assert cost.count == 1, cost


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_our_own_texts_use_only_the_words_they_offer(kind: MessageKind) -> None:
    assert texts.check(kind.default_text, kind.placeholders) == []
