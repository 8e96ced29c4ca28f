"""Erases what has been kept long enough, each night. What, and how long: `retention.yaml`.

The policy names models by label, so that this low package needs to import none of those above it.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.conf import settings
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection, transaction
from django.db.models import CharField, DateField, DateTimeField, F, Field, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Concat

from escale.accounts.models import Organization
from escale.people.models import Beneficiary
from escale.people.policy import LONGEST_MONTHS, Category, Rule, policy

log = logging.getLogger(__name__)

BATCH = 500
"""Rows erased by one transaction: short enough for bookings not to notice."""
CHOSEN = "keeps_people_months"
"""The field of an organization that says how long it keeps its files."""
WARNING = timedelta(days=30)
"""How long before a file is emptied the team is told."""
ONE_NIGHT = timedelta(days=1)
LONGEST = relativedelta(months=LONGEST_MONTHS)


def apply(*, now: datetime) -> dict[str, int]:
    """Erase everything whose time has come; give the number of rows changed in each category.

    May be stopped at any instant and started again: each batch is one transaction, and what is done is not done twice.
    """
    changed: dict[str, int] = {}
    for category in policy().categories:
        count = sum(_apply_rule(rule, category, now=now) for rule in category.rules if rule.erases)
        if count:
            changed[category.title] = count
    forget_expired_counters(now=now)
    log.info("retention: %s", changed or "nothing to erase")
    return changed


def forget_expired_counters(*, now: datetime) -> None:
    """Delete the counters of rate limits that are over: Django's cache table only does it when it is full."""
    cache = caches[DEFAULT_CACHE_ALIAS]
    if isinstance(cache, DatabaseCache):
        table = connection.ops.quote_name(settings.CACHES[DEFAULT_CACHE_ALIAS]["LOCATION"])
        end = connection.ops.adapt_datetimefield_value(now)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [end])  # noqa: S608


def _apply_rule(rule: Rule, category: Category, *, now: datetime) -> int:
    delays = chosen_delays() if category.chosen else [None]
    return sum(_erase_due(rule, category, months=months, now=now) for months in delays)


def chosen_delays() -> list[int]:
    """The delays organizations have chosen, in months, each once. One query."""
    return list(Organization.objects.order_by(CHOSEN).values_list(CHOSEN, flat=True).distinct())


def _erase_due(rule: Rule, category: Category, *, months: int | None, now: datetime) -> int:
    due, values = _due(rule, category, months=months, now=now), new_values(rule, now=now)
    still_there = due if rule.delete else due.filter(_not_yet(rule, values))
    # Looking first: without it, SQLite's only write lock would be taken each night for nothing.
    if not still_there.exists():
        return 0
    changed, ids = _erase_batch(rule, still_there, due, now=now)
    count = changed
    while len(ids) == BATCH:
        changed, ids = _erase_batch(rule, still_there.filter(pk__gt=ids[-1]), due, now=now)
        count += changed
    return count


@transaction.atomic
def _erase_batch(
    rule: Rule, still_there: QuerySet[Model], due: QuerySet[Model], *, now: datetime
) -> tuple[int, list[Any]]:
    """Erase the first rows of `still_there`; give how many changed, and the keys that were looked at."""
    ids = list(still_there.order_by("pk").values_list("pk", flat=True)[:BATCH])
    # The lock keeps a booking from naming a row while it is read; asking `due` again sees the booking just before it.
    rows = still_there.model._base_manager.filter(pk__in=ids)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    batch = due.filter(pk__in=ids)
    if rule.model == Beneficiary._meta.label:
        _erase_what_follows(list(batch.order_by("pk").values_list("pk", flat=True)), now=now)
    return erase(rule, batch, now=now), ids


def _erase_what_follows(people: list[int], *, now: datetime) -> None:
    """Whatever still says something of people whose file is about to be emptied: nothing outlives the file."""
    for rule in (rule for category in policy().categories for rule in category.rules):
        if rule.people and rule.erases and rule.model != Beneficiary._meta.label:
            # By key: a path through several rows can't be updated in one query.
            rows: QuerySet[Any] = apps.get_model(rule.model)._base_manager.all()
            hers = _any_of(Q(**{f"{path}__in": people}) for path in rule.people)
            erase(rule, rows.filter(pk__in=rows.filter(hers).order_by().values("pk")), now=now)


