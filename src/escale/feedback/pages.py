"""Which page is spoken of: its kind, with every variable part left out, and its address when it holds no secret."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, ResolverMatch, resolve

from escale.feedback.models import LONGEST_ADDRESS, LONGEST_PAGE

PUBLIC_SITE = {"portal", "ui", "api"}
SHOWN_TO_ALL = {"slug", "organization", "position", "language"}
"""The variable parts of addresses anybody may open; any other may be a secret."""

_VARIABLE = re.compile(r"<[^>]+>")
_FOLDER = re.compile(r"^/reseaux/[-\w]+(?=/)")


@dataclass(frozen=True)
class Page:
    """`kind` is "/lieux/…/"; `address` is "/lieux/centre-social/", or "" behind a secret."""

    kind: str
    address: str
    match: ResolverMatch


def without_folder(path: str) -> str:
    """The same page on the site of the instance: a network shows the public site in a folder of its own."""
    return _FOLDER.sub("", path)


def at(path: str) -> Page | None:
    """The public page at this path, whatever is asked of it after "?"; None when there is none."""
    bare = without_folder(urlsplit(path).path)
    try:
        match = resolve(bare)
    except (Resolver404, UnicodeError):
        return None
    if match.namespace not in PUBLIC_SITE:
        return None
    kind = "/" + _VARIABLE.sub("…", match.route)
    is_open = set(match.kwargs) <= SHOWN_TO_ALL and len(bare) <= LONGEST_ADDRESS
    return Page(kind[:LONGEST_PAGE], bare if is_open else "", match)
