"""The only door of the editor: which of Wagtail's pages exist, who walks in, and under which policy they are shown.

Wagtail brings some two hundred addresses: users, groups, sites, collections, reports, an account, a sign-in. Those that
are not named here answer 404, so that a version of Wagtail that adds one opens nothing.
"""

from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.csp import CSP
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.users.models import UserProfile

from escale.accounts.access import MemberRequest
from escale.ui.errors import bad_request
from escale.writing import rules

PREFIX = "equipe/redaction/"

FURNITURE = frozenset(
    {
        "writing-home",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtailadmin_choose_page_external_link",
        "wagtailadmin_choose_page_email_link",
        "wagtailadmin_choose_page_phone_link",
        "wagtailadmin_editing_sessions:ping",
        "wagtailadmin_editing_sessions:release",
    }
)
"""What every page of the editor leans on."""

open_pages: set[str] = set(FURNITURE)
"""The names of the addresses that exist; each kind of text adds its own (`viewsets.py`)."""

# Draftail, in which paragraphs are typed, writes style elements of its own: inline styles are allowed, inline scripts never.
POLICY = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}


class EditorGate:
    """A middleware, the last before the page: it answers in the place of what is closed."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.get_response(request)
        match = request.resolver_match
        if match is not None and match.route.startswith(PREFIX) and not hasattr(response, "_csp_config"):
            response._csp_config = POLICY  # type: ignore[attr-defined]
            # Texts travel there as JSON and as forms: they are put into French typography when they are shown.
            response.typography_done = True  # type: ignore[attr-defined]
        return response

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A form sent without its fields is nobody's gesture: 400, where Wagtail would break down."""
        match = request.resolver_match
        if match is None or not match.route.startswith(PREFIX) or request.method != "POST":
            return None
        is_cut = isinstance(problem, MultiValueDictKeyError) or not request.POST
        return bad_request(request, problem) if is_cut else None

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        match = request.resolver_match
        if match is None or not match.route.startswith(PREFIX):
            return
        if match.view_name not in open_pages:
            raise Http404
        membership = cast(MemberRequest, request).membership
        if not membership:
            raise Http404
        if not rules.may_write(membership):
            raise PermissionDenied
        request.user.writing_as = membership  # type: ignore[union-attr]
        # Wagtail keeps one row a user for her language and her zone, UTC without it: hours are typed as they are lived.
        request.user.wagtail_userprofile = UserProfile(  # type: ignore[union-attr]
            preferred_language=settings.LANGUAGE_CODE, current_time_zone=settings.DEFAULT_TIME_ZONE
        )
