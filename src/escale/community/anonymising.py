"""What could let a person be recognised in a text, and what to say instead. A help: it may be wrong, whoever writes decides.

Pure: the names known here and what is a commune are given. Nothing is remembered of what was read.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from escale.community import naming_nobody
from escale.french.plain_text import fold


class PassageKind(StrEnum):
    """Why a passage is shown, the surest first: when two of them meet, the first is kept."""

    EMAIL = "email"
    IDENTITY = "identity"
    ACCOUNT = "account"
    PHONE = "phone"
    ADDRESS = "address"
    DATE = "date"
    AGE = "age"
    NAME = "name"
    PLACE = "place"
    NUMBER = "number"


class Passage(NamedTuple):
    """`said` stands between `start` and `end`, in characters, half-open; `instead` would say as much of nobody."""

    start: int
    end: int
    kind: PassageKind
    said: str
    instead: str


SEASONS = ("en hiver", "au printemps", "en été", "à l’automne")
OF_SEASONS = ("de l’hiver", "du printemps", "de l’été", "de l’automne")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_MONTH = "|".join(month.replace("é", "[ée]").replace("û", "[ûu]") for month in MONTHS)
_DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
_BEFORE = r"(?P<before>\b(?:depuis le|jusqu[’']au|du|au|le|ce) )?"
_IN_WORDS = re.compile(
    rf"{_BEFORE}(?:\b(?:{_DAY}) )?\b(?:0?[1-9]|[12]\d|3[01])(?:er)? (?P<month>{_MONTH})\b(?: (?:19|20)\d\d\b)?"
    rf"|\b(?P<in>en |de |d[’'])(?P<month_of_year>{_MONTH}) (?:19|20)\d\d\b",
    re.I,
)
_IN_FIGURES = re.compile(
    rf"{_BEFORE}(?:\b(?:{_DAY}) )?(?<![\d/.-])"
    r"(?:(?:0?[1-9]|[12]\d|3[01])([/.-])(?P<month>0?[1-9]|1[0-2])\2(?:(?:19|20)?\d\d)|"
    r"(?:19|20)\d\d-(?P<iso>0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d/-])",
    re.I,
)
_BIRTH = re.compile(r"\b(?P<born>n[ée]e?s? )en (?P<decade>19\d|20\d)\d\b", re.I)
_AGE = re.compile(r"(?P<before>\b[Ââ]gée?s? de |\ba |, |\()(?P<tens>[1-9]|1[01])\d ans\b")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"(?<![\d+])(?:(?:\+|00)\d{1,3}[ .-]?(?:\(0\))?[ .-]?[1-9]|0[1-9])(?:[ .\-\u00a0\u202f]?\d{2}){4}(?!\d)"
)
_IDENTITY = re.compile(
    r"(?<!\d)[12][ .-]?\d\d[ .-]?(?:0[1-9]|[1-9]\d)[ .-]?(?:\d\d|2[AB])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d\d)?(?!\d)",
    re.I,
)
_ACCOUNT = re.compile(r"\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]{4}){3,7}(?:[ .-]?[A-Z0-9]{1,3})?\b")
_NUMBER = re.compile(r"(?<![\w.,-])\d(?:[ .-]?\d){5,}(?!\d)(?!\s*(?:€|euros?|habitants?|km|%)(?!\w))", re.I)
_ADDRESS = re.compile(
    r"\b\d{1,4}(?: ?(?:bis|ter|quater))?,? (?i:rue|avenue|av\.|boulevard|bd|place|impasse|allée|chemin|route|square|quai|cours)"
    r"(?: (?:de la |de l[’']|des |du |de |d[’'])?[A-ZÀ-ÖØ-Þ][\w’'-]*)+"
)

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_PROPER = rf"(?:(?:de la|de|du|des) )?{_CAPITAL}(?:\.|[\w’'-]*)"
_TITLED = re.compile(
    r"(?P<of>\b[Dd]e )?"
    r"\b(?P<title>[Mm]me|[Mm]adame|[Mm]lle|[Mm]ademoiselle|M\.|Mr\.?|[Mm]onsieur|Dr\.?|[Dd]octeur|Ma[îi]tre|Me) "
    rf"(?P<name>{_PROPER}(?: {_PROPER}){{0,3}})"
)
_CALLED = re.compile(
    r"\b(?:s[’']appelle|s[’']appelait|prénommée?|nommée?|surnommée?|voisine?|mari|femme|fille|fils|sœur|frère|mère|père) "
    rf"(?P<name>{_CAPITAL}[\w’'-]+(?: {_PROPER})?)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MENTION = re.compile(rf"@[\w-]+(?: {_CAPITAL}[\w’'-]+)*")
_ELIDED = re.compile(r"\b(?P<before>[dD]|[qQ]u|[jJ]usqu|[lL]orsqu)[’']$")
_BEGINS = re.compile(r"(?:^|[.!?…:»\n]|«)\s*$")
_TITLES = {"mme": "une dame", "madame": "une dame", "mlle": "une jeune femme", "mademoiselle": "une jeune femme"}
_TITLES |= {"m": "un monsieur", "mr": "un monsieur", "monsieur": "un monsieur"}
_TITLES |= {"dr": "un médecin", "docteur": "un médecin", "maitre": "une personne de loi", "me": "une personne de loi"}
_TOWNS = {"à": "dans ma ville", "au": "dans ma ville", "aux": "dans ma ville", "de": "de ma ville", "du": "de ma ville"}
LONGEST_COMMUNE = 6


def find(
    text: str, *, names: Collection[str] = (), is_commune: Callable[[str], bool] = lambda name: False
) -> list[Passage]:
    """The passages of a text, in their order, none over another. `names`: folded words of the names of people known here."""
    kept: list[Passage] = []
    found = [*_sure(text), *_named(text, names), *_places(text, is_commune), *_long_numbers(text)]
    for passage in sorted(found, key=lambda each: (list(PassageKind).index(each.kind), each.start, -each.end)):
        if all(passage.end <= other.start or other.end <= passage.start for other in kept):
            kept.append(passage)
    return sorted(kept)


def replaced(text: str, passages: Iterable[Passage]) -> str:
    """The text with what each passage would say instead; the others stay to the letter."""
    for passage in sorted(passages, reverse=True):
        instead = passage.instead
        if _begins(text, passage.start):
            instead = instead[:1].upper() + instead[1:]
        text = text[: passage.start] + instead + text[passage.end :]
    return text


def pieces(text: str, passages: Iterable[Passage]) -> Iterator[tuple[str, bool]]:
    """The text cut in pieces, to be shown; those that are passages say so."""
    place = 0
    for passage in passages:
        if passage.start > place:
            yield text[place : passage.start], False
        yield passage.said, True
        place = passage.end
    if place < len(text):
        yield text[place:], False


def _sure(text: str) -> Iterator[Passage]:
    """What has a shape of its own."""
    yield from _shaped(text, _EMAIL, PassageKind.EMAIL, "(adresse mail retirée)")
    yield from _shaped(text, _IDENTITY, PassageKind.IDENTITY, "(numéro retiré)")
    yield from _shaped(text, _ACCOUNT, PassageKind.ACCOUNT, "(numéro de compte retiré)")
    yield from _shaped(text, _PHONE, PassageKind.PHONE, "(numéro retiré)")
    yield from _shaped(text, _ADDRESS, PassageKind.ADDRESS, "(adresse retirée)")
    for match in _IN_WORDS.finditer(text):
        month = match["month"] or match["month_of_year"]
        number = [fold(name) for name in MONTHS].index(fold(month)) + 1
        is_of = (match["in"] or "").lower().startswith("d")
        yield _passage(match, PassageKind.DATE, _season(number, "du" if is_of else match["before"]))
    for match in _IN_FIGURES.finditer(text):
        yield _passage(match, PassageKind.DATE, _season(int(match["month"] or match["iso"]), match["before"]))
    for match in _BIRTH.finditer(text):
        yield _passage(match, PassageKind.DATE, f"{match['born']}dans les années {match['decade']}0")
    for match in _AGE.finditer(text):
        before = match["before"].removesuffix("de ") + ("d’" if match["before"].endswith("de ") else "")
        yield _passage(match, PassageKind.AGE, f"{before}environ {match['tens']}0 ans")


def _shaped(text: str, pattern: re.Pattern[str], kind: PassageKind, instead: str) -> Iterator[Passage]:
    for match in pattern.finditer(text):
        yield _passage(match, kind, instead)


def _passage(match: re.Match[str], kind: PassageKind, instead: str) -> Passage:
    return Passage(match.start(), match.end(), kind, match[0], instead)


def _season(month: int, before: str | None) -> str:
    season = month % 12 // 3
    match (before or "").strip().lower():
        case "du":
            return OF_SEASONS[season]
        case "depuis le":
            return f"depuis {OF_SEASONS[season].removeprefix('de ').replace('du ', 'le ')}"
        case "jusqu’au" | "jusqu'au":
            return f"jusqu’{'au printemps' if season == 1 else 'à ' + OF_SEASONS[season].removeprefix('de ')}"
        case _:
            return SEASONS[season]


def _named(text: str, names: Collection[str]) -> Iterator[Passage]:
    """People: after a title, after what introduces a name, by a name known here, or by two capitals in a row."""
    for match in _TITLED.finditer(text):
        who = _TITLES[fold(match["title"])]
        yield _passage(match, PassageKind.NAME, f"d’{who}" if match["of"] else who)
    for match in _CALLED.finditer(text):
        start, end = match.span("name")
        if fold(text[start:end]).split()[0] not in naming_nobody.SERVICES:
            yield Passage(start, end, PassageKind.NAME, text[start:end], "(prénom retiré)")
    # “@Yann” names a peer, who is told; what is said by a title is found already: as many letters that name nobody stand there.
    for pattern in (_MENTION, _TITLED, _CALLED):
        text = pattern.sub(lambda match: "x" * len(match[0]), text)
    run: list[re.Match[str]] = []
    for word in [*_WORD.finditer(text), None]:
        capital = word is not None and word[0][0].isupper()
        if word is not None and capital and (not run or text[run[-1].end() : word.start()] == " "):
            run.append(word)
            continue
        yield from _people(text, run, names)
        run = [word] if word is not None and capital else []


def _people(text: str, run: list[re.Match[str]], names: Collection[str]) -> Iterator[Passage]:
    """Of words with a capital that follow each other: those that name somebody, joined."""
    if run and _begins(text, run[0].start()) and fold(run[0][0]) in naming_nobody.BEGINNINGS:
        run = run[1:]
    known = any(part in names for word in run for part in fold(word[0]).split())
    nobody = any(part in naming_nobody.SERVICES for word in run for part in fold(word[0]).split())
    if known or (len(run) > 1 and not nobody and not all(word[0].isupper() for word in run)):
        start, end = run[0].start(), run[-1].end()
        elided = _ELIDED.search(text[max(0, start - 4) : start])
        said = text[start - len(elided[0] if elided else "") : end]
        instead = f"{elided['before']}e cette personne" if elided else "cette personne"
        yield Passage(end - len(said), end, PassageKind.NAME, said, instead)


def _places(text: str, is_commune: Callable[[str], bool]) -> Iterator[Passage]:
    """Communes, the longest name first, with the little word before."""
    words = list(_WORD.finditer(text))
    place = 0
    while place < len(words):
        longest = min(LONGEST_COMMUNE, len(words) - place)
        for length in range(longest if words[place][0][0].isupper() else 0, 0, -1):
            start, end = words[place].start(), words[place + length - 1].end()
            before = words[place - 1] if place else None
            if "\n" not in text[start:end] and (found := _commune(text, start, end, before, is_commune)):
                yield found
                place += length - 1
                break
        place += 1


def _commune(
    text: str, start: int, end: int, before: re.Match[str] | None, is_commune: Callable[[str], bool]
) -> Passage | None:
    said = text[start:end]
    between = text[before.end() : start] if before is not None else ""
    linked = before[0].lower() if before is not None and between in {" ", "’", "'"} else ""
    linked = "de" if linked == "d" else linked
    name = {"au": f"Le {said}", "aux": f"Les {said}", "du": f"Le {said}"}.get(linked, said)
    if (
        not said.split()[-1][0].isupper()
        or not (is_commune(name) or is_commune(said))
        or text[start - 1 : start] == "@"
    ):
        return None
    # "Bon", "Les", "Lit": a word that begins a sentence has its capital from there.
    if not linked and _begins(text, start) and "-" not in said:
        return None
    if linked in _TOWNS and before is not None:
        return Passage(before.start(), end, PassageKind.PLACE, text[before.start() : end], _TOWNS[linked])
    return Passage(start, end, PassageKind.PLACE, said, "ma ville")


def _long_numbers(text: str) -> Iterator[Passage]:
    return _shaped(text, _NUMBER, PassageKind.NUMBER, "(numéro retiré)")


def _begins(text: str, place: int) -> bool:
    """Whether a sentence begins there."""
    return _BEGINS.search(text[max(0, place - 4) : place]) is not None or not text[:place].strip()
