"""Which sheets are read by whom, and in what words."""

from collections.abc import Callable

import pytest

from escale.accounts.models import Membership, Organization
from escale.sheets import markdown, reading
from escale.sheets.models import ResourceSheet, SheetKind
from escale.testing import builders

TEXT = """Un *document* joint.

## Ouvrir

1. Touchez [le trombone](https://aide.example.org/a?b=1&c=2).

   - Android : appuyez sur **Ouvrir**.
   - iPhone : voyez [Apple](https://support.apple.com/fr-fr).

> **Attention**
> Appelez le [33700](tel:33700), ou voyez [Apple](https://support.apple.com/fr-fr).
"""


@pytest.fixture
def write(adviser: Membership) -> Callable[..., ResourceSheet]:
    def written(title: str, /, **values: object) -> ResourceSheet:
        said = {"organization": adviser.organization, "slug": title.lower().replace(" ", "-"), "title": title} | values
        return ResourceSheet.objects.create(**said)

    return written


def test_the_public_reads_what_is_published_for_people(write: Callable[..., ResourceSheet]) -> None:
    write("Imprimer")
    write("Un kit", kind=SheetKind.KIT)
    write("Brouillon", live=False)
    assert [sheet.title for sheet in reading.published_sheets()] == ["Imprimer"]
    assert {sheet.title for sheet in reading.published_sheets(for_team=True)} == {"Imprimer", "Un kit"}


def test_a_network_reads_its_own_and_what_comes_with_escale(
    write: Callable[..., ResourceSheet], organization: Organization
) -> None:
    elsewhere = builders.organization("Le Relais")
    write("Imprimer")
    write("Scanner", organization=elsewhere)
    write("Mails", organization=None, starter="mails")
    found = reading.published_sheets(organizations=[organization.pk])
    assert {sheet.title for sheet in found} == {"Imprimer", "Mails"}


def test_a_sheet_is_read_in_words(write: Callable[..., ResourceSheet]) -> None:
    sheet = write("Ouvrir", sentence="Lire un document.", body=markdown.stored(markdown.read(TEXT).body))
    assert reading.text_of(sheet).split("\n") == [
        "Lire un document.",
        "Un document joint.",
        "Ouvrir",
        "Touchez le trombone.",
        "Appuyez sur Ouvrir.",
        "Voyez Apple.",
        "Attention",
        "Appelez le 33700, ou voyez Apple.",
    ]


def test_its_links_are_told_once(write: Callable[..., ResourceSheet]) -> None:
    sheet = write("Ouvrir", url="https://site.example.org/", body=markdown.stored(markdown.read(TEXT).body))
    assert reading.links_of(sheet) == [
        "https://site.example.org/",
        "https://aide.example.org/a?b=1&c=2",
        "https://support.apple.com/fr-fr",
    ]
