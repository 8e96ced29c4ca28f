"""What was said so far, carried from page to page in the address: nothing names her, nothing is kept before the last button.

Whatever an address holds was perhaps typed by hand: what can't be read is left out, never refused.
"""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from escale.accounts.models import Organization
from escale.places.models import Venue
from escale.ui.forms import Form
from escale.workshops import positioning
from escale.workshops.interest import tidy
from escale.workshops.models import Device, RoomNeed


@dataclass(frozen=True, kw_only=True)
class Said:
    """How far she is, when she can come, where, on what, what the room must offer."""

    answers: dict[str, str] = field(default_factory=dict)
    availability: tuple[str, ...] = ()
    venue: Venue | None = None
    device: Device = Device.ANY
    room_needs: tuple[str, ...] = ()
    wants_basics: bool = False

    @classmethod
    def read(cls, query: QueryDict, organization: Organization) -> Self:
        device = query.get("device", "")
        return cls(
            answers=positioning.clean(query.dict()),
            availability=tuple(tidy(query.getlist("availability"))),
            venue=_venue(query.get("venue", ""), organization),
            device=Device(device) if device in Device.values else Device.ANY,
            room_needs=tuple(need for need in RoomNeed.values if need in query.getlist("room_needs")),
            wants_basics=query.get("wants_basics") == "on",
        )

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Everything said, as an address or hidden fields carry it; what wasn't said is left out."""
        pairs = [
            *self.answers.items(),
            *(("availability", code) for code in self.availability),
            *(("room_needs", need) for need in self.room_needs),
            ("venue", str(self.venue.pk) if self.venue else ""),
            ("device", self.device.value if self.device != Device.ANY else ""),
            ("wants_basics", "on" if self.wants_basics else ""),
        ]
        return [pair for pair in pairs if pair[1]]

    @property
    def query(self) -> str:
        """The end of an address that keeps everything said."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def kept_by(self, form: Form) -> list[tuple[str, str]]:
        """What this form doesn't ask: it carries it along."""
        return [pair for pair in self.pairs if pair[0] not in form.fields]


def _venue(text: str, organization: Organization) -> Venue | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        return None
    return Venue.objects.of_organization(organization).in_use().one(pk=int(text))
