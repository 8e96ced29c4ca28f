"""A draft is shown as the public will read it."""

import pytest
from django.urls import reverse

from escale.writing.tests.texts import article, posted


@pytest.fixture
def editor(client, adviser):
    client.force_login(adviser.user)
    return client


def test_a_draft_never_saved_is_shown(editor):
    address = reverse("writing_articles:preview_on_add")
    sent = posted("Le jeudi des retraités", ("heading", "Avant de venir"))
    assert editor.post(address, sent).json()["is_valid"]
    shown = editor.get(address)
    assert "Avant de venir" in shown.content.decode()


def test_what_is_typed_is_shown_and_not_what_readers_have(editor, adviser):
    written = article(adviser, live=True)
    address = reverse("writing_articles:preview_on_edit", args=[written.pk])
    editor.post(address, posted("Le vendredi", ("heading", "Ce qui change"), slug=written.slug))
    assert "Ce qui change" in editor.get(address).content.decode()
    assert "Ce qui change" not in editor.get(reverse("portal:article", args=[written.slug])).content.decode()


def test_a_former_version_is_shown(editor, adviser):
    written = article(adviser)
    address = reverse("writing_articles:revisions_view", args=[written.pk, written.latest_revision_id])
    assert "sa première photo" in editor.get(address).content.decode()


def test_the_preview_stands_in_the_editor_and_nowhere_else(editor, adviser):
    written = article(adviser)
    shown = editor.get(reverse("writing_articles:revisions_view", args=[written.pk, written.latest_revision_id]))
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert "unsafe" not in shown["Content-Security-Policy"]


def test_a_page_of_the_editor_runs_the_scripts_of_its_files_alone(editor, adviser):
    page = editor.get(reverse("writing_articles:edit", args=[article(adviser).pk]))
    said = page["Content-Security-Policy"]
    assert "script-src 'self';" in said
    assert said.count("unsafe") == said.count("style-src 'self' 'unsafe-inline';") == 1
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
