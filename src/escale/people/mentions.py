"""Free words that name somebody without belonging to her file: a draft, a question noted, the faults of a list brought."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.apps import apps

from escale.french.plain_text import fold
from escale.people.models import Beneficiary
from escale.people.policy import Mention, policy

FEWEST_DIGITS = 9
RECORD = re.compile(r"\b(?:record-|r)(\d+)\b")
TAG = re.compile(r"<[^>]*>")
MOST_UNPACKED = 50_000_000
"""Bytes read of one part of a spreadsheet: enough for a sheet of names, not for a bomb."""


def erase(person: Beneficiary) -> int:
    """Take out of her organization's rows the words that name her; give the number of rows changed.

    A first name alone names nobody: it takes her whole name, a telephone or the address of her mails.
    """
    words, numbers = _names(person), _numbers(person)
    return sum(_erase(mention, person, words=words, numbers=numbers) for mention in policy().mentions)


def _erase(mention: Mention, person: Beneficiary, *, words: set[str], numbers: set[str]) -> int:
    model = apps.get_model(mention.model)
    keys = set(map(str, _keys(mention, person)))
    rows = model._base_manager.filter(organization=person.organization_id)
    count = 0
    # In Python: neither database looks for folded words inside JSON or inside a file.
    for row in rows.only("pk", *mention.fields).order_by("pk").iterator(chunk_size=200):
        values = {name: getattr(row, name) for name in mention.fields}
        named = [
            name
            for name, value in values.items()
            if _is_named(value, words=words, numbers=numbers) or keys & _numbers_inside(value)
        ]
        if not named:
            continue
        count += 1
        if mention.delete:
            row.delete()
        else:
            rows.filter(pk=row.pk).update(**{name: model._meta.get_field(name).get_default() for name in named})
    return count


def _names(person: Beneficiary) -> set[str]:
    """Her whole name in the two orders, and the address of her mails, folded."""
    first, last = fold(person.first_name).strip(), fold(person.last_name).strip()
    whole = {f"{first} {last}", f"{last} {first}"} if first and last else set()
    return whole | ({fold(person.email)} if person.email else set())


def _numbers(person: Beneficiary) -> set[str]:
    """The last nine digits of her telephones: the same however the number is written."""
    return {phone[-FEWEST_DIGITS:] for phone in person.phones if len(phone) > FEWEST_DIGITS}


def _keys(mention: Mention, person: Beneficiary) -> Iterable[int]:
    """The rows of hers that the fields of a form may be named after."""
    if not mention.numbers:
        return ()
    return (
        Beneficiary.objects.filter(pk=person.pk)
        .exclude(**{mention.numbers: None})
        .values_list(mention.numbers, flat=True)
        .order_by(mention.numbers)
    )


def _numbers_inside(value: Any) -> set[str]:
    """The records a draft is about: "record-42" is its key, "r42-note" one of its fields."""
    names = value if isinstance(value, dict) else [value] if isinstance(value, str) else []
    return set(RECORD.findall(" ".join(names)))


def _is_named(value: Any, *, words: set[str], numbers: set[str]) -> bool:
    for text in _texts(value):
        folded = " ".join(fold(text).split())
        digits = "".join(sign for sign in text if sign.isdigit())
        if any(word in folded for word in words) or any(number in digits for number in numbers):
            return True
    return False


def _texts(value: Any) -> Iterator[str]:
    """Every text inside a field: a text, what JSON holds of them, the parts of a file."""
    match value:
        case str():
            yield value
        case dict():
            # Joined too: a form keeps the first name and the name in two answers.
            yield " ".join(str(each) for each in value.values())
            for each in value.values():
                yield from _texts(each)
        case list():
            yield " ".join(str(each) for each in value)
            for each in value:
                yield from _texts(each)
        case bytes() | memoryview():
            yield from _parts(bytes(value))


def _parts(content: bytes) -> Iterator[str]:
    try:
        with ZipFile(BytesIO(content)) as packed:
            for part in packed.infolist():
                yield _unpacked(packed, part)
    except BadZipFile:
        yield content.decode("utf-8", errors="replace")
        yield content.decode("cp1252", errors="replace")


def _unpacked(packed: ZipFile, part: ZipInfo) -> str:
    with packed.open(part) as stream:
        # Between two cells there are only tags: a name in two cells reads as one name.
        return unescape(TAG.sub(" ", stream.read(MOST_UNPACKED).decode("utf-8", errors="replace")))
