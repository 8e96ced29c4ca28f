"""What is said among peers: a question solved, one without answer, a case study, a discussion, a circle, a message reported."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from escale.accounts.models import Membership, Network
from escale.community import answering, circles, drafts, inviting, moderating, posting
from escale.community.models import SharedLicence, Theme, Thread, ThreadKind
from escale.community.posting import Opening, Resource, Words
from escale.operations.demo.town import Town

NOTEBOOK = Resource(
    title="Le carnet de mes codes, à imprimer", url="https://example.org/carnet-de-codes", licence=SharedLicence.BY_SA
)


@dataclass(frozen=True, kw_only=True)
class _Peers:
    """Who speaks, and where."""

    town: Town
    maelle: Membership
    yann: Membership
    claire: Membership
    neighbour: Membership
    network: str

    def ago(self, days: int, hours: int = 0) -> datetime:
        return self.town.now - timedelta(days=days, hours=hours)


def fill(town: Town, *, neighbour: Membership) -> None:
    """Write them as their days go by, through the product's own operations."""
    network = Network.objects.filter(organizations=town.maelle.organization).order_by("pk").first()
    members = town.members
    peers = _Peers(
        town=town,
        maelle=town.maelle,
        yann=members["Yann"],
        claire=members["Claire"],
        neighbour=neighbour,
        network=f"{circles.NETWORK}-{network.pk}" if network else f"{circles.TEAM}-{town.maelle.organization_id}",
    )
    _solved(peers)
    _case(peers)
    _unanswered(peers)
    _in_the_team(peers)
    _circle(peers)


def _open(
    peers: _Peers,
    member: Membership,
    key: str,
    opening: Opening,
    words: Words,
    *,
    at: datetime,
    resource: Resource | None = None,
) -> Thread:
    submission = peers.town.submission()
    return posting.open_thread(member, key, opening, words, resource=resource, submission=submission, now=at)


def _solved(peers: _Peers) -> None:
    """The conversation of the drawings: a password one is asked to keep."""
    opening = Opening(
        kind=ThreadKind.QUESTION,
        theme=Theme.POSTURE,
        title="Elle veut que je garde son mot de passe. Comment dire non ?",
    )
    asked = Words(
        text="Une dame vient chaque semaine. Elle me demande de noter son mot de passe « au cas où ». "
        "J’ai peur de la perdre si je refuse. Vous dites quoi, vous ?"
    )
    thread = _open(peers, peers.maelle, peers.network, opening, asked, at=peers.ago(9))
    helps = posting.answer(
        peers.neighbour,
        thread,
        Words(
            text="J’ai essayé **le carnet à elle**, fermé par un ruban, qu’elle garde dans son sac. On a écrit une phrase "
            "qui lui parle au lieu d’un mot de passe. Elle ne m’a plus rien demandé."
        ),
        resource=NOTEBOOK,
        submission=peers.town.submission(),
        now=peers.ago(9, -2),
    )
    said = posting.answer(
        peers.yann,
        thread,
        Words(
            text="Je dis toujours la même phrase : « Si je l’ai, ce n’est plus à vous. » "
            "Et je montre la page du gestionnaire de mots de passe du téléphone."
        ),
        submission=peers.town.submission(),
        now=peers.ago(8),
    )
    posting.answer(
        peers.maelle,
        thread,
        Words(text="Merci @Yann, ta phrase est courte : je l’ai dite ce matin, elle a souri."),
        quotes=said,
        submission=peers.town.submission(),
        now=peers.ago(7),
    )
    answering.thank(helps, by=peers.maelle.user, now=peers.ago(7))
    answering.thank(helps, by=peers.claire.user, now=peers.ago(7))
    answering.thank(said, by=peers.maelle.user, now=peers.ago(7))
    answering.solve(thread, by=peers.maelle.user, post=helps, now=peers.ago(7))


