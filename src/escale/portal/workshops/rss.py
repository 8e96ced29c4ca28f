"""The list as RSS: what town sites, libraries and letters of information take up."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from escale.portal.workshops import words
from escale.portal.workshops.coming import Coming, place_of
from escale.portal.workshops.filters import Filters
from escale.workshops.models import Session


class _DatedFeed(Rss201rev2Feed):
    """RSS with the event module and GeoRSS: what says when and where to a program, which can't read it in the title."""

    def rss_attributes(self) -> dict[str, str]:
        modules = {"xmlns:ev": "http://purl.org/rss/1.0/modules/event/", "xmlns:georss": "http://www.georss.org/georss"}
        return super().rss_attributes() | modules

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        session: Session = item["session"]
        handler.addQuickElement("ev:startdate", session.local_start.isoformat())
        handler.addQuickElement("ev:enddate", session.local_end.isoformat())
        if place := place_of(session):
            handler.addQuickElement("ev:location", f"{place.name}, {place.one_line_address}")
            if place.point:
                handler.addQuickElement("georss:point", f"{place.point.latitude} {place.point.longitude}")


def write(found: Sequence[Coming], filters: Filters) -> bytes:
    """One item a workshop or a cycle; what was called off says so in its title."""
    feed = _DatedFeed(
        title="Ateliers numériques",
        link=settings.BASE_URL + reverse("portal:activities") + filters.query(),
        description="Les ateliers et les cycles à venir, avec leurs places.",
        language="fr",
        feed_url=settings.BASE_URL + reverse("portal:activities-rss") + filters.query(),
    )
    for one in found:
        address = settings.BASE_URL + words.address(one.group)
        feed.add_item(
            title=_title(one),
            link=address,
            unique_id=address,
            description=_description(one),
            pubdate=one.group.published_at,
            categories=[topic.label for topic in one.topics],
            session=one.next,
        )
    return feed.writeString("utf-8").encode()


def _title(one: Coming) -> str:
    off = "Annulé\u00a0: " if one.is_off else ""
    return f"{off}{one.group.title}, {words.when_words(one.next)}"


def _description(one: Coming) -> str:
    workshop = one.group.workshop
    rows = [f"À la fin, {workshop.promise}."] if workshop.promise else []
    rows.append(f"{words.where_words(one.next)}.")
    rows += [] if one.is_off else [f"{words.seats_note(one.seats)[0]}. {words.price_words(one.group)}."]
    return " ".join(rows)
