"""A sheet brought as a file, Markdown or .odt: read, refused in words, or kept as a draft to look at before it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import PurePath
from uuid import UUID

from django.db import transaction

from escale.accounts.models import Membership
from escale.french.plain_text import clean
from escale.french.plural import plural
from escale.french.secrets import find_secrets
from escale.publishing import identities
from escale.publishing.models import Picture, PictureKind
from escale.publishing.picture_files import NotAnImage
from escale.sheets import front_matter, keeping, markdown, odt, reading
from escale.sheets.front_matter import LONGEST_TITLE
from escale.sheets.markdown import Draft, UnreadableSheet
from escale.sheets.models import ResourceSheet

MOST_BYTES = odt.MOST_BYTES
MOST_TEXT_BYTES = 1_000_000
MOST_PICTURES = 40
ADDRESS = "/images/"
NOT_TEXT = "Ce fichier n’est pas un texte. Choisissez un fichier .md ou .odt."
NOT_TO_KEEP = "Ce texte contient ce qui ressemble à un secret. {sentence}"
LEFT_PICTURES = "{count} à ajouter dans l’éditeur : le fichier ne les contient pas."
TO_DESCRIBE = "{count} à décrire : dites ce qu’on y voit, pour qui ne voit pas."


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The draft, and a sentence for each thing its author must know."""

    sheet: ResourceSheet
    left_out: list[str]


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A file as it was read: what it says, and its pictures by name."""

    draft: Draft
    pictures: Mapping[str, bytes]


def read(content: bytes, *, name: str) -> Brought:
    """What a file says. Raises UnreadableSheet."""
    if content.startswith(b"PK"):
        document = odt.read(content)
        return Brought(draft=_titled(markdown.read(document.text), name), pictures=document.pictures)
    if len(content) > MOST_TEXT_BYTES:
        raise UnreadableSheet(markdown.TOO_LONG)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableSheet(NOT_TEXT) from problem
    if "\x00" in text or text.lstrip()[:5].lower() in {"<html", "<!doc", "{\\rtf", "%pdf-"}:
        raise UnreadableSheet(NOT_TEXT)
    return Brought(draft=_titled(markdown.read(text), name), pictures={})


@transaction.atomic
def keep(brought: Brought, *, by: Membership, submission: UUID, now: datetime) -> Imported:
    """Keep a draft, its pictures among those of the organization. Raises UnreadableSheet when it holds a secret."""
    if already := ResourceSheet.objects.one(submission=submission):
        return Imported(sheet=already, left_out=[])
    draft = brought.draft
    rows, left_out = _pictures(brought, by=by, now=now)
    body = markdown.stored(markdown.placed(draft.body, rows))
    fields = {key: value for key, value in front_matter.as_fields(draft.meta).items() if value is not None}
    _refuse_secrets(ResourceSheet(body=body, title=draft.meta.title, sentence=draft.meta.sentence))
    sheet = keeping.begin(fields, by=by, submission=submission, now=now, body=body, slug=draft.meta.slug)
    return Imported(sheet=sheet, left_out=[*draft.left_out, *left_out])


def _titled(draft: Draft, name: str) -> Draft:
    if draft.meta.title:
        return draft
    title = clean(PurePath(name).stem.replace("_", " ").replace("-", " "))[:LONGEST_TITLE] or "Fiche sans titre"
    meta = replace(draft.meta, title=f"{title[:1].upper()}{title[1:]}")
    return replace(draft, meta=meta)


def _pictures(brought: Brought, *, by: Membership, now: datetime) -> tuple[dict[str, int], list[str]]:
    """The row of each picture by name, and what is to say of them."""
    rows = _known(brought.draft, by)
    left, unnamed, sentences = 0, 0, []
    for picture in brought.draft.pictures[:MOST_PICTURES]:
        content = brought.pictures.get(picture.name)
        if picture.name in rows:
            continue
        if content is None:
            left += 1
            continue
        try:
            kept = identities.keep(
                PictureKind.PHOTO, BytesIO(content), size=len(content), alt=picture.alt, by=by, now=now
            )
        except NotAnImage as problem:
            sentences.append(problem.sentence)
            continue
        unnamed += kept.alt == identities.UNDESCRIBED
        rows[picture.name] = kept.pk
    left += max(len(brought.draft.pictures) - MOST_PICTURES, 0)
    if left:
        sentences.append(LEFT_PICTURES.format(count=plural(left, "image")))
    if unnamed:
        sentences.append(TO_DESCRIBE.format(count=plural(unnamed, "image")))
    return rows, sentences


def _known(draft: Draft, by: Membership) -> dict[str, int]:
    """The pictures of the organization a text written by us leads to."""
    names = {one.name.removeprefix(ADDRESS): one.name for one in draft.pictures if one.name.startswith(ADDRESS)}
    found = Picture.objects.of_organization(by.organization).photos().filter(name__in=names).order_by("pk")
    return {names[name]: pk for pk, name in found.values_list("pk", "name")}


def _refuse_secrets(sheet: ResourceSheet) -> None:
    said = f"{sheet.title}\n{reading.text_of(sheet)}"
    if found := find_secrets(said):
        raise UnreadableSheet(NOT_TO_KEEP.format(sentence=found[0].sentence))
