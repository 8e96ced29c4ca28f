"""Writing a list at once or not at all, and taking it back for a week."""

import json
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from escale.accounts.models import Organization
from escale.directory.importing.planning import Change, Plan, plan
from escale.directory.models import Partner, PartnerNeed, PartnerSource, PartnerWord, PlacesImport
from escale.directory.national.reading import Place
from escale.directory.partners import CHECKED_EVERY, search_key, write_needs, write_words
from escale.people.models import ImportState
from escale.places.zones import zone_of

BATCH = 500
UNDO_FOR = timedelta(days=7)


def write(brought: PlacesImport, places: Iterable[Place], *, now: datetime) -> None:
    """Add and change what the list says: everything in one transaction, compared again under the lock, or nothing."""
    read = list(places)
    with transaction.atomic():
        Organization.objects.filter(pk=brought.organization_id).locked().get()
        kept_row = PlacesImport.objects.locked().get(pk=brought.pk)
        if kept_row.state != ImportState.WRITING:
            return
        # Locked first: whoever changes a sheet meanwhile waits, and what she changed is then kept.
        list(Partner.objects.filter(organization=brought.organization_id).locked().values_list("pk"))
        found = plan(kept_row.organization, PartnerSource(kept_row.source), read)
        undo = {"added": _add(kept_row, found.new, now=now), "changed": _change(found.changes)}
        undo["archived"] = _archive(kept_row, found, now=now)
        kept_row.added, kept_row.changed, kept_row.same = len(found.new), len(found.changes), found.same
        kept_row.gone = len(undo["archived"])
        kept_row.state, kept_row.finished_at, kept_row.content = ImportState.WRITTEN, now, b""
        kept_row.undo = zlib.compress(json.dumps(undo).encode())
        kept_row.save()


def may_undo(brought: PlacesImport, *, now: datetime) -> bool:
    return (
        brought.state == ImportState.WRITTEN
        and brought.finished_at is not None
        and now < brought.finished_at + UNDO_FOR
    )


def undo(brought: PlacesImport, *, now: datetime) -> tuple[int, int]:
    """Take back what a list wrote, save the partners something happened to since; give both numbers."""
    with transaction.atomic():
        kept_row = PlacesImport.objects.locked().get(pk=brought.pk)
        if not may_undo(kept_row, now=now):
            return 0, 0
        was = json.loads(zlib.decompress(bytes(kept_row.undo)))
        partners = {each.pk: each for each in _of(kept_row, [*was["added"], *map(int, was["changed"])]).locked()}
        back = kept = 0
        for pk, before in was["changed"].items():
            if (partner := partners.get(int(pk))) and partner.revision == before["revision"]:
                _put_back(partner, before)
                back += 1
            else:
                kept += 1
        added = [pk for pk in was["added"] if pk in partners and _is_as_it_came(partners[pk])]
        untouched = [*Partner.objects.filter(pk__in=added).exclude(_touched()).values_list("pk", flat=True)]
        Partner.objects.filter(pk__in=untouched).delete()
        _of(kept_row, was["archived"]).update(archived_at=None)
        kept_row.state, kept_row.undo, kept_row.finished_at = ImportState.UNDONE, b"", now
        kept_row.save(update_fields=["state", "undo", "finished_at"])
        return back + len(untouched) + len(was["archived"]), kept + len(was["added"]) - len(untouched)


def _is_as_it_came(partner: Partner) -> bool:
    return partner.revision == 0 and partner.checked_on is None


def _add(brought: PlacesImport, places: Sequence[Place], *, now: datetime) -> list[int]:
    today = now.astimezone(zone_of(brought.organization)).date()
    added: list[int] = []
    for batch in batched(places, BATCH):
        rows = [
            Partner(
                organization=brought.organization,
                source=brought.source,
                # Nobody here read it, but whoever keeps the list did: it isn't to be checked on the day it comes.
                check_again_on=today + CHECKED_EVERY,
                created_at=now,
                created_by_id=brought.made_by_id,
                **place.said,
            )
            for place in batch
        ]
        for row in rows:
            row.search_key = search_key(row)
        Partner.objects.bulk_create(rows)
        write_words(rows)
        added += [row.pk for row in rows]
        _answer({row.pk: place.needs for row, place in zip(rows, batch, strict=True)})
    return added


def _change(changes: Sequence[Change]) -> dict[str, Any]:
    """Write the changes; give what was there before, and the revision that says nobody touched it since."""
    was: dict[str, Any] = {}
    for change in changes:
        partner = change.partner
        before = {name: _plain(getattr(partner, name)) for name in change.values}
        here = sorted(each.need for each in partner.needs.all())
        for name, value in change.values.items():
            setattr(partner, name, value)
        partner.revision, partner.search_key = partner.revision + 1, search_key(partner)
        partner.save(update_fields=[*change.values, "revision", "search_key"])
        write_words([partner])
        was[str(partner.pk)] = {"values": before, "needs": None, "revision": partner.revision}
        if change.needs is not None:
            was[str(partner.pk)]["needs"] = here
            write_needs(partner, change.needs)
    return was


def _archive(brought: PlacesImport, found: Plan, *, now: datetime) -> list[int]:
    """Put away those gone from the list that somebody chose."""
    chosen = {each.pk for each in found.gone} & set(brought.to_archive)
    Partner.objects.filter(pk__in=chosen).update(archived_at=now)
    return sorted(chosen)


def _answer(needs: dict[int, set[str]]) -> None:
    rows = [PartnerNeed(partner_id=pk, need=need) for pk, codes in needs.items() for need in sorted(codes)]
    PartnerNeed.objects.bulk_create(rows, batch_size=BATCH)


def _put_back(partner: Partner, before: dict[str, Any]) -> None:
    for name, value in before["values"].items():
        setattr(partner, name, date.fromisoformat(value) if name == "updated_on" and value else value)
    partner.revision, partner.search_key = partner.revision + 1, search_key(partner)
    partner.save(update_fields=[*before["values"], "revision", "search_key"])
    write_words([partner])
    if before["needs"] is not None:
        write_needs(partner, before["needs"])


def _of(brought: PlacesImport, pks: Sequence[int]) -> Any:
    return Partner.objects.filter(organization=brought.organization_id, pk__in=pks)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


OWN = (PartnerNeed, PartnerWord)
"""What is part of a sheet."""


def _touched() -> Q:
    """Whether anything but the sheet itself is about the partner: a contact, a meeting, a referral."""
    told = Q()
    for relation in Partner._meta.related_objects:
        if relation.related_model not in OWN:
            rows: QuerySet[Any] = relation.related_model._base_manager.all()
            told |= Q(pk__in=rows.exclude(**{relation.field.name: None}).values(relation.field.name))
    return told
