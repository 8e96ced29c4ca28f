"""The help stands on every public page, whoever wrote it: Affichage, En bref, reading aloud, a telephone."""

import pytest

from escale.testing.pages import text
from escale.testing.routes import address, every_route

WITHOUT_ANY = "portal:kiosk"
"""A screen of its own, with targets of its own."""

WITHOUT = {
    "portal:card": "paper",
    "portal:embedded": "inside somebody else’s page",
    "portal:embedded-fragment": "inside somebody else’s page",
    "portal:interest-paper": "paper",
    "portal:prescriber-card": "paper",
    "portal:communes": "a piece of a page",
    "portal:slots-week": "a piece of a page",
    "portal:enrollment-paper": "paper",
    "portal:sheet-paper": "paper",
    "portal:sheet-collection-paper": "paper",
}
"""Pages without the layout of the public site, and why."""

FOR_PROFESSIONALS = {"portal:referral"}
"""The bare layout, as where the team signs in: the look of the page, without the help of beginners."""

LOOK, HELP = ('affichage/"', 'href="tel:+33'), ('class="in-brief"', "data-aloud-start", '/entrainement/"')


@pytest.mark.parametrize("visitor", ["anonymous", "link"])
def test_every_public_page_carries_the_help(world, settings, visitor):
    """Whoever holds a secret looks at the addresses that have one."""
    settings.PUBLIC_PHONE = "+33261910512"
    client, seen, missing = world.browser(visitor), 0, []
    for route in every_route():
        if not route.name.startswith(("portal:", "ui:")) or route.name.startswith(WITHOUT_ANY) or route.name in WITHOUT:
            continue
        url = address(route, world, visitor=visitor)
        if visitor == "link" and url == address(route, world, visitor="anonymous"):
            continue
        page = client.get(url)
        is_page = page.get("Content-Type", "").startswith("text/html") and not page.streaming
        if not is_page or page.status_code in {301, 302} or "HX-Request" in page.get("Vary", ""):
            continue
        said = text(page)
        parts = LOOK if route.name in FOR_PROFESSIONALS else (*LOOK, *HELP)
        missing += [f"{route.name} ({page.status_code}): no {part}" for part in parts if part not in said]
        seen += 1
    assert "\n".join(missing) == ""
    assert seen > 30