def _case(peers: _Peers) -> None:
    opening = Opening(kind=ThreadKind.CASE, theme=Theme.POSTURE, title="Un fils demande les codes de sa mère")
    words = Words(
        text="Un monsieur vient à la place de sa mère. Il veut ses codes pour « faire ses papiers ». "
        "Elle attend dans la voiture.",
        done="J’ai proposé qu’elle entre, et qu’on regarde ensemble. Elle a dit qu’elle préférait apprendre elle-même.",
        asked="Comment poser le cadre sans accuser personne ?",
    )
    thread = _open(peers, peers.neighbour, peers.network, opening, words, at=peers.ago(5))
    posting.answer(
        peers.claire,
        thread,
        Words(
            text="Trois choses qui aident :\n\n- parler d’abord à la personne concernée ;\n- dire ce que la loi permet, "
            "le mandat par exemple ;\n- proposer un rendez-vous à deux."
        ),
        submission=peers.town.submission(),
        now=peers.ago(4),
    )


def _unanswered(peers: _Peers) -> None:
    opening = Opening(
        kind=ThreadKind.QUESTION, theme=Theme.EQUIPMENT, title="Quelle tablette pour qui tremble un peu ?"
    )
    words = Words(
        text="Je cherche un réglage ou un accessoire simple. L’écran répond trop vite, et la personne se décourage."
    )
    _open(peers, peers.yann, peers.network, opening, words, at=peers.ago(1))


def _in_the_team(peers: _Peers) -> None:
    opening = Opening(kind=ThreadKind.TALK, theme=Theme.WORKSHOPS, title="Ce qui a marché à l’atelier du vendredi")
    words = Words(text="Commencer par les photos du téléphone : tout le monde en a, et tout le monde veut les garder.")
    key = f"{circles.TEAM}-{peers.maelle.organization_id}"
    thread = _open(peers, peers.maelle, key, opening, words, at=peers.ago(3))
    post = posting.answer(
        peers.yann,
        thread,
        Words(text="Et finir dix minutes plus tôt, pour les questions qu’on n’ose pas poser devant les autres."),
        submission=peers.town.submission(),
        now=peers.ago(2),
    )
    answering.thank(post, by=peers.maelle.user, now=peers.ago(2))
    values = {
        "nature": "question",
        "circle": key,
        "theme": Theme.PAPERWORK.value,
        "title": "Qui accompagne la demande de carte grise ?",
        "text": "On me la demande chaque semaine depuis la rentrée. ",
    }
    drafts.keep(peers.maelle, values, thread=None, submission=peers.town.submission(), now=peers.ago(1))


def _circle(peers: _Peers) -> None:
    """An open circle with somebody of another organization, and a message its moderator is asked to read."""
    circle = inviting.open_circle(
        peers.maelle,
        name="Parler d’argent en rendez-vous",
        rules="Ce qui se dit ici y reste. On ne nomme personne. On écoute avant de conseiller.",
        now=peers.ago(12),
    )
    guest = inviting.invite(circle, email=peers.neighbour.user.email, by=peers.maelle, now=peers.ago(12))
    inviting.join(guest, now=peers.ago(11))
    opening = Opening(kind=ThreadKind.QUESTION, theme=Theme.PUBLICS, title="Payer en ligne : jusqu’où allez-vous ?")
    words = Words(text="Je m’arrête avant la carte. Certains me demandent de la taper pour eux.")
    thread = _open(peers, peers.neighbour, circles.key_of(circle), opening, words, at=peers.ago(6))
    post = posting.answer(
        peers.maelle,
        thread,
        Words(text="Pareil. Je tourne la tête, et je le dis en souriant."),
        submission=peers.town.submission(),
        now=peers.ago(5),
    )
    moderating.report(
        post,
        by=peers.neighbour,
        why="Je me demande si cela ne fait pas reconnaître quelqu’un.",
        submission=peers.town.submission(),
        now=peers.ago(4),
    )
