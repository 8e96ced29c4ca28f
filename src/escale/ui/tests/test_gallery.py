"""The gallery shows every component, and every page of it renders."""

import re

import pytest

from escale.ui.templatetags import components, words
from escale.ui.tests.sources import UI, templates

pytestmark = pytest.mark.urls("escale.ui.tests.urls")

GALLERY = "".join(path.read_text() for path in (UI / "templates" / "ui" / "gallery").glob("*.html"))
# The gallery draws whole forms: what their templates use is shown too.
SHOWN = GALLERY + "".join(path.read_text() for path in (UI / "templates" / "ui" / "forms").glob("*.html"))


@pytest.mark.parametrize("tag", sorted({**components.register.tags, **words.register.tags}))
def test_every_component_is_in_the_gallery(tag):
    if tag.startswith("end"):
        return
    assert re.search(rf"{{% {tag}\b", SHOWN), tag


@pytest.mark.parametrize("name", sorted(words.register.filters))
def test_every_filter_is_in_the_gallery(name):
    assert re.search(rf"\|{name}\b", SHOWN), name


def test_every_form_widget_is_in_the_gallery(client):
    page = client.get("/composants/").content.decode()
    assert all(f'class="{shape}"' in page for shape in ("choice", "chips", "seg", "check"))


@pytest.mark.parametrize(
    "path", ["", "papier/", *(f"erreurs/{status}/" for status in (400, 403, 404, 419, 429, 500, 503))]
)
def test_every_page_of_the_gallery_renders(client, path):
    assert "<h1>" in client.get(f"/composants/{path}").content.decode()


def test_the_workspace_of_the_gallery_renders(client):
    assert "Maëlle Garnier" in client.get("/composants/travail/").content.decode()


def test_every_template_of_the_interface_is_short():
    assert [str(path) for path in templates(UI) if len(path.read_text().splitlines()) > 150] == []
