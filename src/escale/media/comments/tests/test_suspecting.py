"""What makes one doubt a comment is said in words; what people write every day is not doubted."""

import pytest

from escale.media.comments.suspecting import LONGEST, MUCH, doubt


def of(text, *, name="Sophie", seconds=60.0, same=0):
    return doubt(text, name=name, seconds=seconds, same=same)


@pytest.mark.parametrize(
    "text",
    [
        "On recommence en janvier ? Le café du jeudi a fait le plein.",
        "Merci Maëlle ! C’est à 9 h 30, le 20/11, pour 3 € ?",
        "J’ai payé 12,50 € sur le site des impôts, et j’ai écrit « < 10 ans ».",
        "Bravo",
        "Très très très bien",
        "شكرا جزيلا على المساعدة",
        "1. Ouvrir la boîte. 2. Cliquer. a < b et b > c",
    ],
)
def test_ordinary_words_are_not_doubted(text):
    assert (of(text).weight, of(text).reasons) == (0, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Voyez https://exemple.org", "un lien"),
        ("www.a.fr www.b.fr http://c.fr", "3 liens"),
        ("Gagnez sur monsite.casino", "un lien"),
        ("<b>Bonjour</b>", "du code"),
        ("[url=x]ici[/url]", "du code"),
        ("[ici](javascript:alert(1))", "du code"),
        ("{{ 7*7 }}", "du code"),
        ("Le meilleur casino en ligne", "des mots de publicité"),
        ("Prêt entre particuliers, sans délai", "des mots de publicité"),
        ("Je gagne 3000 euros par jour", "des mots de publicité"),
        ("Appelez le 06 39 98 00 42", "un numéro ou une adresse mail"),
        ("Écrivez à moi@example.org", "un numéro ou une adresse mail"),
        ("TOUT LE MONDE DOIT LE SAVOIR", "tout en capitales"),
        ("super super super super super super", "le même mot répété"),
        ("!!! 111 ???", "aucun mot"),
    ],
)
def test_each_reason_is_said_in_words(text, reason):
    assert reason in of(text).reasons


def test_the_name_is_read_too():
    assert "un lien" in of("Bonjour", name="www.pub.fr").reasons


def test_haste_a_page_never_opened_and_the_same_words_are_said():
    assert of("Bonjour", seconds=1).reasons == ("écrit en moins de 4 secondes",)
    assert of("Bonjour", seconds=4).reasons == ()
    assert of("Bonjour", seconds=None).reasons == ("envoyé sans ouvrir la page",)
    assert of("Bonjour", same=1).reasons == ("le même texte qu’un autre",)
    assert of("Bonjour", same=12).reasons == ("le même texte que 12 autres",)


def test_one_link_alone_tells_the_authors_and_an_advert_with_links_does_not():
    assert of("Voyez https://exemple.org").weight < MUCH
    assert of("casino https://a.top").weight >= MUCH


def test_the_sentence_fits_its_field_whatever_is_found():
    all_at_once = "CASINO <b> HTTPS://A.TOP 0639980042 " + "SUPER " * 9
    said = of(all_at_once, seconds=None, same=50).sentence
    assert 0 < len(said) <= LONGEST
