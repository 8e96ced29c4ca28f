"""Reads the public site as a network shows it, at its own domain or in its folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix

from escale.networks import addresses
from escale.networks.current import Visit, visit_of

type GetResponse = Callable[[HttpRequest], HttpResponse]


def site_of_network(get_response: GetResponse) -> GetResponse:
    """Make every page of the public site a page of the network: links stay in its folder, its first page stands at the root.

    The workspace stays at the address of the instance: one signs in there, and nowhere else.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        visit = visit_of(request)
        if visit is None:
            return get_response(request)
        asked = "/" + request.path.removeprefix(visit.folder).lstrip("/")
        if asked.startswith(addresses.TEAM):
            return HttpResponseRedirect(_address_of_instance(visit) + asked)
        # A search asked at the root is answered by the page that searches.
        request.path_info = addresses.HOME if asked == "/" and not request.GET else asked
        with _links_in(visit.folder):
            return get_response(request)

    return middleware


def _address_of_instance(visit: Visit) -> str:
    return "" if visit.folder else settings.BASE_URL


@contextmanager
def _links_in(folder: str) -> Iterator[None]:
    """Addresses made meanwhile begin with this folder."""
    before = get_script_prefix()
    set_script_prefix(folder or before)
    try:
        yield
    finally:
        set_script_prefix(before)
