"""Collections: sheets gathered for an occasion, in an order, shown to the public or kept for the team."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from escale.accounts.models import Organization
from escale.sheets import slugs
from escale.sheets.models import CollectedSheet, Collection, ResourceSheet, ResourceSheetQuerySet


def make(organization: Organization, *, title: str, sentence: str, is_public: bool, now: datetime) -> Collection:
    """Open a collection, empty."""
    made = Collection(organization=organization, title=title, sentence=sentence, is_public=is_public, created_at=now)
    slugs.keep_under_its_own(made, title, longest=90)
    return made


def change(collection: Collection, *, title: str, sentence: str, is_public: bool) -> None:
    """Say it otherwise; its address stays, people have it on paper."""
    collection.title, collection.sentence, collection.is_public = title, sentence, is_public
    collection.save(update_fields=["title", "sentence", "is_public"])


@transaction.atomic
def put(sheet: ResourceSheet, collection: Collection) -> bool:
    """Add a sheet at the end; False when it is there already."""
    Collection.objects.get_locked(pk=collection.pk)
    last = CollectedSheet.objects.filter(collection=collection).aggregate(last=Max("position"))["last"] or 0
    _, is_new = CollectedSheet.objects.get_or_create(
        collection=collection, sheet=sheet, defaults={"position": last + 1}
    )
    return is_new


def take_out(sheet: ResourceSheet, collection: Collection) -> None:
    CollectedSheet.objects.filter(collection=collection, sheet=sheet).delete()


@transaction.atomic
def move_up(sheet: ResourceSheet, collection: Collection) -> None:
    """One place nearer to the first."""
    Collection.objects.get_locked(pk=collection.pk)
    entries = list(CollectedSheet.objects.filter(collection=collection).in_order())
    place = next((rank for rank, entry in enumerate(entries) if entry.sheet_id == sheet.pk), 0)
    if place:
        entries[place - 1], entries[place] = entries[place], entries[place - 1]
    for rank, entry in enumerate(entries, 1):
        entry.position = rank
    CollectedSheet.objects.bulk_update(entries, ["position"])


def sheets_of(collection: Collection, *, among: ResourceSheetQuerySet) -> list[ResourceSheet]:
    """Its sheets in order, those of `among` alone. Two queries."""
    order = list(CollectedSheet.objects.filter(collection=collection).in_order().values_list("sheet_id", flat=True))
    found = among.select_related("organization").in_bulk(order)
    return [found[pk] for pk in order if pk in found]


def forget(collection: Collection) -> None:
    """Undo the gathering; the sheets stay."""
    Collection.objects.filter(pk=collection.pk).delete()
