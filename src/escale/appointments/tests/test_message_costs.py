"""What each of our texts costs, at worst: the longest French data, still GSM-7, within its segments."""

import pytest

from escale.appointments import messages, offer_messages
from escale.french.sms import Encoding, segments, to_gsm
from escale.outbox import texts
from escale.outbox.catalogue import MessageKind

LONGEST = {
    "prenom": "Marie-Françoise-Élisabeth",
    "jour": "mercredi 30 septembre",
    "heure": "10 h 45",
    "lieu": "Maison des services au public de Châteaugiron-en-Vendelais",
    "adresse": "127 bis avenue du Général-de-Gaulle, Saint-Aubin-du-Cormier",
    "conseiller": "Jean-François",
    "a_apporter": "votre téléphone et son chargeur, votre pièce d’identité, le courrier reçu, vos lunettes",
    "telephone": "02 61 91 05 12",
    "lien": "rendez-vous.ville-de-vitre.bzh/m/k7QmZx2LtB9vRw4NcJ6yAg",
}
AT_MOST = 2
ALL = [*messages.KINDS, *offer_messages.KINDS]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_our_own_texts_cost_two_sms_at_worst(kind: MessageKind) -> None:
    cost = segments(to_gsm(texts.fill(kind.default_text, LONGEST)))
    assert (cost.encoding, cost.count <= AT_MOST) == (Encoding.GSM_7, True), cost


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_our_own_texts_use_only_the_words_they_offer(kind: MessageKind) -> None:
    assert texts.check(kind.default_text, kind.placeholders) == []


@pytest.mark.parametrize("text", messages.DISCREET.values(), ids=messages.DISCREET)
def test_discreet_texts_cost_one_sms(text: str) -> None:
    assert segments(to_gsm(texts.fill(text, LONGEST))).count == 1
