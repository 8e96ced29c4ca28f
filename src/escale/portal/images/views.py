"""A picture of what is written, made at its first reader, kept, and known for a year by whoever read it."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale import limits
from escale.accounts.models import User
from escale.limits import Limit
from escale.portal.guards import NOT_KEPT, public
from escale.portal.images import shown
from escale.publishing.models import Picture, PictureQuerySet, RenditionFormat
from escale.writing import pictures, rights
from escale.writing.models import PictureConsent

A_YEAR = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
"""Of a picture that shows somebody: she may take her consent back, and browsers ask again within the hour."""
MADE_PER_ADDRESS = Limit("renditions-address", 200, 600)
"""Making one takes up to a quarter of a second; reading it again costs nothing, and isn't counted."""

MOST_ORGANIZATIONS = 20
"""The same photo may have been brought by several."""


@public
@require_safe
def rendition(request: HttpRequest, stem: str, width: int, into: RenditionFormat) -> HttpResponse:
    """A picture at one width: to all when something published shows it, else to the team that writes with it.

    One whose consent is over is shown to nobody.
    """
    if width not in pictures.WIDTHS:
        raise Http404
    now = timezone.now()
    named = Picture.objects.without_content().filter(name__in=[f"{stem}.jpg", f"{stem}.png"])
    found = rights.shown(named, on=timezone.localdate(now)).order_by("pk")
    for picture in found[:MOST_ORGANIZATIONS]:
        if shown.is_on_a_page(picture, now=now):
            return _to_all(request, picture, width, into)
    own = found.filter(pk__in=_own(request)).first()
    if own is None:
        raise Http404
    return _answer(request, own, width, into, headers=NOT_KEPT)


def _to_all(request: HttpRequest, picture: Picture, width: int, into: RenditionFormat) -> HttpResponse:
    if not PictureConsent.objects.filter(picture=picture).exists():
        return _answer(request, picture, width, into, headers={"Cache-Control": A_YEAR})
    # The address says the content: whoever has it is told so without a byte of it.
    kept = {"Cache-Control": AN_HOUR, "ETag": f'"{picture.name}-{width}-{into}"'}
    if request.headers.get("If-None-Match") == kept["ETag"]:
        return HttpResponseNotModified(headers=kept)
    return _answer(request, picture, width, into, headers=kept)


def _own(request: HttpRequest) -> PictureQuerySet:
    """The pictures of the organizations of whoever asks; none of a visitor."""
    user = request.user
    return Picture.objects.visible_to(user) if isinstance(user, User) else Picture.objects.none()


def _answer(
    request: HttpRequest, picture: Picture, width: int, into: RenditionFormat, *, headers: dict[str, str]
) -> HttpResponse:
    content = pictures.content(picture, width=width, into=into)
    if content is None:
        limits.take(MADE_PER_ADDRESS, limits.address_of(request), now=timezone.now())
        content = pictures.make(picture, width=width, into=into)
    told = {"X-Content-Type-Options": "nosniff", **headers}
    return HttpResponse(content, content_type=pictures.CONTENT_TYPES[into], headers=told)
