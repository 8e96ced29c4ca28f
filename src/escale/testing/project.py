"""Where the project's files are, for the tests that read them."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "src" / "escale"
DOCS = ROOT / "docs"


def table_rows(markdown: str) -> list[list[str]]:
    """The cells of every table row of a page, headings and rules left out."""
    lines = [line for line in markdown.splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    rules = [number for number, row in enumerate(rows) if all(re.fullmatch(r":?-+:?", cell) for cell in row)]
    heads = {number - 1 for number in rules}
    return [row for number, row in enumerate(rows) if number not in heads and number not in rules]


def text_files() -> list[Path]:
    """The files git keeps and people read: no font, image, archive or lock file."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    read = {".py", ".md", ".html", ".css", ".js", ".txt", ".yaml", ".toml", ".cfg", ".sh", ".svg", ".json", ".lock", ""}
    found = [ROOT / name for name in listed.split("\0") if name]
    return sorted(path for path in found if path.suffix in read and path.is_file())
