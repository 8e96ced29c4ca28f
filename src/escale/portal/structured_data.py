"""Pages as schema.org describes them, for search engines: blocks of data, which no browser runs."""

import json
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from escale.accounts.models import Organization
from escale.places.models import Venue

NO_MARKUP = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"}
"""A name that holds "</script>" closes nothing."""


def block(*described: dict[str, Any]) -> SafeString:
    """What a page is about, in one block."""
    whole: dict[str, Any] = {"@context": "https://schema.org", "@graph": described}
    if len(described) == 1:
        whole = {"@context": "https://schema.org", **described[0]}
    written = json.dumps(whole, ensure_ascii=False).translate(NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(written))


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The pages above one, and itself, as (name, address)."""
    rows = [
        {"@type": "ListItem", "position": rank, "name": name, "item": settings.BASE_URL + path}
        for rank, (name, path) in enumerate(trail, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": rows}


def where_it_is(venue: Venue) -> dict[str, Any]:
    """The address of a place and its point on a map."""
    address = {
        "@type": "PostalAddress",
        "streetAddress": venue.address,
        "postalCode": venue.postcode,
        "addressLocality": venue.commune_name,
        "addressCountry": "FR",
    }
    if venue.point is None:
        return {"address": address}
    geo = {"@type": "GeoCoordinates", "latitude": venue.point.latitude, "longitude": venue.point.longitude}
    return {"address": address, "geo": geo}


def organization(one: Organization) -> dict[str, Any]:
    """Who proposes something, with its page when the public reads one."""
    said = {"@type": "Organization", "name": one.name}
    if one.is_open_online:
        whole = settings.BASE_URL + reverse("portal:organization", args=[one.slug])
        said |= {"@id": whole, "url": whole}
    return said | ({"telephone": one.phone} if one.phone else {})


def listed(name: str, addresses: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A list of pages as (name, path)."""
    rows = [
        {"@type": "ListItem", "position": rank, "name": title, "url": settings.BASE_URL + path}
        for rank, (title, path) in enumerate(addresses, 1)
    ]
    return {"@type": "ItemList", "name": name, "numberOfItems": len(rows), "itemListElement": rows}
