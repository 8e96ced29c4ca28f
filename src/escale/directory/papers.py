"""The slip somebody takes to a partner: where, when, whom to call, a map; what she needs, when she is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from escale.accounts.models import Organization
from escale.directory import hours
from escale.directory.models import Partner, Referral
from escale.french.dates import day_hour
from escale.places import maps
from escale.places.maps import Mark, Sketch

MAP_WIDTH, MAP_HEIGHT = 680, 300


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What the sheet says; without a referral it names nobody."""

    partner: Partner
    organization: Organization
    address: str
    hours: Sequence[str]
    map: Sketch | None
    first_name: str = ""
    words: str = ""
    adviser: str = ""
    together: str = ""

    @property
    def title(self) -> str:
        return "Bon d’orientation" if self.first_name else "Où aller"


def slip(partner: Partner, referral: Referral | None = None, *, says_need: bool = True, now: datetime) -> Slip:
    """The sheet of a partner, or of somebody sent there: her first name and her need, nothing else of her.

    Without `says_need` it leaves the need out: whoever prints it may not read it.
    """
    today = now.astimezone(ZoneInfo(partner.time_zone)).date()
    person = referral.person if referral else None
    meets_at = referral.together_at if referral else None
    return Slip(
        partner=partner,
        organization=partner.organization,
        address=", ".join(filter(None, [partner.address, partner.address_more])),
        hours=[partner.hours_note] if partner.hours_note else hours.sentences(partner.hours, today=today),
        map=_map(partner),
        first_name=person.first_name if person else "",
        words=referral.words if referral and says_need else "",
        adviser=referral.adviser.full_name if referral else "",
        together=day_hour(meets_at.astimezone(ZoneInfo(partner.time_zone))) if meets_at else "",
    )


def _map(partner: Partner) -> Sketch | None:
    at = partner.point
    marks = [Mark(number=1, latitude=at.latitude, longitude=at.longitude, name=partner.name)] if at else []
    return maps.sketch(marks, width=MAP_WIDTH, height=MAP_HEIGHT)
