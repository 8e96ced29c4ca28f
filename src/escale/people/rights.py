"""What a person may ask for: a copy of all that is known of her, and to be forgotten."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet

from escale.people import ledger, mentions
from escale.people.models import Beneficiary
from escale.people.policy import Rule, policy
from escale.people.retention import ended_before, erase, file_rule

FIRST_NAME = "first_name"

type Without = Mapping[str, Q]
NOTHING: Without = MappingProxyType({})


class StillExpected(Exception):
    """Something is to come, an appointment or a workshop: call it off first, so that she is told and her place is free."""


@transaction.atomic
def forget(person: Beneficiary, *, now: datetime) -> int:
    """Erase at once everything the retention policy would have erased in time; give the number of rows changed.

    Counts stay true: rows lose what says who, as they would have. Her refusal of SMS stays, or we might write to her
    again. Raises `StillExpected`.
    """
    if is_expected(person, now=now):
        raise StillExpected
    transaction.on_commit(lambda: ledger.write(person))
    return _forget(person, now=now)


def forget_again(*, now: datetime) -> int:
    """Erase whoever was forgotten and came back with an older backup, expected or not; give how many there were."""
    count = 0
    for pk, opened_at in ledger.read():
        back = Beneficiary.objects.not_erased().one(pk=pk, created_at=opened_at)
        if back is not None:
            with transaction.atomic():
                _forget(back, now=now)
            count += 1
    return count


def _forget(person: Beneficiary, *, now: datetime) -> int:
    named = mentions.erase(person)
    # All are found before any is erased: they are by what her own file says.
    rules = [rule for rule in _rules() if rule.erases]
    found = [(rule, list(_to_erase(rule, person, now=now).values_list("pk", flat=True))) for rule in rules]
    return named + sum(
        erase(rule, apps.get_model(rule.model)._base_manager.filter(pk__in=ids), now=now) for rule, ids in found
    )


def is_expected(person: Beneficiary, *, now: datetime) -> bool:
    """Whether an appointment or a workshop still waits for her."""
    return any(_meets(person, condition, now=now) for condition in file_rule().expects)


def copy_of(
    person: Beneficiary, *, say: Callable[[Any], str] = str, without: Without = NOTHING
) -> dict[str, list[dict[str, str]]]:
    """All that is known of a person, by kind of row, under the French name of each field; `say` words each value.

    `without` are conditions on rows to leave out, by model.

    A number may be shared: a row that has only that in common with her is left out. So are the fields only the software
    reads (keys, prints of secret addresses).
    """
    copied: dict[str, list[dict[str, str]]] = {}
    for rule in _rules():
        model = apps.get_model(rule.model)
        title = str(model._meta.verbose_name)
        if title not in copied and (rule.people or FIRST_NAME in rule.same):
            rows = _rows(rule, person).exclude(without.get(rule.model, Q(pk=None))).order_by("pk")
            copied[title] = [dict(_in_words(row, say)) for row in rows]
    return {title: rows for title, rows in copied.items() if rows}


def _rules() -> Iterator[Rule]:
    for category in policy().categories:
        yield from (rule for rule in category.rules if rule.is_about_a_person)


def _meets(person: Beneficiary, condition: Mapping[str, Any], *, now: datetime) -> bool:
    """Whether something she still has to come to meets this condition of the policy."""
    said = {path: now if value == "now" else value for path, value in condition.items()}
    nulls = {f"{path}__isnull": True for path, value in said.items() if value is None}
    wanted = {path: value for path, value in said.items() if value is not None} | nulls
    return Beneficiary.objects.filter(pk=person.pk, **wanted).exists()


def _to_erase(rule: Rule, person: Beneficiary, *, now: datetime) -> "QuerySet[Any]":
    """Her rows; and those that only hold her number, once over: somebody who shares it may still be expected."""
    rows = _rows(rule, person)
    if rule.same and FIRST_NAME not in rule.same:
        alike: QuerySet[Any] = apps.get_model(rule.model)._base_manager.filter(_same_number(rule, person))
        over = alike.filter(pk__in=ended_before(now, rule).order_by().values("pk")) if rule.since else alike
        rows = apps.get_model(rule.model)._base_manager.filter(
            Q(pk__in=rows.order_by().values("pk")) | Q(pk__in=over.order_by().values("pk"))
        )
    return rows


def _rows(rule: Rule, person: Beneficiary) -> "QuerySet[Any]":
    """The rows about her, or with both her number and her first name."""
    hers = Q(pk=None)
    for path in rule.people:
        hers |= Q(**{path: person.pk})
    if FIRST_NAME in rule.same:
        hers |= _same_number(rule, person)
    rows: QuerySet[Any] = apps.get_model(rule.model)._base_manager.filter(hers).distinct()
    return rows


def _same_number(rule: Rule, person: Beneficiary) -> Q:
    """One of her numbers first, and the same in the other fields the rule names."""
    number, *others = rule.same
    same = Q(**{f"{number}__in": sorted(person.phones), "organization": person.organization_id})
    return same & Q(**{f"{name}__iexact": getattr(person, name) for name in others})


def _in_words(row: Any, say: Callable[[Any], str]) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        if field.primary_key or not field.editable:
            continue
        display = getattr(row, f"get_{field.name}_display", None)
        value = display() if display else getattr(row, field.name)
        if value not in (None, ""):
            yield str(field.verbose_name), say(value)
