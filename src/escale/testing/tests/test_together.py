"""Lists read in one query hold what they hold read one by one."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db.models import Count, F, Max, QuerySet
from django.db.models.functions import TruncDate
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from escale.accounts.models import Membership, Organization, User
from escale.agenda.models import Closure, Permanence, PermanenceOccurrence
from escale.appointments.models import Appointment, Reason
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing.builders import NOW
from escale.testing.world import World
from escale.together import counted, later, read_together, summed

PARIS, NOUMEA = ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Noumea")
HOUR = timedelta(hours=1)

type Queries = Callable[[], CaptureQueriesContext]


def lists() -> list[QuerySet[Any, Any]]:
    """Whole rows with others beside them, cut, counted, partly read, as values, as one value each, none at all."""
    return [
        Appointment.objects.select_related("person", "venue", "reason", "adviser").order_by("-starts_at", "pk"),
        PermanenceOccurrence.objects.select_related("adviser").order_by("-starts_at")[1:3],
        Organization.objects.annotate(places=Count("venues")).order_by("name"),
        Venue.objects.order_by("-name").values_list("name", "latitude", "archived_at"),
        Permanence.objects.order_by("pk").values("pk", "starts_on", "start_time", "submission", named=F("venue__name")),
        Beneficiary.objects.order_by("-pk").values_list("pk", flat=True),
        Membership.objects.order_by("pk").only("role").prefetch_related("user"),
        Closure.objects.filter(label="nulle part"),
        Closure.objects.none(),
        counted(Beneficiary.objects.all()),
        counted(Closure.objects.filter(label="nulle part")),
    ]


def known(rows: Iterable[Any]) -> list[Any]:
    """Each row with all that was read of it: its fields, what was counted, the rows beside it."""
    return [_known(row) if hasattr(row, "_meta") else row for row in rows]


def _known(row: Any) -> dict[str, Any]:
    beside = {name: _known(other) for name, other in row._state.fields_cache.items() if other is not None}
    return {name: value for name, value in vars(row).items() if name != "_state"} | {"beside": beside}


def test_lists_read_together_hold_the_rows_of_each_in_its_order(world: World, queries: Queries) -> None:
    alone, together = lists(), lists()
    with queries() as seen:
        read_together(*together)
    assert len(seen) == 1
    assert [known(rows) for rows in together] == [known(rows) for rows in alone]


def test_every_kind_of_field_is_read_as_it_is(world: World) -> None:
    def every() -> list[QuerySet[Any]]:
        return [model._base_manager.order_by("pk") for model in apps.get_models() if not model._meta.proxy]

    alone, together = every(), every()
    read_together(*together)
    assert [known(rows) for rows in together] == [known(rows) for rows in alone]


def test_a_list_already_read_is_left_as_it_is(world: World, queries: Queries) -> None:
    read, unread = Reason.objects.order_by("pk"), Venue.objects.order_by("pk")
    before = list(read)
    with queries() as seen:
        read_together(read, unread)
        assert [row is same for row, same in zip(read, before, strict=True)] == [True] * len(before)
        assert list(unread)
        read_together(read, unread)
    assert len(seen) == 1


def test_what_no_row_can_answer_asks_nothing(world: World, queries: Queries) -> None:
    nothing = Venue.objects.filter(pk__in=[])
    with queries() as seen:
        read_together(nothing)
        assert list(nothing) == []
    assert len(seen) == 0


def test_what_is_counted_is_a_list_of_one_number_or_none_when_there_is_nothing(world: World) -> None:
    people, nowhere = Beneficiary.objects.all(), Closure.objects.filter(label="nulle part")
    assert list(counted(people)) == [people.count()]
    assert list(counted(nowhere)) == []
    assert list(summed(nowhere, how_many=Count("pk"), last=Max("ends_on"))) == []


def _coming(organization: Organization, adviser: User | None, now: datetime, *, zone: ZoneInfo) -> QuerySet[Any, Any]:
    """Something of everything a list kept may be given: a row, nothing, an instant moved, a time zone."""
    found = Appointment.objects.filter(organization=organization, starts_at__gt=now - HOUR)
    found = found if adviser is None else found.filter(adviser=adviser)
    on = TruncDate("starts_at", tzinfo=zone)
    return found.annotate(on=on).select_related("person", "room").order_by("starts_at", "pk")[:3]


def _named(name: str) -> QuerySet[Venue]:
    return Venue.objects.filter(name=name).order_by("pk").prefetch_related("organization")


def kept(world: World, make: Callable[..., Any] = later) -> list[Any]:
    """These lists by `later`; by `built_anew` when asked."""
    organization, adviser = world.rows["organization"], world.members["adviser"].user
    return [
        make(_coming, organization, adviser, NOW - 900 * HOUR, zone=PARIS),
        make(_coming, organization, None, NOW - 900 * HOUR, zone=NOUMEA),
        make(_coming, organization, None, NOW + 90_000 * HOUR, zone=PARIS),
        make(_named, world.rows["venue"].name),
        make(_named, "Nulle part"),
    ]


def built_anew(build: Callable[..., Any], *args: Any, **named: Any) -> Any:
    return build(*args, **named)


def test_lists_kept_hold_the_rows_of_those_built_anew(world: World, queries: Queries) -> None:
    wanted = [known(rows) for rows in kept(world, built_anew)]
    assert [bool(rows) for rows in wanted] == [True, True, False, True, False]
    for _ in range(2):
        found = kept(world)
        with queries() as seen:
            read_together(*found, Reason.objects.order_by("pk"))
        assert len(seen) == 2, "one for all lists, one for what is read beside the rows of one of them"
        assert [known(rows) for rows in found] == wanted
        assert [known(rows) for rows in kept(world)] == wanted, "each read alone"


BUILT: list[bool] = []


def _reasons(organization: Organization, archived: bool) -> QuerySet[Reason]:
    BUILT.append(archived)
    return Reason.objects.filter(organization=organization, archived_at__isnull=not archived).order_by("pk")


def _days(organization: Organization) -> QuerySet[Appointment, Any]:
    found = Appointment.objects.filter(organization=organization).order_by("starts_at", "pk")
    return found.values_list(TruncDate("starts_at"), flat=True)


def test_a_list_kept_is_built_once_for_each_kind_of_values(world: World) -> None:
    for organization in Organization.objects.order_by("pk"):
        mine = Reason.objects.filter(organization=organization, archived_at=None)
        assert list(later(_reasons, organization, archived=False)) == list(mine.order_by("pk"))
        assert not later(_reasons, organization, archived=True)
    assert BUILT == [False, True]


def test_what_is_made_at_each_call_is_not_kept(world: World) -> None:
    with pytest.raises(TypeError, match="made anew at each call"):
        later(lambda: Reason.objects.order_by("pk"))


def test_a_list_kept_serves_every_thread(world: World) -> None:
    """What is kept is bound to nobody's connection, nor changed by who reads with it."""
    found = later(_coming, world.rows["organization"], None, NOW - 900 * HOUR, zone=PARIS)
    before = dict(vars(found.part.compiler))
    assert list(found)
    assert vars(found.part.compiler) == before
    assert "connection" not in before


def test_a_list_kept_is_of_the_time_zone_in_force(world: World) -> None:
    late = NOW.replace(hour=22)
    Appointment.objects.update(starts_at=late, ends_at=late + HOUR)
    for zone, day in [(PARIS, 13), (NOUMEA, 14)]:
        with timezone.override(zone):
            assert {on.day for on in later(_days, world.rows["organization"])} == {day}
