"""The sheet of an adviser as anyone reads it, and on one page of paper."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from escale.publishing import missions, own_pages
from escale.publishing.missions import Draft
from escale.publishing.models import MissionSheet
from escale.testing.cast import Reception
from escale.testing.pages import sheets

pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 lit les fichiers PDF")


@pytest.fixture
def sheet(reception: Reception, now: datetime) -> MissionSheet:
    draft = Draft(**missions.USUAL, shows_email=True, revision=0)
    return missions.write(reception.adviser, draft, now=now)


def test_it_says_what_she_does_and_where_she_is_found(client: Client, sheet: MissionSheet) -> None:
    page = client.get(reverse("portal:missions", args=[sheet.slug])).text
    for said in (
        "Maëlle Garnier",
        "Conseillère numérique",
        "Du lundi au vendredi",
        "02\u00a061\u00a091\u00a005\u00a012",
    ):
        assert said in page
    assert sheet.adviser.email in page


def test_her_mail_is_shown_only_if_she_says_so(client: Client, sheet: MissionSheet) -> None:
    MissionSheet.objects.update(shows_email=False)
    assert sheet.adviser.email not in client.get(reverse("portal:missions", args=[sheet.slug])).text


@pytest.mark.parametrize("gone", ["withdrawn", "left"])
def test_withdrawn_or_of_somebody_who_left_it_is_shown_to_nobody(
    gone: str, client: Client, sheet: MissionSheet, reception: Reception, now: datetime
) -> None:
    if gone == "withdrawn":
        own_pages.withdraw(sheet)
    else:
        reception.adviser.ended_at = now
        reception.adviser.save()
    assert client.get(reverse("portal:missions", args=[sheet.slug])).status_code == 404


def test_on_paper_it_is_one_tagged_page_however_much_is_written(client: Client, sheet: MissionSheet) -> None:
    long = "J’aide à faire une démarche en ligne, à écrire un mail, à ranger des photos et des documents."
    MissionSheet.objects.update(
        does="\n".join([long] * 12), does_not="\n".join([long] * 12), sending="\n".join([long] * 8)
    )
    response = client.get(reverse("portal:missions-pdf", args=[sheet.slug]))
    (text,) = sheets(response)
    assert pdfium.raw.FPDFCatalog_IsTagged(pdfium.PdfDocument(response.content))
    assert "M’adresser quelqu’un" in text
    assert f"/missions/{sheet.slug}/" in text
