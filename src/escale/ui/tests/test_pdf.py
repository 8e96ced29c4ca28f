"""What a page on paper may read: our own files and what it was given, nothing else on the disk nor on the network."""

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from weasyprint import HTML

from escale.ui import pdf

watched: list[list[str]] = []


def _watch(event: str, details: tuple[object, ...]) -> None:
    """A hook stays for the life of the process: it says nothing unless somebody watches."""
    if watched and event in ("open", "socket.connect", "socket.getaddrinfo", "urllib.Request"):
        watched[-1].append(f"{event} {details[0]}")


sys.addaudithook(_watch)


@contextmanager
def watching() -> Iterator[list[str]]:
    """Every file opened and every connection made meanwhile, by whatever library."""
    seen: list[str] = []
    watched.append(seen)
    try:
        yield seen
    finally:
        watched.remove(seen)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """A file of the machine that is none of ours: a red image."""
    path = tmp_path / "canary.png"
    Image.new("RGB", (40, 40), "red").save(path)
    return path


def outside(address: str) -> str:
    """A page that asks for an address in every way we know of."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40">'
        f'<image href="{address}" width="40" height="40"/><image xlink:href="{address}" width="40" height="40"/>'
        f'<use href="{address}#a"/><style>@import url("{address}"); rect {{ fill: url("{address}#b") }}</style>'
        '<rect width="5" height="5"/></svg>'
    )
    data = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
    return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Canari</title>
        <base href="{address}"><link rel="stylesheet" href="{address}"><link rel="attachment" href="{address}">
        <style>@import url("{address}"); @import "{address}"; @font-face {{ font-family: X; src: url("{address}"); }}
        body {{ background: url("{address}"); font-family: X; content: url("{address}"); cursor: url("{address}"); }}
        li {{ list-style-image: url("{address}"); }} p::before {{ content: url("{address}"); }}
        div {{ border-image: url("{address}") 1; mask: url("{address}"); }}</style></head>
        <body><img src="{address}" alt="a"><img src="{data}" alt="b"><img srcset="{address} 1x" alt="c">
        <object data="{address}"></object><embed src="{address}"><iframe src="{address}"></iframe>{drawing}
        <ul><li>point</li></ul><p>texte</p><div>bord</div><a rel="attachment" href="{address}">pièce</a></body></html>"""


@pytest.mark.parametrize("kind", ["file", "path", "network", "scheme of the network without its name"])
def test_nothing_outside_is_read_however_it_is_asked_for(canary: Path, kind: str) -> None:
    address = {
        "file": canary.as_uri(),
        "path": str(canary),
        "network": "http://127.0.0.1:9/canary.png",
        "scheme of the network without its name": "//127.0.0.1:9/canary.png",
    }[kind]
    with watching() as seen:
        content = pdf.render(outside(address), stylesheet="portal/card.css")
    assert [each for each in seen if "canary" in each or not each.startswith("open")] == []
    assert not is_red(content)
    assert canary.read_bytes() not in content


@pytest.mark.parametrize("path", ["../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/settings.py"])
def test_an_address_of_ours_leads_to_our_static_files_only(path: str) -> None:
    page = f'<html lang="fr"><title>Canari</title><body><img src="{pdf.OURS}/static/{path}" alt=""></body>'
    with watching() as seen:
        pdf.render(page, stylesheet="portal/card.css")
    assert [each for each in seen if "passwd" in each or "settings.py" in each] == []


def test_what_was_given_is_shown_by_its_name_and_nothing_else_is(canary: Path) -> None:
    page = '<html lang="fr"><title>Donné</title><body><img src="{}" alt="">'
    given = {"rouge.png": canary.read_bytes()}
    assert is_red(bytes(pdf.lay_out(page.format(f"{pdf.GIVEN}rouge.png"), css="p {}", given=given).write_pdf()))
    for name in ("autre.png", "../rouge.png", str(canary)):
        assert not is_red(bytes(pdf.lay_out(page.format(pdf.GIVEN + name), css="p {}", given=given).write_pdf()))


def test_these_tests_see_what_an_ordinary_fetcher_reads(canary: Path) -> None:
    with watching() as seen:
        content = HTML(string=outside(canary.as_uri()), base_url="/").write_pdf()
    assert any("canary" in each for each in seen)
    assert is_red(content)


def is_red(content: bytes) -> bool:
    """Whether the canary is on the first sheet."""
    with pdfium.PdfDocument(content) as document:
        image = document[0].render(scale=0.5).to_pil().convert("RGB")
    return any(red > 200 and green < 60 and blue < 60 for red, green, blue in image.get_flattened_data())
