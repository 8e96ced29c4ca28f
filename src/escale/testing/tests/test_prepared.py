"""Queries written once answer as those written anew."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from escale.accounts.models import Membership, Organization
from escale.agenda import resources
from escale.agenda.instants import Instant
from escale.agenda.models import Commitment, CommitmentKind, Resource
from escale.appointments.models import Reason
from escale.people.models import Beneficiary, FileRead
from escale.prepared import insert, prepared
from escale.testing import builders

pytestmark = pytest.mark.django_db
NINE = builders.NOW
HOUR = timedelta(hours=1)


@prepared
def _busy(resource_ids: list[int], start: Any, end: Any) -> QuerySet[Commitment, Any]:
    found = Commitment.objects.of_resources(resource_ids).overlapping(start - HOUR, end + HOUR)
    return found.order_by("pk").values_list("pk", Instant("starts_at"))


@prepared
def _named(organization_id: int, first_name: str) -> QuerySet[Beneficiary]:
    return Beneficiary.objects.filter(organization_id=organization_id, first_name=first_name).order_by("pk")


@prepared
def _locked(resource_ids: list[int]) -> QuerySet[Resource]:
    return Resource.objects.filter(pk__in=resource_ids).locked()


@prepared
def _members(organization_id: int) -> QuerySet[Membership]:
    members = Membership.objects.filter(organization_id=organization_id)
    return members.select_related("user", "organization").order_by("pk")


@prepared
def _readings(person_id: int) -> QuerySet[FileRead]:
    return FileRead.objects.filter(person_id=person_id).select_related("by").order_by("pk")


AWKWARD = "L’an d'Ys, 100 %s, 5 %%"


@prepared
def _awkward(organization_id: int) -> QuerySet[Beneficiary]:
    theirs = Beneficiary.objects.filter(organization_id=organization_id)
    return theirs.filter(last_name=AWKWARD, first_name__contains="%").order_by("pk")


@prepared
def _of(organization: Organization) -> QuerySet[Beneficiary]:
    return Beneficiary.objects.filter(organization=organization).order_by("pk")


@pytest.fixture
def resource(adviser: Membership) -> Resource:
    return resources.for_adviser(adviser.user)


def _commitments(resource: Resource, number: int) -> list[Commitment]:
    rows = [
        Commitment(
            resource=resource,
            starts_at=NINE + n * 2 * HOUR,
            ends_at=NINE + n * 2 * HOUR + HOUR,
            kind=CommitmentKind.SESSION,
        )
        for n in range(number)
    ]
    insert(rows)
    return rows


def test_a_prepared_query_finds_what_its_queryset_finds(resource: Resource) -> None:
    rows = _commitments(resource, 5)

    found = _busy([resource.pk], rows[2].starts_at, rows[2].ends_at)

    assert found == [(rows[2].pk, rows[2].starts_at)]
    assert _busy([resource.pk], rows[3].starts_at, rows[4].ends_at) == [(row.pk, row.starts_at) for row in rows[3:]]


def test_a_list_of_any_length_is_understood(organization: Organization) -> None:
    each = []
    for number in range(5):
        adviser = builders.member(organization, first_name=f"Prénom{number}", last_name="Martin")
        each += _commitments(resources.for_adviser(adviser.user), 1)

    for number in range(6):
        ids = [row.resource_id for row in each[:number]]
        assert [pk for pk, _ in _busy(ids, NINE, NINE + HOUR)] == [row.pk for row in each[:number]]
    # One, two, four and eight values.
    assert len({lengths for vendor, lengths in _busy.texts if vendor == connection.vendor}) <= 4


def test_an_instant_comes_back_to_the_microsecond(resource: Resource) -> None:
    [row] = _commitments(resource, 1)
    late = NINE + timedelta(microseconds=1)
    Commitment.objects.filter(pk=row.pk).update(starts_at=late)

    assert _busy([resource.pk], NINE, NINE + HOUR) == [(row.pk, late)]


def test_whole_instances_come_back_as_django_reads_them(organization: Organization) -> None:
    builders.person(organization, first_name="Lucette")

    [found] = _named(organization.pk, "Lucette")

    expected = Beneficiary.objects.get(first_name="Lucette")
    assert vars(found) | {"_state": None} == vars(expected) | {"_state": None}
    assert not found._state.adding
    assert _named(organization.pk, "Personne") == []


def test_what_is_read_beside_is_what_django_reads(adviser: Membership, colleague: Membership) -> None:
    with CaptureQueriesContext(connection) as seen:
        found = _members(adviser.organization_id)
        beside = [(member.user, member.organization) for member in found]
    assert len(seen) == 1
    assert found == [adviser, colleague]
    for (user, organization), member in zip(beside, (adviser, colleague), strict=True):
        expected = Membership.objects.select_related("user", "organization").get(pk=member.pk)
        assert vars(user) | {"_state": None} == vars(expected.user) | {"_state": None}
        assert vars(organization) | {"_state": None} == vars(expected.organization) | {"_state": None}


def test_what_may_be_missing_is_not_read_beside(organization: Organization) -> None:
    with pytest.raises(ValueError, match="may be empty"):
        _readings(1)


def test_nothing_is_not_a_value(organization: Organization) -> None:
    with pytest.raises(ValueError):
        _named(None, "Lucette")


def test_a_query_is_counted_like_any_other(organization: Organization) -> None:
    with CaptureQueriesContext(connection) as seen:
        _named(organization.pk, "Lucette")
    assert len(seen) == 1


@pytest.mark.django_db(transaction=True)
def test_a_lock_outside_a_transaction_is_refused(resource: Resource) -> None:
    with transaction.atomic():
        assert _locked([resource.pk]) == [resource]
    with pytest.raises(TransactionManagementError):
        _locked([resource.pk])


def test_inserted_rows_know_their_identifiers(organization: Organization) -> None:
    people = [
        Beneficiary(organization=organization, first_name=name, search_key=name.lower(), created_at=NINE)
        for name in ("Lucette", "Marcel")
    ]

    insert(people)

    assert [Beneficiary.objects.get(pk=person.pk).first_name for person in people] == ["Lucette", "Marcel"]
    people[0].last_name = "Martin"
    people[0].save()
    assert Beneficiary.objects.count() == 2


def test_a_conflict_is_ignored_only_when_asked(reason: Reason) -> None:
    organization = Organization(name="Autre", slug=reason.organization.slug)

    insert([organization], ignore_conflicts=True)

    assert Organization.objects.count() == 1


def test_words_of_a_query_are_written_in_its_text(organization: Organization) -> None:
    person = builders.person(organization, first_name="20 %", last_name=AWKWARD)
    builders.person(organization, first_name="20", last_name=AWKWARD)
    builders.person(organization, first_name="20 %", last_name=AWKWARD.replace("5", "6"))
    assert _awkward(organization.pk) == [person]
    (text,) = _awkward.texts.values()
    assert len(text.asked) == 1


def test_a_row_not_written_yet_is_no_value() -> None:
    with pytest.raises(ValueError, match="no row yet"):
        _of(Organization(name="Ailleurs"))
