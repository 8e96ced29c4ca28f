"""The photo of a place: what one sees from the street, so that one knows that one has arrived."""

from collections.abc import Collection

from django.db import transaction

from escale.places.models import Venue
from escale.publishing.models import Picture, PictureKind, VenuePhoto


def of(venue: Venue) -> Picture | None:
    """The photo of a place, but for the image itself. One query."""
    return (
        Picture.objects.without_content()
        .filter(pk__in=VenuePhoto.objects.filter(venue=venue).values("picture"))
        .first()
    )


def of_all(venue_ids: Collection[int]) -> dict[int, Picture]:
    """The photos of several places, by place. One query."""
    rows = VenuePhoto.objects.filter(venue__in=venue_ids).select_related("picture").defer("picture__content")
    return {row.venue_id: row.picture for row in rows.order_by("pk")}


@transaction.atomic
def set_photo(venue: Venue, photo: Picture | None) -> None:
    """Show this photo, or none; one that no place shows any more is erased."""
    if photo is None:
        VenuePhoto.objects.filter(venue=venue).delete()
    else:
        VenuePhoto.objects.update_or_create(
            venue=venue, defaults={"picture": photo, "organization": venue.organization}
        )
    kept = Picture.objects.of_organization(venue.organization).filter(kind=PictureKind.PLACE)
    kept.exclude(pk__in=VenuePhoto.objects.of_organization(venue.organization).values("picture")).delete()
