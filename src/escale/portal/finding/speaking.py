"""Who speaks a language: the advisers whose page says so, each with her next free hour."""

from collections.abc import Sequence
from datetime import datetime

from escale.directory.needs import Language
from escale.french import elision
from escale.offers.finding import Criteria
from escale.offers.understanding import Meaning, understand
from escale.portal.activity import Activity
from escale.portal.advisers import page
from escale.portal.advisers.page import AboutAdviser
from escale.portal.nearby import PlaceNear
from escale.publishing import advisers
from escale.publishing.models import AdviserPage

MOST = 3
MOST_READ = 60


def cards(language: Language, criteria: Criteria, near: Sequence[PlaceNear], *, now: datetime) -> list[Activity]:
    """The nearest advisers who speak it, of what this site shows; those near nobody said are left out."""
    pages = advisers.shown().order_by("pk")
    if criteria.organization_ids is not None:
        pages = pages.filter(organization__in=criteria.organization_ids)
    if criteria.around is not None:
        pages = pages.filter(organization__in={place.venue.organization_id for place in near})
    speaking = [own for own in pages.exclude(languages="")[:MOST_READ] if _speaks(own, language)]
    return [_card(page.read(own, now=now), language) for own in speaking[:MOST]]


def _speaks(own: AdviserPage, language: Language) -> bool:
    return language in understand(own.languages).of(Meaning.LANGUAGE)


def _card(about: AboutAdviser, language: Language) -> Activity:
    venue = about.places[0].venue if about.places else None
    hour = about.next_hour
    return Activity(
        kind="rdv",
        kind_label="Rendez-vous",
        on=None,
        title=f"{about.first_name} vous reçoit en {language.label.lower()}",
        when=f"prochaine heure libre : {hour.words}" if hour else "",
        where=hour.where if hour else about.organization.name,
        address=about.path,
        action=f"Voir la page {elision.of(about.first_name)}",
        phone=(venue.phone if venue else "") or about.organization.phone,
        spot=venue.point if venue else None,
        spot_name=venue.name if venue else "",
        spot_address=venue.one_line_address if venue else "",
    )
