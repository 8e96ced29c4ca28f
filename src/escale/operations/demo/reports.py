"""What the demonstration shows besides reports: questions heard these last weeks, and what was coordinated."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from escale.accounts.models import Membership
from escale.activity import coordinating
from escale.activity.models import CoordinationKind
from escale.places.models import Venue
from escale.questions import noting
from escale.questions.models import HeardFrom

QUESTIONS = (
    ("Comment scanner un document avec mon téléphone ?", 5, HeardFrom.ANYONE),
    ("Comment reconnaître un faux SMS de colis ?", 7, HeardFrom.SENIORS),
    ("Où sont passées mes photos après le transfert ?", 3, HeardFrom.SENIORS),
    ("Pourquoi mon téléphone dit qu’il n’a plus de place ?", 4, HeardFrom.ANYONE),
    ("Comment retrouver mon mot de passe de mail ?", 6, HeardFrom.ANYONE),
    ("À quoi sert l’intelligence artificielle ?", 2, HeardFrom.ADULTS),
    ("Comment faire une visio avec mes petits-enfants ?", 3, HeardFrom.SENIORS),
    ("Comment mettre mon CV en ligne ?", 2, HeardFrom.YOUNG),
    ("Comment bloquer un numéro qui m’appelle sans arrêt ?", 4, HeardFrom.SENIORS),
    ("Est-ce que je peux payer sans risque sur internet ?", 3, HeardFrom.ADULTS),
    ("Comment agrandir les lettres sur ma tablette ?", 2, HeardFrom.SENIORS),
    ("Comment envoyer un gros fichier ?", 1, HeardFrom.ADULTS),
)
COORDINATIONS: tuple[tuple[CoordinationKind, int, dict[str, Any]], ...] = (
    (
        CoordinationKind.ANIMATION,
        3,
        {"minutes": 120, "animation_type": "reunion_coordination", "topics": ["partage", "reseau"], "advisers": 6,
         "structures": 3, "initiative": "initiative", "name": ""},
    ),
    (
        CoordinationKind.EVENT,
        12,
        {"name": "Forum des associations", "event_type": "grand_public", "organizers": ["commune"], "participants": 140,
         "reach": "communal"},
    ),
    (
        CoordinationKind.PARTNERSHIP,
        20,
        {"name": "Parcours vers la médiathèque", "partnership_kinds": ["parcours_usager"], "reach": "intercommunal",
         "partners": [{"name": "Médiathèque de Vitré", "kind": "commune", "other": ""}]},
    ),
)  # fmt: skip


def fill(by: Membership, *, venue: Venue, submissions: list[UUID], now: datetime) -> None:
    """Note the questions, one every other day, and the coordination activities."""
    for age, (text, times, heard_from) in enumerate(QUESTIONS):
        at = now - timedelta(days=2 * age)
        noting.note(text, times=times, heard_from=heard_from, venue=venue, on=at.date(), by=by, now=at)
    for (kind, age, values), submission in zip(COORDINATIONS, submissions, strict=True):
        at = now - timedelta(days=age)
        coordinating.create(kind, {"on": at.date(), **values}, submission=submission, by=by, now=at)
