"""What looks after advisers: two notes of Maëlle's own, a number of the town, a colleague who would like to talk."""

from datetime import timedelta

from escale.community import help_numbers, notes, peers
from escale.community.models import PeerCall
from escale.operations.demo.town import Town

NOTES = (
    (17, "Trois personnes au bord des larmes cette semaine. Penser à garder dix minutes entre deux rendez-vous."),
    (
        2,
        "Une demande que je ne pouvais pas porter. J’ai dit que ce n’était pas mon métier, et nous avons appelé ensemble. "
        "C’était la bonne chose à faire.",
    ),
)


def fill(town: Town) -> None:
    """Write them as their days go by, through the product's own operations."""
    maelle, yann = town.maelle, town.members["Yann"]
    for days, text in NOTES:
        notes.write(text, author=maelle.user, submission=town.submission(), now=town.now - timedelta(days=days))
    help_numbers.add(
        maelle.organization,
        number="02 61 91 05 80",
        label="Hélène, responsable",
        words="Pour la prévenir le jour même, ou reprendre un échange avec elle.",
    )
    peers.ask(maelle, yann, submission=town.submission(), now=town.now - timedelta(days=12))
    peers.answer(PeerCall.objects.get(asked_by=maelle.user), now=town.now - timedelta(days=12, hours=-1))
    peers.ask(yann, maelle, submission=town.submission(), now=town.now - timedelta(hours=3))
