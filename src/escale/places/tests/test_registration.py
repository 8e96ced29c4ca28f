from escale.accounts.models import Organization
from escale.places import communes, registration
from escale.places.models import Venue


def described(name: str = "Centre social", *, commune: str = "35360", **values) -> Venue:
    venue = Venue(name=name, **values)
    found = communes.by_code(commune)
    assert found is not None
    registration.locate(venue, found)
    return venue


def test_a_venue_takes_its_place_from_its_commune():
    venue = described()
    assert (venue.commune, venue.commune_name, venue.postcode) == ("35360", "Vitré", "35500")
    assert venue.point is not None
    assert round(venue.point.latitude, 1) == 48.1


def test_coordinates_and_postcode_given_by_hand_are_kept():
    venue = described(postcode="35501", latitude=48.5, longitude=-1.5)
    assert (venue.postcode, venue.latitude, venue.longitude) == ("35501", 48.5, -1.5)


def test_two_venues_of_one_name_have_two_addresses_of_page(organization: Organization):
    first, second = (registration.register(described(), organization=organization) for _ in range(2))
    assert (first.slug, second.slug) == ("centre-social-vitre", "centre-social-vitre-2")


def test_a_name_without_letters_still_has_an_address_of_page(organization: Organization):
    assert registration.register(Venue(name="🙂"), organization=organization).slug == "lieu"


def test_a_name_that_says_its_commune_says_it_once(organization: Organization):
    assert registration.register(described("CCAS de Vitré"), organization=organization).slug == "ccas-de-vitre"


def test_the_school_zone_is_said_and_its_absence_too():
    assert registration.school_zone_words(described()) == "zone\u00a0B"
    assert registration.school_zone_words(described("Mairie", commune="97411")) == "calendrier inconnu"
    assert registration.school_zone_words(Venue(name="Chez la personne")) == "calendrier inconnu"
