"""What the page of a partner shows."""

from datetime import date, datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse

from escale.accounts.models import Membership
from escale.desk.partners import listing
from escale.directory import events, exporting, figures, hours, meetings, needs, opening, rules
from escale.directory.models import Contact, Partner, PartnerNeed
from escale.places import maps
from escale.places.maps import Mark
from escale.together import read_together

MOST_MEETINGS, MOST_EVENTS = 5, 5
COUNTED = relativedelta(years=1)


def of(partner: Partner, *, by: Membership, now: datetime, on: date) -> dict[str, Any]:
    """Everything the team knows of a partner, in words. As many queries, whatever there is of each."""
    prefetch_related_objects([partner], Prefetch("needs", PartnerNeed.objects.order_by("pk")))
    met = meetings.journal(partner.organization, partner=partner)[: MOST_MEETINGS + 1]
    together = events.of(partner.organization, partner=partner)[:MOST_EVENTS]
    contacts = Contact.objects.filter(partner=partner).in_use().order_by("name", "pk")
    known_by = partner.known_by.order_by("first_name", "pk")
    read_together(met, together, contacts, known_by)
    talks = list(met)
    return {
        "partner": partner,
        "domains": listing.domains_of(partner)[: listing.MOST_TAGS],
        "needs": [need.label for row in partner.needs.all() if (need := needs.by_code(row.need))],
        "publics": _labels(needs.Public, partner.publics),
        "languages": _labels(needs.Language, partner.languages),
        "opening": opening.of(partner, now=now),
        "week": hours.sentences(partner.hours, today=on),
        "contacts": contacts,
        "talks": talks[:MOST_MEETINGS],
        "more_talks": len(talks) > MOST_MEETINGS,
        "events": together,
        "known_by": known_by,
        "is_known": by.user in known_by,
        "is_old": partner.check_again_on is None or partner.check_again_on <= on,
        "gauge": exporting.gauge_of(partner, on=on),
        "figures": figures.of_partner(partner, on - COUNTED, on),
        "sketch": _drawing(partner),
        "may_edit": rules.may_edit_partners(by),
        "may_refer": rules.may_refer(by),
    }


def _labels(known: Any, codes: list[str]) -> list[str]:
    return [known(code).label for code in codes if code in known.values]


def _drawing(partner: Partner) -> Any:
    point = partner.point
    if point is None:
        return None
    address = reverse("desk:partner", args=[partner.pk])
    mark = Mark(number=1, latitude=point.latitude, longitude=point.longitude, name=partner.name, href=address)
    return maps.sketch([mark])
