"""What is proposed at the end of a cycle, and why: one sentence each."""

import pytest

from escale.workshops.next_steps import Known, OpenGroup, Step, propose

SCAM = OpenGroup(group=7, title="Reconnaître une arnaque", level="beginner", is_cycle=False)
NEXT = OpenGroup(group=9, title="Aller plus loin", level="intermediate", is_cycle=True)
WEAK = ("Joindre un document à un mail", "Reconnaître une arnaque")


def known(**values):
    given = {"level": "beginner", "came": 9, "expected": 10, "alone": 5, "answered": 19, "weak": WEAK}
    return Known(**(given | values))


@pytest.mark.parametrize(
    ("who", "offers", "code", "reason"),
    [
        (known(placed="Déjà inscrit à « Visio »."), [NEXT], "rien", "Déjà inscrit à « Visio »."),
        (known(came=0), [NEXT], "rien", "Aucune séance suivie. Un appel dira pourquoi."),
        (
            known(answered=0, alone=0),
            [NEXT],
            "heure",
            "Pas de grille à la fin. Un rendez-vous permet de faire le point.",
        ),
        (
            known(alone=14),
            [NEXT],
            "groupe-9",
            "Fait seul 14 savoir-faire sur 19. Il reste une place dans ce cycle.",
        ),
        (known(alone=14), [SCAM], "liste-intermediate", "Fait seul 14 savoir-faire sur 19. Le niveau suivant lui ira."),
        (
            known(alone=14, level="intermediate"),
            [NEXT],
            "liste-advanced",
            "Fait seul 14 savoir-faire sur 19. Le niveau suivant lui ira.",
        ),
        (known(alone=18, level="advanced", weak=()), [], "rien", "Fait seul 18 savoir-faire sur 19. Rien ne presse."),
        (known(), [NEXT, SCAM], "groupe-7", "À revoir : reconnaître une arnaque. Cet atelier y travaille."),
        (
            known(came=3),
            [],
            "liste-beginner",
            "3 séances suivies sur 10. Un cycle du même niveau lui laisse le temps.",
        ),
        (known(), [], "heure", "2 savoir-faire à revoir. Un rendez-vous à deux avance plus vite."),
    ],
)
def test_each_proposal_says_why(who, offers, code, reason):
    found = propose(who, offers)
    assert Step(code=found.code, reason=found.reason.replace("\u00a0", " ")) == Step(code=code, reason=reason)
