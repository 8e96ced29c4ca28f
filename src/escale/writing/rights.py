"""Whether a picture may be shown: what those who are on it agreed to, until when, and where.

Asked each time a picture is about to be shown, so that one whose consent ended yesterday is gone this morning whatever the
worker does; `withdrawing.py` then takes it out of what keeps it, and tells the team.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from escale.accounts.models import Membership
from escale.publishing.models import Picture
from escale.writing.models import Medium, PictureConsent


def withheld(picture_ids: Collection[int], medium: str = Medium.SITE, *, on: date) -> set[int]:
    """Those of these pictures that may not be shown there, that day. One query, none for none."""
    if not picture_ids:
        return set()
    missing = PictureConsent.objects.filter(picture__in=picture_ids).missing(medium, on=on)
    return set(missing.order_by().values_list("picture_id", flat=True))


def may_show(picture_id: int, medium: str = Medium.SITE, *, on: date) -> bool:
    """Whether everybody on this picture agrees that it be shown there, that day. One query."""
    return picture_id not in withheld([picture_id], medium, on=on)


def shown(pictures: QuerySet[Picture], medium: str = Medium.SITE, *, on: date) -> QuerySet[Picture]:
    """Those of these pictures that may be shown there, that day."""
    missing = PictureConsent.objects.all().missing(medium, on=on).values("picture")
    return pictures.exclude(pk__in=missing)


def consents_of(picture_ids: Collection[int]) -> Mapping[int, list[PictureConsent]]:
    """Who is on each of these pictures, those that end first first. One query."""
    found: dict[int, list[PictureConsent]] = {pk: [] for pk in picture_ids}
    rows = PictureConsent.objects.filter(picture__in=picture_ids).select_related("noted_by")
    for consent in rows.order_by("until", "pk"):
        found[consent.picture_id].append(consent)
    return found


@transaction.atomic
def note(
    picture: Picture, *, who: str, until: date, media: Collection[str], by: Membership, now: datetime
) -> PictureConsent:
    """Note what one person seen on a picture agreed to; said again of the same person, it takes the place of the former."""
    noted, _ = PictureConsent.objects.update_or_create(
        picture=picture,
        who=who,
        defaults={
            "organization": by.organization,
            "until": until,
            **{f"on_{medium.value}": medium.value in media for medium in Medium},
            "noted_at": now,
            "noted_by": by.user,
            "withdrawn_at": None,
            "told_before_at": None,
            "told_after_at": None,
        },
    )
    _propose_again(picture.pk, on=now.date())
    return noted


def take_back(consent: PictureConsent, *, now: datetime) -> None:
    """She no longer agrees: the picture is shown nowhere from this instant. Said twice, the first time counts."""
    PictureConsent.objects.filter(pk=consent.pk, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def give_back(consent: PictureConsent, *, now: datetime) -> None:
    """It was a mistake: the consent stands again, until its day."""
    PictureConsent.objects.filter(pk=consent.pk).update(withdrawn_at=None, told_after_at=None)
    _propose_again(consent.picture_id, on=now.date())


def _propose_again(picture_id: int, *, on: date) -> None:
    """A picture everybody agrees to again can be chosen again."""
    if not PictureConsent.objects.filter(picture=picture_id).over(on=on).exists():
        Picture.objects.filter(pk=picture_id).update(archived_at=None)
