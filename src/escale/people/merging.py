"""Joining two files of one person: what each says is chosen field by field, everything about her moves, and it can be undone.

The file that goes is emptied at once: what it said is in `Merge.remembered`, for a week. The apps above own the rows that
move, and what follows from moving them: `desk.people.merging` calls this.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.core import serializers
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.deletion import Collector

from escale.accounts.models import Membership
from escale.people import registration
from escale.people.models import Beneficiary, Gender, Merge, SocialStatus
from escale.people.registration import Details

UNDO_FOR = timedelta(days=7)
CHOSEN = ("first_name", "last_name", "phone", "other_phone", "email", "birth_year", "commune", "preference", "helper_name",
          "helper_phone", "messages_to_helper", "gender", "status", "referent", "goals", "needs", "notes")  # fmt: skip
UNSAID = {
    "preference": (),
    "messages_to_helper": (False,),
    "gender": (Gender.UNSAID,),
    "status": (SocialStatus.UNSAID,),
}
"""Answers that say nothing, besides an empty one."""

MOVED = frozenset(
    {
        "activity.Participation.person",
        "agenda.Loan.person",
        "appointments.Appointment.person",
        "appointments.WaitingEntry.person",
        "appointments.WalkIn.person",
        "directory.ReceivedReferral.person",
        "directory.Referral.person",
        "mandates.Mandate.person",
        "myspace.HelperAgreement.person",
        "outbox.Message.person",
        "people.Beneficiary.merged_into",
        "people.FileRead.person",
        "people.Merge.kept",
        "sheets.SheetUse.person",
        "workshops.Attendance.person",
        "workshops.Enrollment.person",
        "workshops.Interest.person",
        "workshops.RollChange.person",
        "workshops.SkillCheck.person",
    }
)
STAYS = frozenset({"people.Merge.gone", "people.ToldApart.one", "people.ToldApart.other"})
"""What is about a file, not about her. A test fails on a relation that is in neither list."""

type Correct = Callable[[Beneficiary, str, Details], object]


class CannotMerge(Exception):
    """They are one file already, or one of them was emptied, or belongs to another organization."""


class CannotUndo(Exception):
    """The week is over, it was undone already, or the file that was kept has been joined to another since."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field that the two files don't fill in alike; `takes` says that, unless told otherwise, the other one's is kept."""

    name: str
    label: str
    kept: Any
    gone: Any
    takes: bool


