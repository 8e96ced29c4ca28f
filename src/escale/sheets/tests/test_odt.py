"""A sheet brought as a text document: read with its pictures, or refused before anything is unfolded."""

from datetime import datetime
from io import BytesIO
from uuid import uuid4

import pytest

from escale.accounts.models import Membership
from escale.publishing import identities
from escale.publishing.models import Picture, PictureKind
from escale.sheets import importing, odt
from escale.sheets.markdown import UnreadableSheet
from escale.sheets.tests.documents import FOOT, HEAD, png
from escale.sheets.tests.documents import odt as packed

TEXT = (
    '<text:p text:style-name="Title">Scanner un papier</text:p>'
    '<text:p>Avec <text:span text:style-name="T1">votre téléphone</text:span>, c’est <text:s/>simple. Voyez '
    '<text:a xlink:href="https://aide.example.org/">l’aide</text:a>.<text:note>en bas</text:note></text:p>'
    '<text:h text:outline-level="2">Scanner</text:h>'
    '<text:list text:style-name="L1"><text:list-item><text:p>Posez le papier.</text:p></text:list-item>'
    "<text:list-item><text:p>Ouvrez l’appareil photo.</text:p>"
    '<text:list text:style-name="L2"><text:list-item><text:p>Android : touchez Drive.</text:p></text:list-item>'
    "<text:list-item><text:p>iPhone : touchez Notes.</text:p></text:list-item></text:list></text:list-item></text:list>"
    '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>Un papier à plat</svg:desc></draw:frame></text:p>'
    '<text:list text:style-name="L1"><text:list-item><text:p>3. Gardez l’image [ici] &lt;b&gt;.</text:p></text:list-item>'
    "</text:list>"
)


def keep(content: bytes, *, by: Membership, now: datetime, name: str = "scanner.odt") -> importing.Imported:
    return importing.keep(importing.read(content, name=name), by=by, submission=uuid4(), now=now)


def test_a_document_becomes_a_draft_with_its_pictures(adviser: Membership, now: datetime) -> None:
    made = keep(packed(TEXT, files={"Pictures/a.png": png()}), by=adviser, now=now)
    picture = Picture.objects.get()
    assert (made.sheet.title, made.sheet.live, picture.alt, made.left_out) == (
        "Scanner un papier",
        False,
        "Un papier à plat",
        [],
    )
    assert [(block["type"], block["value"]) for block in made.sheet.body.raw_data] == [
        (
            "paragraph",
            '<p>Avec <b>votre téléphone</b>, c’est simple. Voyez <a href="https://aide.example.org/">l’aide</a>.</p>',
        ),
        ("heading", "Scanner"),
        ("step", {"text": "<p>Posez le papier.</p>", "picture": None, "versions": []}),
        (
            "step",
            {
                "text": "<p>Ouvrez l’appareil photo.</p>",
                "picture": None,
                "versions": [
                    {"device": "android", "text": "<p>Touchez Drive.</p>"},
                    {"device": "iphone", "text": "<p>Touchez Notes.</p>"},
                ],
            },
        ),
        ("picture", {"picture": picture.pk, "caption": ""}),
        ("step", {"text": "<p>3. Gardez l’image [ici] &lt;b&gt;.</p>", "picture": None, "versions": []}),
    ]


def test_a_picture_that_is_here_already_keeps_its_words_and_its_author(adviser: Membership, now: datetime) -> None:
    known = identities.keep(
        PictureKind.PHOTO, BytesIO(png()), size=len(png()), alt="Un mur", credit="Photo : Léa", by=adviser, now=now
    )
    unnamed = TEXT.replace("<svg:desc>Un papier à plat</svg:desc>", "")
    for text, alt in ((unnamed, "Un mur"), (TEXT, "Un papier à plat")):
        keep(packed(text, files={"Pictures/a.png": png()}), by=adviser, now=now)
        picture = Picture.objects.get()
        assert (picture.pk, picture.alt, picture.credit) == (known.pk, alt, "Photo : Léa")


