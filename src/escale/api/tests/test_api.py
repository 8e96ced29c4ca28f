"""What a program reads, and what it doesn't, on Friday 13 November 2026."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
import time_machine
from django.test import Client

from escale.accounts.models import Membership
from escale.activity.exchange.tests.bringing import bring
from escale.activity.models import ActivityRecord
from escale.api import access, clients
from escale.api.clients import Reach
from escale.api.models import ApiClient
from escale.limits import Limit
from escale.statistics.models import Release
from escale.testing import builders

BOTH = [Reach.FIGURES, Reach.ACTIVITIES]


@pytest.fixture(autouse=True)
def friday(adviser: Membership) -> Iterator[None]:
    with time_machine.travel(builders.NOW, tick=False):
        yield


class Program:
    """A program of an organization, and what it is answered."""

    def __init__(self, by: Membership, reaches: list[Reach]) -> None:
        self.client, secret = clients.make("Tableau de bord", reaches=reaches, by=by, now=builders.NOW)
        self.header = f"Bearer {self.client.key}:{secret}"

    def get(self, path: str, **query: object):
        return Client().get(f"/api/v1/{path}", query, headers={"Authorization": self.header})

    def read(self, path: str, **query: object):
        response = self.get(path, **query)
        assert response.status_code == 200, response.content
        return response.json()


@pytest.fixture
def program(adviser: Membership) -> Program:
    bring("own.xlsx", adviser)
    return Program(adviser, BOTH)


@pytest.mark.parametrize("header", [None, "Bearer", "Bearer a:b", "Basic YTpi", "Bearer :"])
def test_nobody_reads_without_a_key(header: str | None):
    response = Client().get("/api/v1/health", headers={"Authorization": header} if header else {})
    assert response.status_code == 401
    assert response.json() == {"error": "Unauthorized"}
    assert response.headers["WWW-Authenticate"] == "Bearer"


def test_a_key_opens_until_it_is_revoked(adviser: Membership):
    program = Program(adviser, [])
    assert program.read("health") == {"status": "ok"}
    clients.revoke(program.client, now=builders.NOW)
    assert program.get("health").status_code == 401


def test_the_secret_is_kept_as_a_print_only(adviser: Membership):
    program = Program(adviser, [])
    secret = program.header.rsplit(":", maxsplit=1)[-1]
    assert secret not in str(ApiClient.objects.values().get())


def test_the_last_reading_is_noted_at_most_once_a_minute(program: Program):
    program.read("health")
    with time_machine.travel(builders.NOW + timedelta(seconds=30), tick=False):
        program.read("health")
    assert ApiClient.objects.get().last_used_at == builders.NOW
    with time_machine.travel(builders.NOW + timedelta(seconds=61), tick=False):
        program.read("health")
    assert ApiClient.objects.get().last_used_at == builders.NOW + timedelta(seconds=61)


@pytest.mark.parametrize(("path", "reach"), [("activites", Reach.FIGURES), ("statistiques", Reach.ACTIVITIES)])
def test_each_address_asks_for_its_own_right(adviser: Membership, path: str, reach: Reach):
    response = Program(adviser, [reach]).get(path)
    assert (response.status_code, response.json()) == (403, {"error": "Forbidden"})


def test_a_program_that_reads_without_pause_waits(program: Program, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(access, "READS_PER_PROGRAM", Limit("api-program", 2, 60))
    assert [program.get("health").status_code for _ in range(3)] == [200, 200, 429]
    assert int(program.get("health").headers["Retry-After"]) <= 60


def test_guessing_keys_is_slowed_down(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(access, "WRONG_KEYS_PER_ADDRESS", Limit("api-wrong-keys", 1, 60))
    guess = {"Authorization": "Bearer a:b"}
    assert [Client().get("/api/v1/health", headers=guess).status_code for _ in range(2)] == [401, 429]


def test_an_activity_is_told_in_the_national_shape(program: Program):
    [told] = [each for each in program.read("activites")["data"] if each["attributes"]["duree"] == 45]
    attributes = told["attributes"]
    assert told["type"] == "activite"
    assert told["id"] == "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0001"
    assert attributes["date"] == "2026-11-12"
    assert attributes["type"] == "individuel"
    assert attributes["autonomie"] == "partiellement_autonome"
    assert attributes["materiel"] == ["ordinateur", "telephone"]
    assert attributes["thematiques"] == ["email", "aide_aux_demarches_administratives", "social_sante"]
    assert attributes["tags"] == ["Région Bretagne", "Été numérique"]
    assert attributes["oriente_vers_structure"] is True
    assert attributes["lieu_code_insee"] == "35360"
    assert attributes["beneficiaires"]["genres"] == {"masculin": 0, "feminin": 1, "non_communique": 0}


def test_neither_names_nor_notes_leave(program: Program):
    answer = program.get("activites").content.decode()
    for kept in ("Lucette", "Briand", "Le Gall", "pièce jointe", "refaire une séance"):
        assert kept not in answer


def test_those_without_a_name_are_counted_with_the_others(program: Program):
    [told] = [each for each in program.read("activites")["data"] if each["attributes"]["type"] == "collectif"]
    people = told["attributes"]["beneficiaires"]
    assert people["total"] == told["attributes"]["accompagnements"] == 6
    assert people["genres"] == {"masculin": 2, "feminin": 3, "non_communique": 1}
    assert sum(people["tranches_age"].values()) == sum(people["statuts"].values()) == 6


def test_one_s_own_organization_only(program: Program, outsider: Membership):
    elsewhere = Program(outsider, BOTH)
    assert elsewhere.read("activites")["data"] == []
    assert elsewhere.read("statistiques")["data"]["attributes"]["totaux"]["activites"]["total"] == 0


def test_pages_follow_each_other_both_ways_and_nothing_is_lost(program: Program):
    seen, link, sizes = [], "activites?page[size]=2", []
    while link:
        page = Client().get(f"/api/v1/{link}", headers={"Authorization": program.header}).json()
        seen += [each["id"] for each in page["data"]]
        sizes.append(len(page["data"]))
        last, link = page, (page["links"]["next"] or "").rpartition("/")[2]
    assert sizes == [2, 2, 1]
    assert len(set(seen)) == 5
    assert last["meta"] == {
        "total_count": 5, "items_per_page": 2, "total_pages": 3, "has_next_page": False, "has_prev_page": True,
    }  # fmt: skip
    back = last["links"]["prev"].rpartition("/")[2]
    before = Client().get(f"/api/v1/{back}", headers={"Authorization": program.header}).json()
    assert [each["id"] for each in before["data"]] == seen[2:4]


def test_what_changes_comes_first_and_what_is_taken_away_is_said(program: Program):
    record = ActivityRecord.objects.get(minutes=20)
    ActivityRecord.objects.filter(pk=record.pk).update(removed_at=builders.NOW, changed_at=builders.NOW)
    answer = program.read("activites", **{"filter[modification][depuis]": "2026-11-13T00:00:00Z"})
    assert [each["id"] for each in answer["data"]] == [record.external_id]
    assert answer["data"][0]["attributes"]["suppression"] == "2026-11-13T14:10:00Z"


@pytest.mark.parametrize(
    "query",
    [
        {"page[size]": "501"},
        {"page[size]": "x"},
        {"page[after]": "nobody"},
        {"page[after]": "8J-YgA"},
        {"filter[creation][depuis]": "hier"},
        {"filter[creation][depuis]": "2026-11-13T00:00:00"},
    ],
)
def test_what_can_t_be_understood_is_said(program: Program, query: dict[str, str]):
    response = program.get("activites", **query)
    assert response.status_code == 400
    assert set(response.json()) == {"error"}


@pytest.mark.parametrize("size", [1, 3])
def test_a_page_asks_the_same_of_the_database_whatever_its_size(program: Program, queries, size: int):
    program.read("activites")
    with queries() as seen:
        program.read("activites", **{"page[size]": size})
    assert len(seen) == QUERIES


QUERIES = 10
"""Whether the instance is set up, the key, its last reading, how many there are, the activities, their five kinds of rows."""


def test_figures_are_those_of_the_screens(program: Program):
    answer = program.read("statistiques", **{"filter[du]": "2026-10-01", "filter[au]": "2026-11-30"})
    attributes = answer["data"]["attributes"]
    assert attributes["masque"] is False
    assert attributes["totaux"]["activites"] == {
        "total": 5,
        "individuels": {"total": 4, "proportion": 80.0},
        "collectifs": {"total": 1, "proportion": 20.0, "participants": 6},
    }
    assert attributes["totaux"]["accompagnements"]["total"] == 10
    assert attributes["totaux"]["beneficiaires"] == {"total": 8, "nouveaux": 8, "suivis": 3, "anonymes": 5}
    assert [(each["label"], each["count"]) for each in attributes["accompagnements_par_mois"]] == [
        ("2026-10", 2),
        ("2026-11", 8),
    ]
    assert sum(each["count"] for each in attributes["accompagnements_par_jour"]) == 10
    assert {each["value"]: each["count"] for each in attributes["activites"]["durees"]} == {
        "30": 1, "60": 2, "120": 1, "more": 6,
    }  # fmt: skip


def test_who_reads_figures_alone_reads_whole_months_masked_and_frozen(adviser: Membership):
    bring("own.xlsx", adviser)
    program = Program(adviser, [Reach.FIGURES])
    query = {"filter[du]": "2026-10-01", "filter[au]": "2026-10-31"}
    attributes = program.read("statistiques", **query)["data"]["attributes"]
    assert attributes["masque"] is True
    assert attributes["totaux"]["beneficiaires"]["suivis"] is None
    assert attributes["accompagnements_par_jour"] == []
    ActivityRecord.objects.all().delete()
    assert program.read("statistiques", **query)["data"]["attributes"] == attributes
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    "query",
    [
        {"filter[du]": "2026-10-02", "filter[au]": "2026-10-31"},
        {"filter[du]": "2026-10-01", "filter[au]": "2026-10-30"},
        {"filter[du]": "2026-11-01", "filter[au]": "2026-11-30"},
        {"filter[du]": "2026-10-01", "filter[au]": "2026-10-31", "filter[communes]": "35360"},
    ],
)
def test_days_and_filters_that_would_tell_small_numbers_are_refused(adviser: Membership, query: dict[str, str]):
    response = Program(adviser, [Reach.FIGURES]).get("statistiques", **query)
    assert response.status_code == 400
    assert not Release.objects.exists()


def test_a_filter_of_another_organization_is_unknown(program: Program, outsider: Membership):
    venue = builders.venue(outsider.organization)
    assert program.get("statistiques", **{"filter[lieux]": venue.pk}).status_code == 400
    assert program.get("statistiques", **{"filter[mediateurs]": outsider.user_id}).status_code == 400
    assert program.get("statistiques", **{"filter[du]": "2026-12-01", "filter[au]": "2026-11-01"}).status_code == 400


def test_the_description_says_what_is_answered(program: Program):
    schema = Client().get("/api/v1/openapi.json").json()
    assert sorted(schema["paths"]) == ["/api/v1/activites", "/api/v1/health", "/api/v1/statistiques"]
    described = schema["components"]["schemas"]["ActivityAttributes"]["properties"]
    assert set(described) == set(program.read("activites")["data"][0]["attributes"])


def test_the_page_asks_nothing_of_another_site():
    page = Client().get("/api/v1/docs").content.decode()
    assert "filter[modification][depuis]" in page
    assert "precisions_demarche" in page
    assert 'src="http' not in page


HOSTILE = ("\0", "9" * 30, "²", "x" * 10_000, "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00",
           "9999-12-31T23:59:59-14:00", b64encode(b"0001-01-01T00:00:00+14:00|1").decode())  # fmt: skip


@pytest.mark.parametrize("reaches", [BOTH, [Reach.FIGURES]])
def test_nothing_asked_breaks_it(adviser: Membership, reaches: list[Reach]):
    program, wrong = Program(adviser, reaches), {}
    asked = {
        "statistiques": ("filter[du]", "filter[au]", "filter[mediateurs]", "filter[lieux]", "filter[communes]"),
        "activites": (
            "page[size]", "page[after]", "page[before]", "filter[creation][depuis]", "filter[modification][depuis]"
        ),
    }  # fmt: skip
    for path, names in asked.items():
        for name, value in product(names, HOSTILE):
            status = program.get(path, **{name: value}).status_code
            if status not in {400, 403}:
                wrong[path, name, value[:30]] = status
    assert wrong == {}
