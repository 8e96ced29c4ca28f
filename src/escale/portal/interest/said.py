"""What was said so far, carried from page to page in the address: nothing names her, nothing is kept before the last button.

Whatever an address holds was perhaps typed by hand: what can't be read is left out, never refused.
"""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from escale.accounts.models import Organization
from escale.places.models import Venue
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
    def answer_pairs(self) -> list[tuple[str, str]]:
        """The answers to the questions, as hidden fields carry them."""
        return list(self.answers.items())

    @property
    def query(self) -> str:
        """The end of an address that keeps everything said."""
        pairs = [
            *self.answer_pairs,
            *(("availability", code) for code in self.availability),
            *(("room_needs", need) for need in self.room_needs),
            ("venue", str(self.venue.pk) if self.venue else ""),
            ("device", self.device.value if self.device != Device.ANY else ""),
            ("wants_basics", "on" if self.wants_basics else ""),
        ]
        told = [pair for pair in pairs if pair[1]]
        return f"?{urlencode(told)}" if told else ""


def _venue(text: str, organization: Organization) -> Venue | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        return None
    return Venue.objects.of_organization(organization).in_use().one(pk=int(text))
