"""When two offers are one, told twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from escale.offers.alikeness import Told, are_one, titles_are_near
from escale.places.distance import Point

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
HERE = Point(48.1234, -1.2105)
OURS = Told(key=1, title="Ranger ses photos", starts_at=AT, place_name="Médiathèque", commune="35360", point=HERE)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "Atelier : ranger ses photos"},
        {"title": "Ranger vos photos numériques"},
        {"title": "Ranger ses fotos"},
        {"point": Point(48.1254, -1.2105)},
        {"point": None, "place_name": "La médiathèque"},
        {"point": Point(48.2, -1.3), "place_name": "Médiathèque"},
    ],
)
def test_the_same_hour_place_and_nearly_the_same_title_are_one(changes: dict[str, Any]) -> None:
    assert are_one(OURS, replace(OURS, key=2, **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"starts_at": AT + timedelta(minutes=30)},
        {"starts_at": None},
        {"title": "Ranger ses fichiers"},
        {"title": "Les photos anciennes de la ville"},
        {"title": ""},
        {"point": Point(48.2, -1.3), "place_name": "Mairie"},
        {"point": Point(48.2, -1.3), "commune": "35015"},
        {"point": None, "place_name": "", "commune": ""},
        {"is_online": True},
    ],
)
def test_another_hour_another_place_or_another_title_is_another(changes: dict[str, Any]) -> None:
    assert not are_one(OURS, replace(OURS, key=2, **changes))


def test_one_page_at_one_hour_is_one_whatever_the_title() -> None:
    page = replace(OURS, url="https://balaze.example.org/photos")
    assert are_one(page, replace(page, title="Autre chose", point=None, commune=""))
    assert not are_one(page, replace(page, title="Autre chose", url="https://balaze.example.org/autre", point=None))


def test_what_is_followed_from_home_is_compared_without_a_place() -> None:
    online = replace(OURS, is_online=True, point=None, commune="", place_name="")
    assert are_one(online, replace(online, title="Ranger ses photos, en visio : ranger ses photos"))


def test_words_every_title_has_say_nothing() -> None:
    assert not titles_are_near("Atelier numérique : le mail", "Atelier numérique : la tablette")
