"""French typography (usage of the Imprimerie nationale), with one narrowing: U+00A0 everywhere.

U+202F is missing from the product's fonts, so the thin space before ; ? ! and in thousands is a plain no-break one.
Nothing here may touch an address (URL, e-mail), nor be applied to SMS, slugs, codes, JSON, CSV or calendar identifiers.
"""

import re

NB = "\u00a0"

_MONTHS = (
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\w)"
    r"|(?:janv|févr|avr|juil|sept|oct|nov|déc)\."
)
_UNITS = (
    r"(?:h|min|s|km|m|cm|mm|kg|g|Go|Mo|Ko|px|pt|°C|ans?|mois|jours?|semaines?|heures?|minutes?|fois|places?|chiffres?"
    r"|créneau|créneaux|séances?|personnes?|participants?|participantes?|inscrits?|inscrites?|ateliers?|cycles?|rendez-vous"
    r"|ordinateurs?|postes?|mots?|caractères?|messages?|SMS|euros?|points?)(?![\w-])"
)
# A space that must not break. Every branch starts at the space itself, which the regex engine finds fastest;
# what comes before is read by looking back over it.
_SPACE = re.compile(
    r" (?:"
    r"(?<!  ) *+(?=[:;?!»%€])"
    r"|(?=[–—·] )"
    rf"|(?<=\d )(?={_UNITS}|{_MONTHS}|/ ?\d)"
    rf"|(?<=\der )(?={_MONTHS})"
    r"|(?<=[\d \u00a0]h )(?=\d\d(?!\d))"
    r"|(?:(?<=\bn° )|(?<=\bN° )|(?<=\bp\. ))(?=\w)"
    r"|(?:(?<=\bM\. )|(?<=\bMM\. )|(?<=\bMme )|(?<=\bMlle )|(?<=\bDr )|(?<=\bRDV ))(?=[A-ZÀ-Ý\d])"
    r"|(?:(?<=\bséance )|(?<=\bétape )|(?<=\bniveau )|(?<=\bpage )|(?<=\barticle ))(?=\d)"
    r")"
)
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[\w«]|$)")
_OPENING = re.compile(r"«[^\S\n]*")
_CLOSING = re.compile(r"(?<![^\S\n])[^\S\n]*+»")
_STUCK_MARK = re.compile(r"(?<=[^\W\d_])(?=[?!]+(?:\s|$|[»)]))")
_STUCK_SIGN = re.compile(r"(?<=\d)(?=[%€](?!\w))")
_STUCK_HOUR = re.compile(r"\b([01]?\d|2[0-4])h([0-5]\d)?\b")
_GROUPED_DIGITS = re.compile(
    r"(?<![\d.,/+] )(?<![\w.,/+])(?:"
    r"\+\d{2,3}(?: \(0\))?(?: \d{1,3}){2,5}"  # +33 6 39 98 00 42
    r"|0\d(?: \d\d){4}"  # 06 39 98 00 42
    r"|\d{1,3}(?: \d{3})+"  # 1 200 000
    r")(?!\d| \d)"
)
_ADDRESS = re.compile(r"((?:https?://|www\.)[^\s<>«»]+|mailto:\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w)")

# Text, or a comment, or an element kept as typed (only its opening tag is looked at), or a tag.
_REST_OF_TAG = r"""[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>"""
_TOKEN = re.compile(
    rf"[^<]+|<!--.*?-->|(?P<opening><(?P<name>script|style|textarea|pre|code)\b{_REST_OF_TAG})"
    rf"(?P<verbatim>.*?</(?P=name)\s*>)|<{_REST_OF_TAG}",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r'(?<=\s)((?:aria-label|alt|title|placeholder)=")([^"]+)(?=")')


def typo(text: str) -> str:
    """The text with curly apostrophes and no-break spaces; twice gives the same as once; addresses stay untouched."""
    if "@" not in text and "://" not in text and "www." not in text:
        return _set(text)
    return "".join(part if at % 2 else _set(part) for at, part in enumerate(_ADDRESS.split(text)))


def typo_html(html: str) -> str:
    """`typo` on what a page shows or says: its text, and the attributes aria-label, alt, title and placeholder.

    Scripts, styles, text areas, `pre`, `code` and comments are left as they are.
    """
    # A list says the same tags and the same words again and again: each is set once a page.
    known: dict[str, str] = {}

    def set_once(match: re.Match[str]) -> str:
        token = match[0]
        if (done := known.get(token)) is None:
            done = known[token] = _set_token(match)
        return done

    return _TOKEN.sub(set_once, html)


def _set_token(match: re.Match[str]) -> str:
    token = match[0]
    if token[0] != "<":
        return token if token.isspace() else _set_markup(token)
    if match["opening"]:
        return _ATTRIBUTE.sub(_set_attribute, match["opening"]) + match["verbatim"]
    return _ATTRIBUTE.sub(_set_attribute, token) if '="' in token and token[1] != "!" else token


def _set_attribute(match: re.Match[str]) -> str:
    return match[1] + _set_markup(match[2])


def _set_markup(text: str) -> str:
    # Django escapes the apostrophe; neither text nor an attribute between double quotes needs it escaped.
    return typo(text.replace("&#x27;", "'") if "&#x27;" in text else text)


def _set(text: str) -> str:
    if "\u202f" in text:
        text = text.replace("\u202f", NB)
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    if "«" in text:
        text = _OPENING.sub(f"«{NB}", text)
    if "»" in text:
        text = _CLOSING.sub(f"{NB}»", text)
    if "?" in text or "!" in text:
        text = _STUCK_MARK.sub(NB, text)
    if any(digit in text for digit in "0123456789"):
        text = _set_numbers(text)
    return _SPACE.sub(NB, text) if " " in text else text


def _set_numbers(text: str) -> str:
    text = _STUCK_HOUR.sub(lambda m: f"{m[1]}{NB}h{NB}{m[2]}" if m[2] else f"{m[1]}{NB}h", text)
    if "%" in text or "€" in text:
        text = _STUCK_SIGN.sub(NB, text)
    return _GROUPED_DIGITS.sub(lambda m: m[0].replace(" ", NB), text)
