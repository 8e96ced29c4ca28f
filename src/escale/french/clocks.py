"""What a clock is called, on a page that shows hours of two places."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

CLOCKS: Mapping[str, str] = MappingProxyType(
    {
        "Europe/Paris": "de Paris",
        "America/Guadeloupe": "de Guadeloupe",
        "America/Martinique": "de Martinique",
        "America/Cayenne": "de Guyane",
        "America/Miquelon": "de Saint-Pierre",
        "America/St_Barthelemy": "de Saint-Barthélemy",
        "America/Marigot": "de Saint-Martin",
        "Indian/Reunion": "de La Réunion",
        "Indian/Mayotte": "de Mayotte",
        "Pacific/Noumea": "de Nouméa",
        "Pacific/Tahiti": "de Tahiti",
        "Pacific/Marquesas": "des Marquises",
        "Pacific/Gambier": "des Gambier",
        "Pacific/Wallis": "de Wallis",
    }
)


def clock(zone: ZoneInfo) -> str:
    """ "heure de La Réunion"; the name of the zone when it isn't French."""
    return f"heure {CLOCKS.get(zone.key, f'de {zone.key}')}"


def clock_beside(zone: ZoneInfo, *, usual: ZoneInfo, at: datetime) -> str:
    """The same, only when that clock shows another hour than the usual one at that instant; "" otherwise."""
    return "" if at.astimezone(zone).utcoffset() == at.astimezone(usual).utcoffset() else clock(zone)
