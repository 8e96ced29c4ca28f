"""A sheet read from Markdown and written again: what is kept, what is left out, what is refused."""

from datetime import date

import pytest

from escale.sheets import markdown
from escale.sheets.front_matter import Meta
from escale.sheets.markdown import UnreadableSheet
from escale.sheets.models import Licence, ResourceSheet, SheetKind
from escale.sheets.rich_text import Picture
from escale.topics import Topic
from escale.workshops.models import Audience, Level

SHEET = """---
titre: Pièce jointe : l’ouvrir
genre: fiche pratique
phrase: Lire un document reçu par mail.
sujets: E-mail, travail, formation
niveau: découvre
pour: les seniors
duree: 15 minutes
licence: CC BY 4.0
source: Escale
a relire le: 01/09/2027
---

# Pièce jointe : l’ouvrir

Un document peut voyager *avec* un mail.
Son signe est un trombone.

## Ouvrir

1. Ouvrez le mail. ![Un mail ouvert](mail.png)
2. Touchez le document.

   - Android : touchez **son nom**.
   - **iPhone :** touchez l’image.

> **Attention**
> N’ouvrez rien d’un inconnu.

- Voyez [Cybermalveillance](https://www.cybermalveillance.gouv.fr/).
- Appelez le [17](tel:17).

![Un trombone](trombone.png "Le signe d’une pièce jointe")
"""

BODY = [
    {"type": "paragraph", "value": "<p>Un document peut voyager avec un mail. Son signe est un trombone.</p>"},
    {"type": "heading", "value": "Ouvrir"},
    {"type": "step", "value": {"text": "<p>Ouvrez le mail.</p>", "picture": "mail.png", "versions": []}},
    {
        "type": "step",
        "value": {
            "text": "<p>Touchez le document.</p>",
            "picture": None,
            "versions": [
                {"device": "android", "text": "<p>Touchez <b>son nom</b>.</p>"},
                {"device": "iphone", "text": "<p>Touchez l’image.</p>"},
            ],
        },
    },
    {"type": "box", "value": {"title": "Attention", "text": "<p>N’ouvrez rien d’un inconnu.</p>"}},
    {
        "type": "paragraph",
        "value": '<ul><li>Voyez <a href="https://www.cybermalveillance.gouv.fr/">Cybermalveillance</a>.</li>'
        '<li>Appelez le <a href="tel:17">17</a>.</li></ul>',
    },
    {"type": "picture", "value": {"picture": "trombone.png", "caption": "Le signe d’une pièce jointe"}},
]


def test_a_head_in_french_says_what_the_sheet_is() -> None:
    assert markdown.read(SHEET).meta == Meta(
        title="Pièce jointe : l’ouvrir",
        kind=SheetKind.HOW_TO,
        sentence="Lire un document reçu par mail.",
        topics=(Topic.EMAIL, Topic.WORK),
        level=Level.BEGINNER,
        audience=Audience.SENIORS,
        minutes=15,
        licence=Licence.CC_BY,
        credit="Escale",
        read_again_on=date(2027, 9, 1),
    )


def test_a_text_becomes_steps_boxes_and_pictures() -> None:
    draft = markdown.read(SHEET)
    assert list(draft.body) == BODY
    assert list(draft.pictures) == [
        Picture(name="mail.png", alt="Un mail ouvert"),
        Picture(name="trombone.png", alt="Un trombone", caption="Le signe d’une pièce jointe"),
    ]
    assert list(draft.left_out) == []


def test_a_head_by_codes_says_the_same() -> None:
    said = "---\nkind: kit\ntopics: [email, sante]\nlevel: beginner\nread_again_on: 2027-09-01\n---\n# Un kit\n\nTexte."
    assert markdown.read(said).meta == Meta(
        title="Un kit",
        kind=SheetKind.KIT,
        topics=(Topic.EMAIL, Topic.HEALTH),
        level=Level.BEGINNER,
        read_again_on=date(2027, 9, 1),
    )


def test_a_text_without_a_head_is_a_sheet() -> None:
    draft = markdown.read("# Imprimer\n\n1. Allumez l’imprimante.\n")
    assert draft.meta == Meta(title="Imprimer")
    assert [block["type"] for block in draft.body] == ["step"]


