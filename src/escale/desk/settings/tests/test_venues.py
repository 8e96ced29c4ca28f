import pytest

from escale.accounts.models import Membership
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.places.models import Room, Venue
from escale.testing import builders
from escale.testing.cast import Reception, signed_in

VITRE = {"name": "Centre social", "kind": "on_site", "address": "13 rue Notre-Dame", "commune_typed": "Vitré"}


def add(member: Membership, **values: object):
    return post(member, "settings-venue-add", **(VITRE | values))


def test_the_name_of_a_commune_is_enough(adviser: Membership):
    response = add(adviser)
    venue = Venue.objects.get()
    assert response["Location"] == address("settings-venue", venue.pk)
    assert (venue.commune, venue.postcode, venue.time_zone) == ("35360", "35500", "Europe/Paris")
    assert venue.point is not None


@pytest.mark.parametrize("typed", ["vitre", "Vitré (35500)", "VITRE 35", "Vitré 35500"])
def test_a_commune_is_read_however_it_is_typed(adviser: Membership, typed: str):
    add(adviser, commune_typed=typed)
    assert Venue.objects.get().commune == "35360"


def test_a_venue_overseas_lives_at_its_own_hour_and_its_school_calendar_is_unknown(adviser: Membership):
    add(adviser, commune_typed="Saint-Denis 97400")
    assert Venue.objects.get().time_zone == "Indian/Reunion"
    assert "Vacances scolaires : calendrier inconnu" in text_of(get(adviser, "settings-venues"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Remplissez « Nom du lieu »."),
        ({"commune_typed": "Zzyxqwk"}, "Nous ne trouvons pas cette commune."),
        ({"commune_typed": "Saint-Denis"}, "Recopiez la bonne, avec son code postal."),
        ({"commune_typed": ""}, "Écrivez la commune"),
        ({"postcode": "3550"}, "Un code postal a 5 chiffres"),
        ({"phone": "02 61 91 05"}, "Il en faut 10."),
        ({"kind": "video", "video_link": ""}, "Écrivez le lien de la visio"),
        ({"kind": "elsewhere"}, "Cette réponse n’est plus dans la liste."),
        ({"latitude": "448"}, "La latitude va de -90 à 90."),
        ({"latitude": "nan"}, "nombre"),
        ({"latitude": "-90", "longitude": "-1.21"}, "Ce point est à plus de 50 km de Vitré."),
        ({"latitude": "-1.21", "longitude": "48.12"}, "Ce point est à plus de 50 km de Vitré."),
        ({"name": "x" * 5000}, "Ce texte est trop long"),
        ({"time_zone": "Europe/Atlantis"}, "Cette réponse n’est plus dans la liste."),
        ({"name": "a\x00b"}, "illisible"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(adviser: Membership, values, sentence: str):
    response = add(adviser, **values)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not Venue.objects.exists()


def test_what_was_typed_stays_in_the_field(adviser: Membership):
    page = text_of(add(adviser, commune_typed="Zzyxqwk", name="Maison « du » quartier"))
    assert 'value="Zzyxqwk"' in page
    assert "Maison « du » quartier" in page


def test_visits_at_home_need_no_commune(adviser: Membership):
    add(adviser, name="Chez la personne", kind="home", commune_typed="", address="")
    assert Venue.objects.get().has_address


def test_moving_to_another_commune_moves_the_point_and_the_postcode(adviser: Membership):
    add(adviser)
    venue = Venue.objects.get()
    kept = {"latitude": venue.latitude, "longitude": venue.longitude, "postcode": venue.postcode}
    post(adviser, "settings-venue", venue.pk, **(VITRE | kept | {"commune_typed": "Fougères"}))
    moved = Venue.objects.get()
    assert (moved.commune_name, moved.postcode, moved.slug) == ("Fougères", "35300", venue.slug)
    assert moved.latitude != venue.latitude


def test_coordinates_set_by_hand_are_kept(adviser: Membership):
    add(adviser, latitude="48.5", longitude="-1.25")
    assert (Venue.objects.get().latitude, Venue.objects.get().longitude) == (48.5, -1.25)


def test_communes_are_suggested_while_one_types(adviser: Membership):
    found = signed_in(adviser).get(address("settings-communes"), {"commune_typed": "vitr"})
    assert 'value="Vitré (35500)"' in text_of(found)


def test_a_venue_where_somebody_receives_stays_open_and_says_so(reception: Reception):
    said = post_and_read(reception.adviser, "settings-venue-close", reception.venue.pk)
    assert "reste ouvert : 1 permanence y tourne encore" in said
    assert Venue.objects.in_use().exists()


def test_an_empty_venue_closes_and_leaves_the_lists(adviser: Membership, venue: Venue):
    assert "est fermé" in post_and_read(adviser, "settings-venue-close", venue.pk)
    assert get(adviser, "settings-venue", venue.pk).status_code == 404


def test_a_room_has_seats_and_computers(adviser: Membership, venue: Venue):
    values = {"room-name": "Salle 2", "room-seats": "9", "room-computers": "9"}
    post(adviser, "settings-venue-add-room", venue.pk, **values)
    room = Room.objects.get()
    assert (room.name, room.seats, room.computers) == ("Salle 2", 9, 9)
    response = post(adviser, "settings-venue-add-room", venue.pk, **(values | {"room-name": "salle 2"}))
    assert response.status_code == 422
    assert "Cette salle existe déjà dans ce lieu." in text_of(response)


def test_a_room_is_changed_and_removed(adviser: Membership, venue: Venue):
    room = builders.room(venue)
    values = {"room-name": "Bureau 5", "room-seats": "3", "room-computers": "0"}
    post(adviser, "settings-venue-room", room.pk, **values)
    assert Room.objects.get().name == "Bureau 5"
    post(adviser, "settings-venue-remove-room", room.pk)
    assert not Room.objects.exists()


def test_the_list_asks_as_many_questions_for_one_venue_as_for_three(adviser: Membership, venue: Venue, queries):
    builders.room(venue)
    client = settled(adviser)
    with queries() as with_one:
        client.get(address("settings-venues"))
    for name in ("CCAS", "Habitat Jeunes"):
        builders.room(builders.venue(adviser.organization, name=name))
    with queries() as with_three:
        client.get(address("settings-venues"))
    assert len(with_one) == len(with_three)