def test_what_cannot_be_kept_is_told(adviser: Membership, now: datetime) -> None:
    frames = "".join(
        f'<text:p><draw:frame><draw:image xlink:href="Pictures/{name}"/></draw:frame></text:p>'
        for name in ("a.png", "fausse.png", "absente.png")
    )
    files = {"Pictures/a.png": png(), "Pictures/fausse.png": b"<svg onload='alert(1)'/>"}
    made = keep(packed(f"<text:p>Bonjour.</text:p>{frames}", files=files), by=adviser, now=now, name="mon-papier.odt")
    assert made.sheet.title == "Mon papier"
    assert any("SVG" in sentence for sentence in made.left_out)
    assert "1\u00a0image à ajouter dans l’éditeur : le fichier ne les contient pas." in made.left_out
    assert "1\u00a0image à décrire : dites ce qu’on y voit, pour qui ne voit pas." in made.left_out
    assert [block.block_type for block in made.sheet.body] == ["paragraph", "picture"]


def test_a_link_that_runs_something_is_words(adviser: Membership, now: datetime) -> None:
    made = keep(
        packed('<text:p>Voyez <text:a xlink:href="javascript:alert(1)">ici</text:a>.</text:p>'), by=adviser, now=now
    )
    assert "href" not in made.sheet.body.raw_data[0]["value"]


BOMB = f'<!DOCTYPE a [<!ENTITY b "{"x" * 50}">]><a>&b;</a>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + HEAD + "<text:p>&b;</text:p>" + FOOT


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04", odt.BROKEN),
        (b"bonjour", odt.NOT_ODT),
        (packed("", kind=b"application/vnd.oasis.opendocument.spreadsheet"), odt.NOT_ODT),
        (packed("", whole=BOMB), odt.BROKEN),
        (packed("", whole=OUTSIDE), odt.BROKEN),
        (packed("", whole="<a>"), odt.BROKEN),
        (packed("", whole="<a/>"), odt.NOT_ODT),
        (packed(f"<text:p>{'a' * 9_000_000}</text:p>"), odt.TOO_BIG),
        (packed("", files={f"Pictures/{rank}.png": b"" for rank in range(600)}), odt.TOO_BIG),
        (packed("", files={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), odt.PROTECTED),
        (b"PK" + b"0" * (20 * 1024 * 1024), odt.TOO_HEAVY),
    ],
    ids=[
        "cut",
        "words",
        "spreadsheet",
        "entities",
        "outside",
        "unclosed",
        "empty",
        "bomb",
        "entries",
        "protected",
        "heavy",
    ],
)
def test_a_document_that_is_not_one_is_refused_in_words(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        odt.read(content)
    assert refused.value.sentence == sentence


def test_pictures_that_swell_are_refused() -> None:
    frame = '<text:p><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    with pytest.raises(UnreadableSheet) as refused:
        odt.read(packed(frame, files={"Pictures/a.png": b"0" * 13_000_000}))
    assert refused.value.sentence == odt.TOO_BIG


def test_a_word_document_is_refused_in_words() -> None:
    content = packed("").replace(b"opendocument.text", b"something.else.xx")
    with pytest.raises(UnreadableSheet):
        odt.read(content)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        (
            "<text:p><draw:frame><draw:text-box>",
            "</draw:text-box></draw:frame></text:p>",
        ),
        ("<table:table><table:table-row><table:table-cell>", "</table:table-cell></table:table-row></table:table>"),
    ],
    ids=["frames", "tables"],
)
def test_boxes_within_boxes_are_read_once(opens: str, closes: str) -> None:
    """Sixteen of them in some hundred bytes: read at each level, they would be sixty thousand paragraphs; sixty, for ever."""
    text = odt.read(packed(f"{opens * 16}<text:p>Un seul mot.</text:p>{closes * 16}")).text
    assert text.split() == ["Un", "seul", "mot."]
    assert odt.read(packed(f"{opens * 60}<text:p>Fin.</text:p>{closes * 60}")).text.split() == ["Fin."]
