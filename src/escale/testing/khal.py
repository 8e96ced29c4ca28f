"""khal, a calendar of the terminal (Debian package `khal`): what a real client understands of ours, and writes itself."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CONFIGURATION = """
[calendars]
[[escale]]
path = {folder}/events
type = calendar
[sqlite]
path = {folder}/khal.db
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %d/%m
longdateformat = %Y-%m-%d
datetimeformat = %d/%m %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[default]
default_calendar = escale
"""


@dataclass(frozen=True)
class Khal:
    """One calendar of khal, in a folder of its own."""

    folder: Path

    def run(self, *words: str) -> str:
        done = subprocess.run(
            ["khal", "--config", str(self.folder / "config"), *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={"HOME": str(self.folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def take(self, calendar: bytes) -> None:
        """Import a calendar file."""
        path = self.folder / "given.ics"
        path.write_bytes(calendar)
        self.run("import", "--batch", str(path))

    def shown(self, start: str, end: str) -> list[str]:
        """What it shows between two days: "2026-11-16 09:00 to 2026-11-16 09:45 Title (place)", earliest first."""
        lines = self.run(
            "list",
            start,
            end,
            "--day-format",
            "",
            "--format",
            "{start-long} to {end-long} {title} ({location}){cancelled}",
        )
        return [line.strip() for line in lines.splitlines() if line.strip()]

    def written(self) -> list[bytes]:
        """The files it keeps, one an event."""
        return [path.read_bytes() for path in sorted((self.folder / "events").glob("*.ics"))]


@pytest.fixture
def khal(tmp_path: Path) -> Khal:
    """khal on the clock of Vitré; the test is skipped where it isn't installed."""
    if shutil.which("khal") is None:
        pytest.skip("khal is not installed: apt-get install khal")
    folder = tmp_path / "khal"
    (folder / "events").mkdir(parents=True)
    (folder / "config").write_text(CONFIGURATION.format(folder=folder, zone="Europe/Paris"))
    return Khal(folder)
