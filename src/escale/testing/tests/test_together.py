"""Lists read in one query hold what they hold read one by one."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Max, QuerySet
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership, Organization
from escale.agenda.models import Closure, Permanence, PermanenceOccurrence
from escale.appointments.models import Appointment, Reason
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing.world import World
from escale.together import counted, read_together, summed

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


def known(rows: QuerySet[Any, Any]) -> list[Any]:
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
