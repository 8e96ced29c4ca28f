"""The page a monitor asks."""

import logging
from dataclasses import asdict

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from escale.operations import health

log = logging.getLogger(__name__)


@login_not_required
@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """Tell a monitor how the instance is, and nothing else about it; 503 when no page can work."""
    try:
        found, status = health.check(now=timezone.now()), 200
    except DatabaseError:
        log.exception("the database did not answer")
        found, status = health.DATABASE_AWAY, 503
    response = JsonResponse(asdict(found), status=status)
    add_never_cache_headers(response)
    return response