def erase(rule: Rule, rows: "QuerySet[Any]", *, now: datetime) -> int:
    """Do to these rows what the rule says; give how many changed."""
    return rows.delete()[0] if rule.delete else rows.update(**new_values(rule, now=now))


def _due(rule: Rule, category: Category, *, months: int | None, now: datetime) -> QuerySet[Model]:
    """Rows whose time has come, whether they are already erased or not."""
    model = apps.get_model(rule.model)
    if rule.follows:
        leader = model._meta.get_field(rule.follows).related_model
        leading = next(each for each in category.rules if apps.get_model(each.model) is leader)
        leaders = _due(leading, category, months=months, now=now)
        led: QuerySet[Model] = model._base_manager.filter(**{f"{rule.follows}__in": leaders.values("pk")})
        return led
    kept = relativedelta(months=months) if months else category.kept or relativedelta()
    due = ended_before(now - kept, rule)
    if months:
        due = due.filter(**{f"{rule.organization}__{CHOSEN}": months})
    for exception in rule.unless:
        due = due.exclude(pk__in=model._base_manager.filter(**exception).values("pk"))
    return due.filter(_announced(rule, now=now)) if rule.warned else due


def _announced(rule: Rule, *, now: datetime) -> Q:
    """Told early enough; or at the bound the law sets, told or not. A night started a little early counts as whole."""
    told = Q(**{f"{rule.warned}__lte": now - WARNING + ONE_NIGHT})
    return told | Q(pk__in=ended_before(now - LONGEST, rule).order_by().values("pk"))


def ended_before(before: datetime, rule: Rule) -> "QuerySet[Any]":
    """Rows of a rule whose story had ended at that instant."""
    rows: QuerySet[Any] = apps.get_model(rule.model)._base_manager.all()
    if rule.latest:
        # The last of several instants is past when none of them is later; `exclude` follows a relation to its rows.
        for path in rule.since:
            rows = rows.exclude(**{f"{path}__gt": before})
        return rows
    first, *others = rule.since
    if others:
        with_since: QuerySet[Any] = rows.alias(since=Coalesce(*rule.since))
        return with_since.filter(since__lte=before)
    is_day = not isinstance(_field(rule, first), DateTimeField) and isinstance(_field(rule, first), DateField)
    return rows.filter(**{f"{first}__lte": before.date() if is_day else before})


def file_rule() -> Rule:
    """The rule of a person's own file."""
    return next(rule for each in policy().categories for rule in each.rules if rule.model == Beneficiary._meta.label)


def new_values(rule: Rule, *, now: datetime) -> dict[str, Any]:
    """What an erased row holds instead; nothing when the row is deleted."""
    if rule.delete:
        return {}
    values: dict[str, Any] = {name: None if _field(rule, name).null else "" for name in rule.empty}
    values |= {name: F(name) - F(name) % 10 for name in rule.decade}
    values |= {name: _with_number(value) for name, value in rule.values.items()}
    return values | ({rule.mark: now} if rule.mark else {})


def _with_number(value: Any) -> Any | Combinable:
    """A value that must stay unique carries the row's number: "efface-{pk}"."""
    if not isinstance(value, str) or "{pk}" not in value:
        return value
    before, after = value.split("{pk}")
    return Concat(Value(before), Cast("pk", CharField()), Value(after), output_field=CharField())


def _not_yet(rule: Rule, values: dict[str, Any]) -> Q:
    """Rows that still hold something to erase."""
    if rule.mark:
        return Q(**{rule.mark: None})
    return _any_of(~Q(**{name: value}) for name, value in values.items() if name not in rule.decade)


def _any_of(conditions: Iterable[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def _field(rule: Rule, name: str) -> "Field[Any, Any]":
    field: Field[Any, Any] = apps.get_model(rule.model)._meta.get_field(name)
    return field
