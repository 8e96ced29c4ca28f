"""The commune where somebody stands, when she presses the button and her browser agrees: rounded before it leaves it."""

import re
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

from escale.offers.candidates import Box
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import Point, kilometres
from escale.ui.middleware import HEADERS

_AT = re.compile(r"(-?\d{1,2}\.\d{1,2}),(-?\d{1,3}\.\d{1,2})", re.ASCII)
"""Two decimals, a kilometre: enough for a commune, too little for a house."""
REACH_KM = 30
HEADER = "Permissions-Policy"

type View = Callable[..., HttpResponse]


def may_be_asked(view: View) -> View:
    """A page that may ask the browser where it is; every other page keeps that door closed."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers[HEADER] = HEADERS[HEADER].replace("geolocation=()", "geolocation=(self)")
        return response

    return opened


def commune_at(text: str) -> Commune | None:
    """The commune nearest to "48.12,-1.21"; None when it can't be read, or is nowhere near one."""
    if (found := _AT.fullmatch(text)) is None:
        return None
    at = Point(float(found[1]), float(found[2]))
    box = Box.around(at, km=REACH_KM)
    around = communes.within(box.south, box.west, box.north, box.east)
    return min(around, key=lambda commune: (kilometres(at, commune), commune.code), default=None)
