import pytest

from escale.places.communes import Commune, NotOneCommune, by_code, search, the_one
from escale.places.distance import kilometres


def known(code: str) -> Commune:
    commune = by_code(code)
    assert commune is not None
    return commune


def names(text: str, **options) -> list[str]:
    return [commune.name for commune in search(text, **options)]


def test_vitre_is_known_by_its_insee_code():
    vitre = known("35360")
    assert (vitre.name, vitre.postcodes, vitre.department, vitre.epci) == ("Vitré", ("35500",), "35", "200039022")
    assert 18_000 < vitre.population < 21_000
    assert vitre.precision == "exact"
    assert vitre.label == "Vitré (35500)"


def test_an_unknown_code_is_no_commune():
    assert by_code("35500") is None
    assert by_code("") is None


def test_a_postcode_lists_all_its_communes():
    found = names("35500", limit=20)
    assert found[0] == "Vitré"
    assert {"Balazé", "Erbrée", "Pocé-les-Bois"} <= set(found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Vitré", "35360"),
        ("vitre", "35360"),
        ("vitrè", "35360"),
        ("VITRÉ", "35360"),
        ("  vitré  ", "35360"),
        ("vitré 35", "35360"),
        ("Vitré (35500)", "35360"),
        ("35500 vitre", "35360"),
        ("saint malo", "35288"),
        ("st malo", "35288"),
        ("St-Malo", "35288"),
        ("ballaze", "35015"),
        ("ballaze 35500", "35015"),
        ("guerche", "37114"),
        ("guerche de bretagne", "35125"),
        ("guerche 35", "35125"),
        ("argentré du plesis", "35006"),
        ("chatillon s/ seine", "21154"),
        ("rennnes", "35238"),
        ("chateubriand", "44036"),
        ("marsielle", "13055"),
        ("pointe a pitre", "97120"),
        ("Saint-Denis 974", "97411"),
        ("97400", "97411"),
        ("evry", "91228"),
        ("paris", "75056"),
        ("paris 15", "75115"),
        ("l'haÿ", "94038"),
        ("hay les roses", "94038"),
        ("piré sur seiche", "35220"),  # absorbed by Piré-Chancé
        ("nouméa", "98818"),
    ],
)
def test_a_commune_is_found_as_people_type_it(typed: str, code: str):
    assert search(typed)[0].code == code


def test_the_nearest_comes_first_when_we_know_where_the_person_is():
    assert names("guerche", near=known("35360"))[0] == "La Guerche-de-Bretagne"
    assert names("saint didier", near=known("35360"))[0] == "Saint-Didier"
    assert search("saint didier", near=known("35360"))[0].department == "35"


def test_districts_stay_out_until_their_number_is_typed():
    assert not [commune for commune in search("paris", limit=50) if commune.parent]
    assert {"Paris", "Paris 15e Arrondissement"} == set(names("75015"))


def test_a_close_spelling_answers_only_when_nothing_else_does():
    assert names("balazé") == ["Balazé"]


@pytest.mark.parametrize("typed", ["", "   ", "'", "xkcd foobar", "\x00", "\ud800", "🙂", "99999", "a" * 5000])
def test_what_names_no_commune_finds_nothing(typed: str):
    assert search(typed) == []


def test_at_most_the_asked_number_is_found():
    assert len(search("saint", limit=3)) == 3


def test_nearly_everybody_is_placed_within_a_few_communes():
    codes = {commune.code for letter in "abcdefghijklmnopqrstuvwxyz" for commune in search(letter, limit=40_000)}
    communes = [known(code) for code in codes]
    people = sum(commune.population for commune in communes)
    placed = sum(commune.population for commune in communes if commune.precision != "departement")
    assert len(communes) > 34_900
    assert placed / people > 0.99


def test_reunion_is_where_it_is():
    saint_denis = known("97411")
    assert (round(saint_denis.latitude), round(saint_denis.longitude)) == (-21, 55)
    assert kilometres(saint_denis, known("97120")) > 10_000


def test_a_wrong_postcode_does_not_hide_the_name():
    assert names("vitré 13000")[0] == "Vitré"


@pytest.mark.parametrize("typed", ["Vitré", "vitre 35500", "Vitré (35500)", "VITRE 35"])
def test_a_name_said_whole_names_one_commune(typed: str):
    assert the_one(typed) == known("35360")


@pytest.mark.parametrize("typed", ["Vitr", "Vitrai", "Saint-Denis", "35500", "35", "Vitré 75001", "Zzyxqwk"])
def test_anything_else_proposes_and_names_none(typed: str):
    with pytest.raises(NotOneCommune):
        the_one(typed)


def test_what_is_proposed_is_the_likeliest_first():
    with pytest.raises(NotOneCommune) as doubt:
        the_one("Vitrai")
    assert doubt.value.proposed == search("Vitrai", limit=20)
