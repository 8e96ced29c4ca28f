"""What the public says of the site, week after week; Claire and Maëlle read it over; a video in sign language."""

from datetime import timedelta
from itertools import cycle, islice

from django.urls import reverse

from escale.accounts.models import Network
from escale.feedback import opinions, pages, reading
from escale.feedback.models import Answer
from escale.operations.demo.town import Town
from escale.places.models import Venue
from escale.publishing import languages
from escale.publishing.models import Language

YES, LOST, UNCLEAR, WRONG, BROKEN = Answer
SAID = (
    (
        "portal:home",
        (YES, YES, YES, LOST, YES, YES, UNCLEAR),
        ("Je cherche une aide pour ma box, je ne trouve pas le mot.",),
    ),
    ("portal:activities", (YES, LOST, YES, YES, LOST), ("Il n’y a rien le samedi.", "Rien pour les enfants ?")),
    ("portal:venues", (YES, YES, YES), ()),
    ("portal:booking-subject", (YES, UNCLEAR, YES, YES), ("« Autre démarche », je ne sais pas si c’est pour moi.",)),
    ("portal:venue", (YES, YES, WRONG), ("L’entrée est derrière, côté parking.",)),
    ("portal:privacy", (YES, UNCLEAR), ("C’est long.",)),
    ("portal:hard-words", (YES, YES), ()),
    ("portal:lost-link", (YES, BROKEN, YES), ("Le SMS n’est pas venu.",)),
)
"""By page: the answers in the order they come, again and again; the words that go with the first ones that say no."""

ROUNDS = 4
REMARKS = (
    ("portal:venues", "Où aller ?", "Mettre les horaires du jour dans la liste. On me les demande à chaque atelier."),
    ("portal:activities", "", "Trois personnes sur huit n’ont pas vu qu’on pouvait changer la commune."),
)


def fill(town: Town) -> None:
    """Write them as their days go by, through the product's own operations."""
    venue = Venue.objects.filter(organization=town.maelle.organization, archived_at=None).order_by("pk")[0]
    parts = {
        "portal:venue": [venue.slug],
        "portal:booking-subject": [town.maelle.organization.slug],
    }
    for name, answers, words in SAID:
        _answer(town, reverse(name, args=parts.get(name)), answers, list(words), name in parts)
    _read_over(town)
    languages.add(
        town.maelle.organization, Language.SIGN, "https://video.example.org/langue-des-signes/vitre", now=town.now
    )


def _answer(town: Town, path: str, answers: tuple[Answer, ...], words: list[str], is_ours: bool) -> None:
    page = pages.at(path)
    if page is None:
        raise ValueError(path)
    given = list(islice(cycle(answers), len(answers) * ROUNDS))
    for number, answer in enumerate(given):
        days = timedelta(days=(len(given) - number) * 2)
        of = town.maelle.organization.pk if is_ours else None
        kept = opinions.keep(answer, page=page, organization_id=of, on=town.today - days)
        if kept and answer != YES and words:
            opinions.add_words(kept.pk, words.pop(0))


def _read_over(town: Town) -> None:
    claire, now = town.members["Claire"], town.now
    network = Network.objects.coordinated_by(claire.user).get()
    group = reading.gather("Relecture avec les ateliers", network=network, by=claire, now=now - timedelta(days=20))
    for reader in (town.maelle, town.members["Yann"], claire):
        reading.invite(group, reader.user.email)
    for days, (name, passage, said) in enumerate(REMARKS, start=3):
        page = pages.at(reverse(name))
        if page is None:
            raise ValueError(name)
        reading.remark(
            said,
            passage=passage,
            page=page,
            group=group,
            by=town.maelle.user,
            submission=town.submission(),
            now=now - timedelta(days=days),
        )