def preview(kept: Beneficiary, gone: Beneficiary) -> list[Field]:
    """What the two files say differently, and which of the two is proposed: what is filled in, hers first."""
    fields = []
    for name in CHOSEN:
        mine, other = getattr(kept, name), _offered(kept, gone, name)
        if mine != other and _says(name, other):
            label = str(Beneficiary._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            fields.append(Field(name=name, label=label, kept=mine, gone=other, takes=not _says(name, mine)))
    return fields


@transaction.atomic
def merge(
    kept: Beneficiary,
    gone: Beneficiary,
    *,
    taken: Collection[str],
    by: Membership,
    now: datetime,
    correct: Correct | None = None,
) -> Merge:
    """Give the file that is kept what is taken from the other, with everything about her; empty the other.

    `correct` writes the file that is kept, where something to send has to follow. Raises `CannotMerge`.
    """
    if kept.pk == gone.pk or kept.organization_id != gone.organization_id:
        raise CannotMerge
    locked = {each.pk: each for each in Beneficiary.objects.filter(pk__in=[kept.pk, gone.pk]).locked()}
    kept, gone = locked[kept.pk], locked[gone.pk]
    if kept.erased_at or gone.erased_at:
        raise CannotMerge
    before = _rows([kept])[0]["fields"]
    remembered: dict[str, Any] = {"gone": _rows([gone])[0]["fields"], "dropped": [], "moved": {}}
    values = {each.name: each.gone for each in preview(kept, gone) if each.name in taken}
    for label, field in relations():
        if label in MOVED:
            remembered["dropped"] += _drop_doubles(field, kept, gone)
            remembered["moved"][label] = _move(field, kept, gone)
    _empty(gone, into=kept, now=now)
    _write(kept, values, correct)
    Beneficiary.objects.filter(pk=kept.pk).update(created_at=min(kept.created_at, gone.created_at), warned_at=None)
    after = _rows([Beneficiary.objects.get(pk=kept.pk)])[0]["fields"]
    remembered["kept"] = {name: before[name] for name in (*values, "created_at")}
    remembered["taken"] = {name: after[name] for name in values}
    return Merge.objects.create(
        organization=kept.organization,
        kept=kept,
        gone=gone,
        by=by.user,
        at=now,
        undo_until=now + UNDO_FOR,
        remembered=remembered,
    )


@transaction.atomic
def undo(merge: Merge, *, now: datetime, correct: Correct | None = None) -> Merge:
    """Make two files of one again, each with what was its own; what was written since stays with the one that was kept.

    Raises `CannotUndo`.
    """
    current = Merge.objects.select_related("kept", "gone").get_locked(pk=merge.pk)
    kept, gone, remembered = current.kept, current.gone, current.remembered
    if current.undone_at or now >= current.undo_until or kept.erased_at or _was_followed(current):
        raise CannotUndo
    _restore([{"model": Beneficiary._meta.label_lower, "pk": gone.pk, "fields": remembered["gone"]}])
    [written] = serializers.deserialize("python", [_as_row(kept, remembered["kept"])])
    back, said = cast(Beneficiary, written.object), _rows([kept])[0]["fields"]
    untouched = [name for name, value in remembered["taken"].items() if said[name] == value]
    _write(kept, {name: getattr(back, name) for name in untouched}, correct)
    Beneficiary.objects.filter(pk=kept.pk).update(created_at=back.created_at)
    fields = dict(relations())
    for label, pks in remembered["moved"].items():
        hers = fields[label].model._base_manager.filter(pk__in=pks, **{fields[label].name: kept})
        hers.update(**{fields[label].name: gone})
    _restore(remembered["dropped"])
    current.undone_at, current.remembered = now, {}
    current.save(update_fields=["undone_at", "remembered"])
    return current


def relations() -> Iterator[tuple[str, "models.ForeignKey[Any, Any]"]]:
    """Every column of the project that points to a file, under the name of its decision."""
    for relation in Beneficiary._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            field = cast("models.ForeignKey[Any, Any]", cast(Any, relation).field)
            yield f"{field.model._meta.label}.{field.name}", field


def _was_followed(merge: Merge) -> bool:
    """Whether the same file has been joined to another since: what was done last is undone first."""
    return Merge.objects.filter(kept=merge.kept_id, undone_at=None, pk__gt=merge.pk).exists()


def _offered(kept: Beneficiary, gone: Beneficiary, name: str) -> Any:
    """What the file that goes says; its telephone is proposed as the second one of the other, so that none is lost."""
    if name == "other_phone" and not gone.other_phone and kept.phone not in {"", gone.phone}:
        return gone.phone
    return getattr(gone, name)


def _says(name: str, value: Any) -> bool:
    return value not in {None, "", *UNSAID.get(name, ())}


def _move(field: "models.ForeignKey[Any, Any]", kept: Beneficiary, gone: Beneficiary) -> list[int]:
    hers = field.model._base_manager.filter(**{field.name: gone}).order_by("pk")
    pks = list(hers.values_list("pk", flat=True))
    hers.order_by().update(**{field.name: kept})
    return pks


def _drop_doubles(field: "models.ForeignKey[Any, Any]", kept: Beneficiary, gone: Beneficiary) -> list[dict[str, Any]]:
    """Take away what both files hold and one person can hold once: a place on a roll, a part in an activity."""
    dropped = []
    for constraint in field.model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and field.name in constraint.fields:
            same = {name: OuterRef(name) for name in constraint.fields if name != field.name}
            condition = constraint.condition or Q()
            rows = field.model._base_manager
            already = rows.filter(condition, **{field.name: kept}, **same)
            dropped += _drop(rows.filter(condition, Exists(already), **{field.name: gone}).order_by("pk"))
    return dropped


def _drop(doubles: "models.QuerySet[Any]") -> list[dict[str, Any]]:
    """Delete these rows and those that only exist with them; give them all, as they were, the ones the others need first."""
    found = list(doubles)
    if not found:
        return []
    collector = Collector(using=doubles.db)
    collector.collect(found)
    collector.sort()
    with_them = [row for rows in reversed(collector.data.values()) for row in rows]
    led = [row for rows in collector.fast_deletes for row in rows]
    written = _rows([*with_them, *led])
    doubles.delete()
    return written


def _rows(rows: Collection[models.Model]) -> list[dict[str, Any]]:
    """These rows as JSON keeps them."""
    return cast(list[dict[str, Any]], json.loads(serializers.serialize("json", rows)))


def _restore(rows: list[dict[str, Any]]) -> None:
    for row in serializers.deserialize("python", rows):
        row.save()


def _as_row(person: Beneficiary, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"model": person._meta.label_lower, "pk": person.pk, "fields": dict(values)}


def _write(kept: Beneficiary, values: Mapping[str, Any], correct: Correct | None) -> None:
    if not values:
        return
    first_name = values.get("first_name", kept.first_name)
    details = cast(Details, {name: value for name, value in values.items() if name != "first_name"})
    if correct:
        correct(kept, first_name, details)
    else:
        registration.correct(kept, first_name=first_name, **details)


def _empty(gone: Beneficiary, *, into: Beneficiary, now: datetime) -> None:
    """Leave a row that says nothing but where she is."""
    blank = Beneficiary(
        pk=gone.pk, organization=gone.organization, created_at=gone.created_at, erased_at=now, merged_into=into
    )
    blank.save()
