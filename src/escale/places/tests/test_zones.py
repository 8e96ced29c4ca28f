"""The clock an organization lives by."""

from zoneinfo import ZoneInfo

from escale.places.zones import zone_of
from escale.testing import builders


def test_an_organization_lives_by_the_clock_of_most_of_its_venues(organization):
    builders.venue(organization, zone="Indian/Reunion")
    builders.venue(organization, zone="Indian/Reunion")
    builders.venue(organization)
    assert zone_of(organization) == ZoneInfo("Indian/Reunion")


def test_an_organization_without_venue_lives_by_the_clock_of_the_instance(organization):
    assert zone_of(organization) == ZoneInfo("Europe/Paris")


def test_a_closed_venue_counts_no_more(organization, now):
    closed = builders.venue(organization, zone="Indian/Reunion")
    closed.archived_at = now
    closed.save()
    assert zone_of(organization) == ZoneInfo("Europe/Paris")
