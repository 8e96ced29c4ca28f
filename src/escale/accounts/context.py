"""What every template knows of the person who reads it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from escale.accounts import rules


def membership(request: HttpRequest) -> dict[str, Any]:
    """`membership` (none for the public), read from the database only by the pages that use it."""
    current = getattr(request, "membership", None)
    may_manage_team = SimpleLazyObject(lambda: rules.may_manage_team(current) if current else False)
    # The gallery has no member: it shows every entry of the menus.
    may_set_up = SimpleLazyObject(lambda: rules.may_set_up(current) if current else True)
    required = SimpleLazyObject(lambda: rules.must_have_second_factor(current) if current else False)
    return {
        "membership": current,
        "may_manage_team": may_manage_team,
        "may_set_up": may_set_up,
        "demo_logins": settings.DEMO_LOGINS if settings.DEMO else (),
        "demo_password": settings.DEMO_PASSWORD if settings.DEMO else "",
        "second_factor_required": settings.SECOND_FACTOR_REQUIRED and required,
    }
