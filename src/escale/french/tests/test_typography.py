from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escale.french.typography import typo, typo_html

# "~" stands for U+00A0, so that a reader sees it.
CASES = [
    ("l'atelier", "l’atelier"),
    ("aujourd'hui", "aujourd’hui"),
    ("L'ÉTÉ", "L’ÉTÉ"),
    ("jusqu'à 17 h", "jusqu’à 17~h"),
    ("l'« hiver »", "l’«~hiver~»"),
    ("5'30", "5'30"),
    ("'mot'", "'mot’"),
    ("Bonjour !", "Bonjour~!"),
    ("Bonjour!", "Bonjour~!"),
    ("Vraiment ?!", "Vraiment~?!"),
    ("Où ? Là.", "Où~? Là."),
    ("Lieu : Vitré ; salle 2", "Lieu~: Vitré~; salle 2"),
    ("mot  :", "mot~:"),
    ("« Bonjour »", "«~Bonjour~»"),
    ("«Bonjour»", "«~Bonjour~»"),
    ("(déjà !)", "(déjà~!)"),
    ("Déjà !»", "Déjà~!~»"),
    ("10 %", "10~%"),
    ("10%", "10~%"),
    ("12 €", "12~€"),
    ("12€ l'heure", "12~€ l’heure"),
    ("5 min à pied", "5~min à pied"),
    ("à 8 km", "à 8~km"),
    ("400 m", "400~m"),
    ("5 mm de marge", "5~mm de marge"),
    ("12 ans", "12~ans"),
    ("1 an", "1~an"),
    ("16 places", "16~places"),
    ("2 fois", "2~fois"),
    ("3 créneaux", "3~créneaux"),
    ("6 séances", "6~séances"),
    ("9 chiffres", "9~chiffres"),
    ("2 rendez-vous", "2~rendez-vous"),
    ("12 SMS", "12~SMS"),
    ("14 h", "14~h"),
    ("9 h 30", "9~h~30"),
    ("9h30", "9~h~30"),
    ("9h", "9~h"),
    ("de 14 h à 17 h", "de 14~h à 17~h"),
    ("24h/24", "24~h/24"),
    ("17 novembre", "17~novembre"),
    ("mardi 17 novembre 2026", "mardi 17~novembre 2026"),
    ("1er octobre", "1er~octobre"),
    ("17 nov. 2026", "17~nov. 2026"),
    ("le 3 mars", "le 3~mars"),
    ("3 marseillais", "3 marseillais"),
    ("06 39 98 00 42", "06~39~98~00~42"),
    ("02 99 00 00 00.", "02~99~00~00~00."),
    ("+33 6 39 98 00 42", "+33~6~39~98~00~42"),
    ("1 200 personnes", "1~200~personnes"),
    ("82 956 habitants", "82~956 habitants"),
    ("2 000 000 €", "2~000~000~€"),
    ("n° 12", "n°~12"),
    ("M. Le Gall", "M.~Le Gall"),
    ("Mme Briand", "Mme~Briand"),
    ("RDV 3", "RDV~3"),
    ("séance 2 sur 6", "séance~2 sur 6"),
    ("étape 1", "étape~1"),
    ("p. 12", "p.~12"),
    ("un lieu – une salle", "un lieu~– une salle"),
    ("Vitré · 14 h", "Vitré~· 14~h"),
    ("1\u202f200\u202f€", "1~200~€"),
    ("https://escale.example/?a=1 !", "https://escale.example/?a=1~!"),
    ("voir www.escale.example/l'ete : ici", "voir www.escale.example/l'ete~: ici"),
    ("ecrire a l'adresse d'anne@exemple.fr !", "ecrire a l’adresse d’anne@exemple.fr~!"),
    ("anne.o9h@exemple.fr", "anne.o9h@exemple.fr"),
    ("10:30", "10:30"),
    ("le 17/11/2026", "le 17/11/2026"),
    ("35500 Vitré", "35500 Vitré"),
    ("", ""),
    ("Bonjour, à demain.", "Bonjour, à demain."),
    ("2026-11-17", "2026-11-17"),
    ("nom:\n  mot", "nom:\n  mot"),
]


@pytest.mark.parametrize(("typed", "printed"), CASES)
def test_text_is_set_as_a_printer_would(typed: str, printed: str):
    assert typo(typed) == printed.replace("~", "\u00a0")


@pytest.mark.parametrize("typed", [case[0] for case in CASES])
def test_setting_twice_changes_nothing_more(typed: str):
    assert typo(typo(typed)) == typo(typed)


@given(st.text(alphabet="a1h0é' :;?!«»%€.\u00a0\u202f\n–nov°MmeRDV@/w") | st.text())
def test_setting_any_text_twice_changes_nothing_more(text: str):
    once = typo(text)
    assert typo(once) == once
    assert "\u202f" not in once


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>l'atelier : 9 h</p>", "<p>l’atelier~: 9~h</p>"),
        ("<b>Bonjour</b> !", "<b>Bonjour</b>~!"),
        ("l'<em>atelier</em>", "l’<em>atelier</em>"),
        ("<p>l&#x27;atelier</p>", "<p>l’atelier</p>"),
        ("&lt;b&gt; &amp; :", "&lt;b&gt; &amp;~:"),
        ('<a title="l\'heure : 9 h" href="/l\'x : y">z</a>', '<a title="l’heure~: 9~h" href="/l\'x : y">z</a>'),
        ('<img alt="5 min" data-title="5 min">', '<img alt="5~min" data-title="5 min">'),
        ('<button aria-label="Déjà ?" class="a : b">', '<button aria-label="Déjà~?" class="a : b">'),
        ('<input placeholder="06 39 98 00 42" value="9 h">', '<input placeholder="06~39~98~00~42" value="9 h">'),
        ("<script>a ? b : 'c'</script>x !", "<script>a ? b : 'c'</script>x~!"),
        ("<style>a : b</style>", "<style>a : b</style>"),
        ('<textarea title="Où ?">Où ?</textarea> Là ?', '<textarea title="Où~?">Où ?</textarea> Là~?'),
        ("<pre><b>a : b</b></pre>", "<pre><b>a : b</b></pre>"),
        ("<code>a ? b</code>", "<code>a ? b</code>"),
        ("<!-- a : b -->c : d", "<!-- a : b -->c~: d"),
        ("<!DOCTYPE html>\n<html>", "<!DOCTYPE html>\n<html>"),
        ('<a title="1 > 0 : oui">x</a>', '<a title="1 > 0~: oui">x</a>'),
        ("a < b : c", "a < b : c"),
    ],
)
def test_a_page_is_set_in_its_text_and_spoken_attributes_only(html: str, printed: str):
    assert typo_html(html).replace("a < b\u00a0:", "a < b :") == printed.replace("~", "\u00a0")


@given(st.text(alphabet="<>/\"'= :?!abc-&;#x27title"))
def test_no_markup_makes_it_fail_or_change_twice(html: str):
    once = typo_html(html)
    assert typo_html(once) == once


@pytest.mark.parametrize("text", [" " * 50_000, "« " + " " * 50_000 + "»", "<" * 50_000, "1 200 " * 10_000])
def test_a_hostile_text_takes_no_longer_than_another(text: str):
    before = perf_counter()
    typo_html(text)
    assert perf_counter() - before < 1
