"""What comes out of a word processor."""

import pytest

from escale.publishing.pasting import plain

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style></head>
<body><!--StartFragment--><p class=MsoNormal><b>Mes photos</b> : du téléphone<o:p></o:p></p>
<ul><li>Votre téléphone</li><li>Son câble</li></ul><script>alert(1)</script><!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        (WORD, "Mes photos : du téléphone\n\n- Votre téléphone\n- Son câble"),
        ("·\tVotre téléphone\n•  Son câble", "- Votre téléphone\n- Son câble"),
        ("Dites “bonjour” à tous", "Dites « bonjour » à tous"),
        ("Un mot cou\u00adpé\vpuis la ligne", "Un mot coupé\npuis la ligne"),
        ("2 < 3, et 5 > 4", "2 < 3, et 5 > 4"),
        ("Je vous aime <3", "Je vous aime <3"),
        ("<p>L&rsquo;atelier &amp; vous</p>", "L’atelier & vous"),
        ("Écrivez à Claire <claire@exemple.fr>\nou <https://exemple.fr/a>.", None),
        ("<p>Claire &lt;claire@exemple.fr&gt;</p>", "Claire <claire@exemple.fr>"),
        ("<b>Claire</b> <claire@exemple.fr>", "Claire <claire@exemple.fr>"),
        ("Rien à changer.", None),
        ("", ""),
    ],
)
def test_the_words_stay(pasted: str, kept: str | None) -> None:
    """None: nothing changes."""
    assert plain(pasted) == (pasted if kept is None else kept)
    assert plain(plain(pasted)) == plain(pasted)
