"""Resources of the team: sites Maëlle trusts, a sheet she adapted, collections, answers of readers, a link that died."""

from datetime import datetime, timedelta

from escale.accounts.models import Membership
from escale.operations.demo.town import Town
from escale.sheets import checking, collecting, keeping, liking
from escale.sheets.models import Licence, ResourceSheet, SheetKind, SheetLink
from escale.topics import Topic

SITES = (
    (
        "17Cyber : que faire après une arnaque",
        "On répond à quelques questions, le site dit quoi faire.",
        "https://17cyber.gouv.fr/",
        Topic.SAFETY,
    ),
    (
        "Les Bons Clics",
        "Des supports d’atelier prêts à imprimer, à adapter.",
        "https://www.lesbonsclics.fr/",
        Topic.EQUIPMENT,
    ),
    (
        "Service-public.fr : les démarches",
        "Le point de départ quand on ne sait pas à qui s’adresser.",
        "https://www.service-public.fr/",
        Topic.PROCEDURES,
    ),
)
FIRST_STEPS = (
    "souris-pave-et-ecran-tactile",
    "se-servir-du-clavier",
    "envoyer-un-mail",
    "joindre-un-document-a-un-mail",
)
BLUE_WEEK = ("faire-une-visio", "ranger-ses-photos", "reconnaitre-une-arnaque", "exercice-vrai-ou-faux-message")
LIKED = (("reconnaitre-une-arnaque", 23, 2), ("envoyer-un-mail", 17, 1), ("scanner-un-papier-avec-son-telephone", 9, 3))
ADAPTED = "imprimer-un-document"


def fill(town: Town) -> None:
    """Write them through the product's own operations. The sheets that come with Escale are already there."""
    maelle, now = town.maelle, town.now
    for title, sentence, url, topic in SITES:
        said = {"kind": SheetKind.SITE, "title": title, "sentence": sentence, "url": url, "topics": [topic.value]}
        terms = {"licence": Licence.RESERVED}
        keeping.begin_site(said | terms, by=maelle, submission=town.submission(), now=now - timedelta(days=60))
    _adapt(town)
    _collect(maelle, "Premiers pas", "Pour qui touche un ordinateur pour la première fois.", FIRST_STEPS, True, now)
    _collect(maelle, "Semaine bleue", "Ce que nous avons imprimé pour les ateliers d’octobre.", BLUE_WEEK, False, now)
    for starter, yes, no in LIKED:
        sheet = ResourceSheet.objects.get(organization=None, starter=starter)
        for helped in [True] * yes + [False] * no:
            liking.say(sheet, helped=helped)
    _links(now)


def _adapt(town: Town) -> None:
    """Her own version of a sheet, which it is time to read over; another one is still a draft."""
    shipped = ResourceSheet.objects.get(organization=None, starter=ADAPTED)
    last_year = town.now - timedelta(days=370)
    own = keeping.copy(shipped, by=town.maelle, submission=town.submission(), now=last_year)
    keeping.change(own, {"title": "Imprimer au Centre social"}, by=town.maelle, now=last_year)
    keeping.publish(own, by=town.maelle)
    draft = ResourceSheet.objects.get(organization=None, starter="faire-une-visio")
    keeping.copy(draft, by=town.maelle, submission=town.submission(), now=town.now - timedelta(days=3))


def _collect(
    by: Membership, title: str, sentence: str, starters: tuple[str, ...], is_public: bool, now: datetime
) -> None:
    made = collecting.make(by.organization, title=title, sentence=sentence, is_public=is_public, now=now)
    for starter in starters:
        collecting.put(ResourceSheet.objects.get(organization=None, starter=starter), made)


def _links(now: datetime) -> None:
    """What the worker found: all answer but one, for five days. Nothing is asked here of anybody’s site."""
    checking.note_all(now=now)
    SheetLink.objects.update(checked_at=now - timedelta(days=2), due_at=now + timedelta(days=5))
    dead = SheetLink.objects.filter(url="https://www.lesbonsclics.fr/", sheet__organization__isnull=False)
    dead.update(problem=checking.LinkProblem.UNREACHABLE, failing_since=now - timedelta(days=5))