def test_what_a_head_says_wrong_is_told_and_left() -> None:
    said = (
        "---\ncouleur: bleu\nniveau: expert\nsujets: email, cuisine\n"
        "site: javascript:alert(1)\nduree: longtemps\n---\nTexte."
    )
    draft = markdown.read(said)
    assert draft.meta == Meta(topics=(Topic.EMAIL,))
    assert list(draft.left_out) == [
        "« couleur » n’est pas un mot que nous lisons en tête de fiche. Nous l’avons laissé.",
        "« niveau : expert » n’est pas compris. Vous le choisirez ensuite.",
        "« sujets : cuisine » n’est pas compris. Vous le choisirez ensuite.",
        "« site : javascript:alert(1) » n’est pas compris. Vous le choisirez ensuite.",
        "« duree : longtemps » n’est pas compris. Vous le choisirez ensuite.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "site: http://[",
        "site: https://[::1/",
        "duree: 000060" + "9" * 5000,
        "duree: 0000600000000",
        "duree: 601",
        "relue le: 99999-01-01",
    ],
)
def test_a_head_that_makes_no_sense_is_told_and_left(line: str) -> None:
    draft = markdown.read(f"---\ntitre: A\n{line}\n---\nB")
    assert (draft.meta.url, draft.meta.minutes, draft.meta.read_again, len(draft.left_out)) == ("", None, None, 1)


def test_a_head_that_quotes_nothing_says_nothing() -> None:
    assert markdown.read('---\ntitre: A\nduree: " "\n---\nB').meta.minutes is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("Bonjour <img src=x onerror=alert(1)>", "<p>Bonjour &lt;img src=x onerror=alert(1)&gt;</p>"),
        ("[ici](javascript:alert(1))", "<p>[ici](javascript:alert(1))</p>"),
        ("[ici](JaVaScRiPt&colon;alert(1))", "<p>[ici](JaVaScRiPt:alert(1))</p>"),
        ("[ici](data:text/html;base64,PHN2Zz4=)", "<p>[ici](data:text/html;base64,PHN2Zz4=)</p>"),
        ("[ici](/equipe/)", "<p>ici</p>"),
        ('[ici](https://a.example/"onmouseover=x)', '<p><a href="https://a.example/%22onmouseover=x">ici</a></p>'),
        ("`<b>`", "<p>&lt;b&gt;</p>"),
    ],
)
def test_nothing_typed_becomes_markup(typed: str, kept: str) -> None:
    body = list(markdown.read(typed).body)
    assert body == [{"type": "paragraph", "value": kept}]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", markdown.EMPTY),
        ("---\ntitre: Vide\n---\n", markdown.EMPTY),
        ("a" * 200_001, markdown.TOO_LONG),
        ("## a\n\n" * 401, markdown.TOO_LONG),
    ],
)
def test_a_text_that_is_no_sheet_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        markdown.read(text)
    assert refused.value.sentence == sentence


def test_a_site_needs_no_text() -> None:
    assert (
        markdown.read("---\ntitre: 17Cyber\nsite: https://17cyber.gouv.fr/\n---\n").meta.url
        == "https://17cyber.gouv.fr/"
    )


def test_a_sheet_written_is_read_the_same() -> None:
    draft = markdown.read(SHEET)
    pictures = dict(enumerate(draft.pictures, 1))
    rows = {one.name: rank for rank, one in pictures.items()}
    again = markdown.read(markdown.write(draft.meta, markdown.placed(draft.body, rows), pictures=pictures))
    assert (again.meta, list(again.body), list(again.pictures)) == (draft.meta, BODY, list(draft.pictures))


@pytest.mark.parametrize(
    "html",
    [
        "<p>Tapez *123# puis [OK] : 2 &lt; 3 &amp; 1. ici</p>",
        "<p>1. n’est pas une liste</p><p>- ni ceci</p><p># ni cela</p>",
        "<ul><li>un<ul><li>deux</li><li>trois</li></ul></li><li>quatre</li></ul>",
        "<p>Avant.</p><ol><li>un</li><li>deux</li></ol><p>Après.</p>",
        '<p>Le <b>mot</b> de <a href="https://fr.wikipedia.org/wiki/Mot_(langue)">la page</a>, ici.</p>',
    ],
)
def test_what_the_editor_wrote_comes_back_as_it_was(html: str) -> None:
    body = [{"type": "paragraph", "value": html}]
    again = markdown.read(markdown.write(Meta(title="Une fiche"), body, pictures={}))
    assert list(again.body) == body


def test_a_picture_that_has_no_row_is_left_out_and_its_step_stays() -> None:
    placed = markdown.placed(markdown.read(SHEET).body, {})
    assert [block["type"] for block in placed] == ["paragraph", "heading", "step", "step", "box", "paragraph"]
    assert placed[2]["value"]["picture"] is None


def test_the_blocks_are_those_of_the_editor() -> None:
    sheet = ResourceSheet(title="Pièce jointe", body=markdown.stored(markdown.placed(markdown.read(SHEET).body, {})))
    assert [block.block_type for block in sheet.body] == ["paragraph", "heading", "step", "step", "box", "paragraph"]
    assert [version["device"] for version in sheet.body[3].value["versions"]] == ["android", "iphone"]
