"""What stands before the pages of one's own space: it must be open; some pages also want the number to be proved."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from escale.portal.guards import NOT_KEPT, View, public
from escale.portal.space import session
from escale.portal.space.session import Visit

type SpaceView = Callable[Concatenate[HttpRequest, Visit, ...], HttpResponse]


def private(view: Callable[..., HttpResponse]) -> View[...]:
    """A page no cache keeps and no search engine reads."""

    @public
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in NOT_KEPT.items():
            response.headers[name] = value
        return response

    return guarded


def with_space(view: SpaceView) -> View[...]:
    """The view gets the visit; without any, the number is asked first."""

    @private
    @wraps(view)
    def guarded(request: HttpRequest, /, **more: Any) -> HttpResponse:
        visit = session.visit(request, now=timezone.now())
        return redirect("portal:space") if visit is None else view(request, visit, **more)

    return guarded


def with_proof(view: SpaceView) -> View[...]:
    """As `with_space`, where a code proved the number: an address one was sent can be passed on by mistake."""

    @with_space
    @wraps(view)
    def guarded(request: HttpRequest, visit: Visit, /, **more: Any) -> HttpResponse:
        return view(request, visit, **more) if visit.visitor.is_proven else redirect("portal:space-prove")

    return guarded
