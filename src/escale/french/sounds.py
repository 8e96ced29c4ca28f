"""French words by how they sound: "koman" and "comment", "fotos" and "photos", "anvoyé" and "envoyer" are heard the same.

Pure. For words typed by ear only: a word that is spelt well is never looked up by its sound.
"""

import re
import unicodedata

_LETTERS = re.compile(r"[^a-zàâäçéèêëîïôöùûüœæ]+")
_DOUBLED = re.compile(r"(.)\1+")
_ENDINGS = re.compile(r"(?:er|ez|ai[stx]?|ées?|és?|è|et)$")
_SILENT = re.compile(r"(?<=..)(?:s|[tdxp])$")
_MUTE = re.compile(r"(?<=..)e$")
_CLOSED = "4"
"""Stands for the "é" a word ends with, however it is written."""
_SOUNDS = tuple(
    (re.compile(written), heard)
    for written, heard in (
        (r"tion", "si3"),
        (r"(?:ain|ein|aim|in|im|yn|ym|un|um)(?![aeiouyhnm\d])", "1"),
        (r"(?:an|am|en|em)(?![aeiouyhnm\d])", "2"),
        (r"(?:on|om)(?![aeiouyhnm\d])", "3"),
        (r"eaux?|aux?", "o"),
        (r"oi|oy", "wa"),
        (r"oeu|œu|eu", "e"),
        (r"ou|oo", "w"),
        (r"ph", "f"),
        (r"sch|sh|ch", "8"),
        (r"gn", "9"),
        (r"sc(?=[eiy4])|c(?=[eiy4])", "s"),
        (r"x", "ks"),
        (r"g(?=[eiy4])", "j"),
        (r"gu(?=[eiy4])", "g"),
        (r"qu|q|ck|c", "k"),
        (r"ille|ill", "i"),
        (r"ai|ei", "e"),
        (r"y", "i"),
        (r"h", ""),
        (r"z", "s"),
    )
)


def sound(word: str) -> str:
    """What a word sounds like, in signs that mean nothing else: equal for words that are heard the same."""
    heard = _LETTERS.sub("", word.casefold())
    heard = _ENDINGS.sub(_CLOSED, heard) if len(heard) > 3 else heard
    heard = _SILENT.sub("", _SILENT.sub("", _DOUBLED.sub(r"\1", heard)))
    heard = _unaccented(heard)
    for written, sign in _SOUNDS:
        heard = written.sub(sign, heard)
    return _MUTE.sub("", _DOUBLED.sub(r"\1", heard))


def _unaccented(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
