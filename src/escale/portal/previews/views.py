"""The image of a link."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from escale import limits
from escale.portal.guards import public
from escale.portal.previews import cards
from escale.publishing.rendering import link_card
from escale.publishing.rendering.link_card import LinkCard

MOST_KEPT = 64
"""Images kept by each process, some 5 MB: drawing one takes a fifth of a second."""
KEPT_SECONDS = 24 * 3600


@public
@require_safe
def preview(request: HttpRequest, about: str, slug: str) -> HttpResponse:
    """The page as an image of 1200 by 630 pixels; 404 where none can be drawn: the link is then shown without."""
    now = timezone.now()
    limits.take(limits.IMAGES_PER_ADDRESS, limits.address_of(request), now=now)
    card = cards.card(about, slug, now=now)
    if card is None:
        raise Http404
    try:
        content = _drawn(card)
    except OSError as problem:  # No Pango on this machine.
        raise Http404 from problem
    response = HttpResponse(content, content_type="image/png")
    # Programs of other sites show it: that is what it is for.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


@lru_cache(maxsize=MOST_KEPT)
def _drawn(card: LinkCard) -> bytes:
    return link_card.png(card)
