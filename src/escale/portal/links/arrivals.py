"""Through which short address somebody came: pages and forms carry its code (`?r=`), nothing else remembers it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest

from escale.accounts.models import Organization
from escale.publishing import acquisition, links
from escale.publishing.models import TrackedLink

_CODE = re.compile(f"[{links.ALPHABET}]{{{links.LENGTH}}}")


@dataclass(frozen=True)
class Arrival:
    """How somebody came to the form she sends: through a short address of the organization, or by herself."""

    link: TrackedLink | None

    @property
    def acquisition(self) -> str:
        """What the question "Comment nous avez-vous connus ?" says until she answers it herself."""
        return acquisition.answer_of(self.link.channel) if self.link and self.link.channel else ""

    def count(self, *, made_at: datetime, now: datetime) -> None:
        """Count what she enrolled in or booked; the same form sent again was made before, and counts once.

        After the booking, not with it: an hour lost to a count would be worse than a count lost.
        """
        if self.link and made_at == now:
            links.count_booking(self.link, on=today(now))


def code_of(query: Mapping[str, str]) -> str:
    """The code an address or a form carries; nothing when it can't be one."""
    code = query.get(links.PARAMETER, "").lower()
    return code if _CODE.fullmatch(code) else ""


def code_in(request: HttpRequest) -> str:
    """The code of the page, or of the form sent from it."""
    return code_of(request.GET.dict()) or code_of(request.POST.dict())


def arrival(code: str, organization: Organization) -> Arrival:
    """What the code says to this organization: an address of another one says nothing of it."""
    link = links.find(code) if code else None
    return Arrival(link if link and link.organization_id == organization.pk else None)


def carried(address: str, code: str) -> str:
    """The address of a page of this site, with the code when there is one."""
    if not code:
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(query="&".join(filter(None, [parts.query, f"{links.PARAMETER}={code}"]))))


def today(now: datetime) -> date:
    """The day a visit counts in, on the clock of the instance."""
    return now.astimezone(ZoneInfo(settings.DEFAULT_TIME_ZONE)).date()
