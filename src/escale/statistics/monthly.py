"""Figures counted once a month and added up, exact: months that moved, and days that aren't a whole month, are read raw.

Whatever changes an activity marks its month (`activity/marking.py`). Every minute the months marked are counted again,
and the difference with what they held is added to each network of the organization.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from itertools import batched, chain, groupby
from operator import itemgetter

from django.db import transaction
from django.db.models import Max, Min

from escale.accounts.models import Network, Organization
from escale.activity.models import ActivityRecord, MonthToCount
from escale.appointments.models import Appointment
from escale.statistics import meetings
from escale.statistics.models import MonthCount
from escale.statistics.raw import Counting
from escale.statistics.tallies import Tally, months_later, months_of, packed, unpacked
from escale.together import read

AT_ONCE = 250
"""Organizations counted together: few queries for many, and few enough for their rows to be found by index."""
BY_PLACE = frozenset({"commune", "place_commune", "venue", "tag"})
"""Axes of which a network keeps nothing: a smaller one reads them from its organizations."""
WRITTEN_AT_ONCE = 500


def count_due() -> int:
    """Count again the months marked so far; give how many of an organization were. Safe to run twice at once."""
    last = MonthToCount.objects.aggregate(last=Max("pk"))["last"] or 0
    due: defaultdict[tuple[date, int], list[int]] = defaultdict(list)
    for pk, organization, month in MonthToCount.objects.filter(pk__lte=last).values_list("pk", "organization", "month"):
        due[month, organization].append(pk)
    for month, those in groupby(sorted(due), key=itemgetter(0)):
        for some in batched(those, AT_ONCE):
            _count_marked(month, {organization: due[month, organization] for _, organization in some})
    return len(due)


@transaction.atomic
def _count_marked(month: date, marks: Mapping[int, Collection[int]]) -> None:
    """Count a month of these organizations, and take away their marks that were read: one written meanwhile stays."""
    _count_month(month, marks)
    MonthToCount.objects.filter(pk__in=[*chain.from_iterable(marks.values())]).delete()


def recount_all(*, since: date | None = None) -> None:
    """Count every month of every organization again, or those since a day, and add the networks up."""
    span = ActivityRecord.objects.aggregate(first=Min("on"), last=Max("on"))
    organizations = [*Organization.objects.order_by("pk").values_list("pk", flat=True)]
    if span["first"]:
        for month in months_of(since or span["first"], span["last"]):
            for some in batched(organizations, AT_ONCE):
                with transaction.atomic():
                    _count_month(month, some)
    add_networks_up()


def add_networks_up() -> None:
    """Add up the months of each network from those of its organizations: whatever joined or left it is then right."""
    for network in Network.objects.order_by("pk"):
        theirs = MonthCount.objects.filter(organization__in=network.organizations.order_by().values("pk"))
        held = MonthCount.objects.filter(network=network)
        months = {*theirs.order_by().values_list("month", flat=True), *held.order_by().values_list("month", flat=True)}
        for month in sorted(months):
            with transaction.atomic():
                rows = _locked("network_id", [network.pk], month)
                total: Tally = Tally()
                for counts in theirs.filter(month=month).order_by("pk").values_list("counts", flat=True):
                    total.update(_of_network(unpacked(counts)))
                rows[network.pk].counts = packed(total)
                _write("network_id", rows)


def _count_month(month: date, organizations: Collection[int]) -> None:
    """Count one month of these organizations from the rows, and add what differs to their networks."""
    # Locked before it is counted: whoever counted sooner can't write later.
    rows = _locked("organization_id", organizations, month)
    counted = count(month, organizations)
    moved: dict[int, Tally] = {}
    for organization, row in rows.items():
        found, held = counted[organization], unpacked(row.counts)
        row.counts = packed(found)
        found.subtract(held)
        if any(found.values()):
            moved[organization] = found
    _write("organization_id", {organization: rows[organization] for organization in moved})
    _add_to_networks(month, moved)


def count(month: date, organizations: Collection[int]) -> defaultdict[int, Tally]:
    """Count one month of organizations from the rows, each apart. Eight queries whatever their number."""
    end = months_later(month, 1) - timedelta(days=1)
    records = ActivityRecord.objects.counted().between(month, end).filter(organization__in=organizations)
    counting = Counting(records, group=("organization_id",))
    booked = Appointment.objects.filter(organization__in=organizations)
    among = Organization.objects.filter(pk__in=organizations)
    totals: defaultdict[int, Tally] = defaultdict(Tally)
    for found in (
        read(counting.work()),
        read(counting.people_by_visit_before(since=month)),
        meetings.sum_up(booked, organizations=among, periods=[(month, end)], group=("organization_id",)),
    ):
        for (*_, organization), tally in found.items():
            totals[organization].update(tally)
    return totals


def _add_to_networks(month: date, moved: Mapping[int, Tally]) -> None:
    sums: defaultdict[int, Tally] = defaultdict(Tally)
    theirs = {organization: _of_network(tally) for organization, tally in moved.items()}
    members = Network.organizations.through.objects.filter(organization__in=moved).order_by("pk")
    for network, organization in members.values_list("network_id", "organization_id"):
        sums[network].update(theirs[organization])
    rows = _locked("network_id", sums, month)
    for network, row in rows.items():
        total = unpacked(row.counts)
        total.update(sums[network])
        row.counts = packed(total)
    _write("network_id", rows)


def _locked(owner: str, owners: Collection[int], month: date) -> dict[int, MonthCount]:
    """The rows of a month by owner, written empty where there was none: whoever counts them too waits her turn."""
    empty = [MonthCount(**{owner: pk}, month=month) for pk in sorted(owners)]
    MonthCount.objects.bulk_create(empty, ignore_conflicts=True, batch_size=WRITTEN_AT_ONCE)
    rows = MonthCount.objects.filter(**{f"{owner}__in": owners}, month=month).locked()
    return {getattr(row, owner): row for row in rows}


def _write(owner: str, rows: Mapping[int, MonthCount]) -> None:
    MonthCount.objects.bulk_create(
        [MonthCount(**{owner: pk}, month=row.month, counts=row.counts) for pk, row in rows.items()],
        update_conflicts=True,
        unique_fields=[owner, "month"],
        update_fields=["counts"],
        batch_size=WRITTEN_AT_ONCE,
    )


def _of_network(tally: Tally) -> Tally:
    """What a network keeps: a country has a hundred departments, and too many venues and communes to read at once."""
    return Tally({key: n for key, n in tally.items() if key[0] not in BY_PLACE})
