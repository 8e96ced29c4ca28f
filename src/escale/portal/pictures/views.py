"""The pictures the public pages show, each at an address that says its content."""

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from escale.places.models import Venue
from escale.portal.guards import public
from escale.publishing import advisers
from escale.publishing.models import Identity, Picture, PictureKind, PictureQuerySet, VenuePhoto

A_YEAR = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
"""Of a face: she may take it off, and browsers ask again within the hour."""


@public
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A face, a place or a logo that a public page shows now; another content would have another name."""
    shown = get_object_or_404(_on_a_page().filter(name=name).order_by("pk")[:1])
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    kept = AN_HOUR if shown.kind == PictureKind.PORTRAIT else A_YEAR
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": kept}
    return HttpResponse(bytes(shown.content), content_type=kind, headers=headers)


def _on_a_page() -> PictureQuerySet:
    faces = advisers.shown().filter(photo=OuterRef("pk"))
    places = VenuePhoto.objects.filter(picture=OuterRef("pk"), venue__in=Venue.objects.on_public_pages())
    logos = Identity.objects.filter(logo=OuterRef("pk"), organization__online_booking_opened_at__isnull=False)
    return Picture.objects.filter(Q(Exists(faces)) | Q(Exists(places)) | Q(Exists(logos)))
