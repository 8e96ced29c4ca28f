"""A sheet as a Markdown file, which can be read again here or anywhere."""

from escale.publishing.models import Picture as StoredPicture
from escale.sheets import markdown, reading
from escale.sheets.front_matter import Meta
from escale.sheets.importing import ADDRESS
from escale.sheets.models import ResourceSheet
from escale.sheets.rich_text import Picture


def to_markdown(sheet: ResourceSheet) -> str:
    """The file of a sheet. One query when it has pictures."""
    body = list(sheet.body.raw_data)
    found = StoredPicture.objects.without_content().in_bulk(reading.pictures_of(sheet))
    pictures = {pk: Picture(name=f"{ADDRESS}{row.name}", alt=row.alt) for pk, row in found.items()}
    return markdown.write(meta_of(sheet), body, pictures=pictures)


def meta_of(sheet: ResourceSheet) -> Meta:
    """What the head of its file says."""
    return Meta(
        title=sheet.title,
        slug=sheet.slug,
        kind=sheet.kind,
        sentence=sheet.sentence,
        topics=tuple(sheet.topics),
        level=sheet.level,
        audience=sheet.audience,
        minutes=sheet.minutes,
        licence=sheet.licence,
        credit=sheet.credit,
        url=sheet.url,
        read_again=sheet.read_again_at.date(),
        read_again_on=sheet.read_again_on,
    )
