"""What a person may ask for: a copy of all that is known of her, and to be forgotten."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet

from escale.people.models import Beneficiary
from escale.people.policy import Rule, policy
from escale.people.retention import ended_before, new_values

FIRST_NAME = "first_name"


class StillExpected(Exception):
    """She has an appointment to come: call it off first, so that she is told and her hour is free again."""


@transaction.atomic
def forget(person: Beneficiary, *, now: datetime) -> int:
    """Erase at once everything the retention policy would have erased in time; give the number of rows changed.

    Counts stay true: rows lose what says who, as they would have. Her refusal of SMS stays, or we might write to her
    again. Raises `StillExpected`.
    """
    if not ended_before(now, _own_rule()).filter(pk=person.pk).exists():
        raise StillExpected
    # Her own file comes last: the others are found by what it says.
    rules = sorted(_rules(), key=lambda rule: rule.model == Beneficiary._meta.label)
    found = [(rule, list(_rows(rule, person).values_list("pk", flat=True))) for rule in rules]
    return sum(_erase(rule, ids, now=now) for rule, ids in found)


def copy_of(person: Beneficiary) -> dict[str, list[dict[str, str]]]:
    """All that is known of a person, by kind of row, under the French name of each field.

    A number may be shared: a row that has only that in common with her is left out.
    """
    copied: dict[str, list[dict[str, str]]] = {}
    for rule in _rules():
        model = apps.get_model(rule.model)
        title = str(model._meta.verbose_name)
        if title not in copied and (rule.person or FIRST_NAME in rule.same):
            rows = _rows(rule, person, by_number_alone=False).order_by("pk")
            copied[title] = [dict(_in_words(row)) for row in rows]
    return {title: rows for title, rows in copied.items() if rows}


def _rules() -> Iterator[Rule]:
    for category in policy().categories:
        yield from (rule for rule in category.rules if rule.is_about_a_person)


def _own_rule() -> Rule:
    return next(rule for rule in _rules() if rule.model == Beneficiary._meta.label)


def _rows(rule: Rule, person: Beneficiary, *, by_number_alone: bool = True) -> "QuerySet[Any]":
    hers = Q(**{rule.person: person.pk}) if rule.person else Q(pk=None)
    if rule.same and (by_number_alone or FIRST_NAME in rule.same):
        number, *others = rule.same
        phones = [phone for phone in (person.phone, person.other_phone) if phone]
        same = Q(**{f"{number}__in": phones, "organization": person.organization_id})
        hers |= same & Q(**{f"{name}__iexact": getattr(person, name) for name in others})
    rows: QuerySet[Any] = apps.get_model(rule.model)._base_manager.filter(hers)
    return rows


def _erase(rule: Rule, ids: list[Any], *, now: datetime) -> int:
    rows: QuerySet[Any] = apps.get_model(rule.model)._base_manager.filter(pk__in=ids)
    return rows.delete()[0] if rule.delete else rows.update(**new_values(rule, now=now))


def _in_words(row: Any) -> Iterator[tuple[str, str]]:
    for field in row._meta.concrete_fields:
        display = getattr(row, f"get_{field.name}_display", None)
        value = display() if display else getattr(row, field.name)
        if not field.primary_key and value not in (None, ""):
            yield str(field.verbose_name), str(value)
