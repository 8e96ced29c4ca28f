"""What the pages of sheets say."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from escale.french.dates import duration
from escale.library import searching
from escale.networks import current
from escale.portal import heads
from escale.sheets import laying_out, licences, reading
from escale.sheets.models import Collection, CollectionQuerySet, ResourceSheet, ResourceSheetQuerySet
from escale.topics import Topic
from escale.ui.heads import Head
from escale.workshops.models import Level
from escale.writing.blocks import Device

LONGEST_QUESTION = 100


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for: words, a subject, a level, a device; "" for any."""

    words: str = ""
    topic: str = ""
    level: str = ""
    device: str = ""

    @classmethod
    def from_address(cls, asked: QueryDict) -> "Wanted":
        """What an address asks; what it says wrong is as if it weren’t said."""
        topic, level, device = asked.get("sujet", ""), asked.get("niveau", ""), asked.get("appareil", "")
        return cls(
            words=asked.get("q", "").replace("\x00", "").strip()[:LONGEST_QUESTION],
            topic=topic if topic in Topic else "",
            level=level if level in Level else "",
            device=device if device in Device else "",
        )

    @property
    def is_everything(self) -> bool:
        return self == Wanted()


@dataclass(frozen=True, kw_only=True)
class AboutSheet:
    """A sheet in words; `device` is the one chosen, "" for all."""

    sheet: ResourceSheet
    device: str

    @property
    def path(self) -> str:
        return reverse("portal:sheet", args=[self.sheet.slug])

    @property
    def address(self) -> str:
        """The whole address, as one types it from paper."""
        return heads.whole(self.path).partition("://")[2].rstrip("/")

    @property
    def chosen(self) -> str:
        """What the address of the paper keeps of the choice."""
        return f"?{urlencode({'appareil': self.device})}" if self.device else ""

    @cached_property
    def devices(self) -> list[tuple[str, str, bool]]:
        """The choice of a device: (code, label, whether it is the one); none with fewer than two."""
        found = laying_out.devices(self.sheet)
        if len(found) < 2:
            return []
        rows = [(device.value, device.label, device == self.device) for device in found]
        return [("", "Tous les appareils", not self.device), *rows]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What one wants to know before one begins: (icon, sentence)."""
        rows = []
        if self.sheet.minutes:
            rows.append(("clock", f"{duration(self.sheet.minutes)} environ".capitalize()))
        if self.sheet.level:
            rows.append(("graduation-cap", LEVELS[self.sheet.level]))
        return rows

    @property
    def site(self) -> str:
        """The name of the site it leans on: "cybermalveillance.gouv.fr"."""
        return urlsplit(self.sheet.url).netloc.removeprefix("www.")

    @property
    def topics(self) -> list[Topic]:
        return [Topic(code) for code in self.sheet.topics if code in Topic]

    @property
    def licence_page(self) -> str:
        return licences.PAGES.get(self.sheet.licence, "")

    @property
    def licence_meaning(self) -> str:
        return licences.MEANINGS[self.sheet.licence]

    @property
    def sms(self) -> str:
        """The address that opens one’s own message with this page in it; "?&" suits both kinds of telephones."""
        return f"sms:?&body={quote(f'{self.sheet.title} : {heads.whole(self.path)}')}"

    @property
    def mail(self) -> str:
        said = {"subject": self.sheet.title, "body": f"{self.sheet.title} : {heads.whole(self.path)}"}
        return f"mailto:?{urlencode(said, quote_via=quote)}"


LEVELS = {
    Level.BEGINNER.value: "Pour qui découvre",
    Level.INTERMEDIATE.value: "Pour qui se débrouille déjà",
    Level.ADVANCED.value: "Pour qui est à l’aise",
}


def shown(request: HttpRequest) -> ResourceSheetQuerySet:
    """The sheets the site somebody visits may show."""
    return reading.published_sheets(organizations=current.shown(request).organization_ids)


def collections(request: HttpRequest) -> CollectionQuerySet:
    """The collections the site somebody visits may show."""
    organizations = current.shown(request).organization_ids
    found = Collection.objects.shown_to_public()
    return found if organizations is None else found.filter(organization__in=organizations)


def found(sheets: ResourceSheetQuerySet, wanted: Wanted) -> ResourceSheetQuerySet | list[ResourceSheet]:
    """Those that answer: the nearest to the words first, else by title."""
    if wanted.topic:
        sheets = sheets.about(wanted.topic)
    if wanted.level:
        sheets = sheets.filter(level=wanted.level)
    if wanted.device:
        sheets = sheets.for_device(wanted.device)
    listed = sheets.select_related("organization").defer("body")
    return searching.sheets(wanted.words, among=listed) if wanted.words else listed.order_by("title", "pk")


def head(about: AboutSheet) -> Head:
    """What the page says of itself."""
    return heads.of(
        title=about.sheet.title,
        description=about.sheet.sentence or f"{about.sheet.title}, pas à pas.",
        path=about.path,
        image=reverse("portal:preview", args=["fiche", about.sheet.slug]),
        described=(_described(about),),
        trail=(("Accueil", reverse("portal:home")), ("Fiches pratiques", reverse("portal:sheets"))),
    )


def collection_head(collection: Collection) -> Head:
    """What the page of a collection says of itself."""
    return heads.about(
        collection.organization,
        title=collection.title,
        description=collection.sentence or f"{collection.title} : nos fiches pratiques, dans l’ordre.",
        path=reverse("portal:sheet-collection", args=[collection.slug]),
    )


def _described(about: AboutSheet) -> dict[str, Any]:
    said: dict[str, Any] = {
        "@type": "LearningResource",
        "name": about.sheet.title,
        "url": heads.whole(about.path),
        "inLanguage": "fr",
        "isAccessibleForFree": True,
        "learningResourceType": "Fiche pratique",
        "teaches": [topic.label for topic in about.topics],
        "dateModified": about.sheet.read_again_at.date().isoformat(),
    }
    if about.sheet.minutes:
        said["timeRequired"] = f"PT{about.sheet.minutes}M"
    return said | ({"license": about.licence_page} if about.licence_page else {})
