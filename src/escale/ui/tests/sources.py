"""Where the tests of the interface find the project's own files."""

from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).resolve().parent.parent
PACKAGE = UI.parent


def templates(root: Path = PACKAGE) -> Iterator[Path]:
    """Every template under `root`."""
    return (path for path in sorted(root.rglob("*.html")) if "templates" in path.parts)
