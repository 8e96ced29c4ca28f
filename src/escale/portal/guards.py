"""What stands before the public's views: who may come, how often, and what must not be kept of a secret address."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from escale import limits
from escale.appointments import links, offer_links
from escale.directory import answering, prescribing
from escale.limits import TooManyTries
from escale.mandates import links as mandate_links
from escale.media.comments import links as comment_links
from escale.myspace import links as agreement_links
from escale.networks import links as join_links
from escale.publishing.mailing import links as recipient_links
from escale.questions import links as question_links
from escale.statistics import releasing
from escale.ui import errors
from escale.workshops import links as enrollment_links

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]

NOT_KEPT = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    # Not "no-referrer": browsers would then send forms with "Origin: null", which Django refuses as forged.
    # No other site learns the address either way.
    "Referrer-Policy": "same-origin",
}


def public[**P](view: View[P]) -> View[P]:
    """A page for everyone; too many tries are answered with a page that says how long to wait."""

    @login_not_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TooManyTries as problem:
            return errors.too_many(request, retry_after=problem.retry_after)

    return guarded


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours sent the form; a browser too old to say where it comes from is believed."""
    origin = request.headers.get("Origin", "")
    try:
        return not origin or urlsplit(origin).netloc == request.get_host()
    except ValueError:
        return False


def _behind_secret[R](
    find: Callable[[str], R | None],
) -> Callable[[Callable[Concatenate[HttpRequest, R, ...], HttpResponse]], View[...]]:
    """Build the guard of pages behind a secret address: the view gets the row, and what else the address says.

    An unknown secret opens nothing.
    """

    def guard(view: Callable[Concatenate[HttpRequest, R, ...], HttpResponse]) -> View[...]:
        @public
        @wraps(view)
        def guarded(request: HttpRequest, /, secret: str, **more: Any) -> HttpResponse:
            found = find(secret)
            response = _gone(request) if found is None else view(request, found, **more)
            for name, value in NOT_KEPT.items():
                response.headers[name] = value
            return response

        return guarded

    return guard


with_appointment = _behind_secret(links.find)
with_place = _behind_secret(offer_links.find_entry)
with_offer = _behind_secret(offer_links.find_offer)
with_enrollment = _behind_secret(enrollment_links.find)
with_figures = _behind_secret(releasing.find)
with_question_link = _behind_secret(question_links.find)
with_referral = _behind_secret(answering.find)
with_prescriber = _behind_secret(prescribing.find)
with_mandate = _behind_secret(mandate_links.find)
with_join_invitation = _behind_secret(join_links.find)
with_agreement = _behind_secret(agreement_links.find)
with_recipient = _behind_secret(recipient_links.find)
with_comment = _behind_secret(comment_links.find)


def _gone(request: HttpRequest) -> HttpResponse:
    limits.take(limits.WRONG_SECRETS_PER_ADDRESS, limits.address_of(request), now=timezone.now())
    return render(request, "portal/link_gone.html", status=404)
