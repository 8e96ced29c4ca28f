"""What every layout reads: look, menus, telephone. Needs neither the database nor a session."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from escale.ui.display import Display
from escale.ui.navigation import public_menu, work_navigation


def display_choices(request: HttpRequest) -> dict[str, Any]:
    """Context of every page. A view about one organization gives its own `site_phone` and `site_name`."""
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "display": Display.from_cookies(request.COOKIES, return_to=request.get_full_path()),
        "navigation": SimpleLazyObject(lambda: work_navigation(view_name)),
        "public_menu": SimpleLazyObject(lambda: public_menu(view_name)),
        "site_phone": settings.PUBLIC_PHONE,
        "site_name": "",
        "network_site": None,
        "network_colors": "",
    }
