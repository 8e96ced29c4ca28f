"""Who gave the same number before."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from escale.people import registration
from escale.testing import builders

NUMBER = "+33639980155"


def _recognised(organization, first_name):
    return registration.recognise_or_register(
        organization=organization, first_name=first_name, last_name="", phone=NUMBER, now=builders.NOW
    )


def test_a_number_and_a_first_name_written_otherwise_are_the_same_person(organization):
    hers = _recognised(organization, "Hélène")
    assert _recognised(organization, "helene") == hers
    assert _recognised(organization, "Marcel") != hers
    assert _recognised(builders.organization("Ailleurs"), "Hélène") != hers


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the whole of a table that is short")
def test_a_number_is_found_without_reading_everybody_of_the_organization(organization):
    with CaptureQueriesContext(connection) as seen, connection.cursor() as cursor:
        _recognised(organization, "Hélène")
        cursor.execute(f"EXPLAIN QUERY PLAN {seen.captured_queries[0]['sql']}")
        plan = [detail for *_, detail in cursor.fetchall()]
    assert plan == ["SEARCH people_beneficiary USING INDEX person_phone (organization_id=? AND phone=?)"]
