"""What the page of a subject says, and the list of them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from escale.portal import heads, nearby, structured_data
from escale.portal.activity import Activity
from escale.portal.nearby import Keep, Town
from escale.portal.themes import words
from escale.portal.workshops import coming
from escale.portal.workshops import words as workshop_words
from escale.portal.workshops.coming import Near, Wanted
from escale.topics import PILLAR_OF, Pillar, Topic
from escale.ui.heads import Head
from escale.workshops.models import Access, Session, WorkshopTopic

MOST = 12
FAR_KM = 60
"""How far the workshops of a subject are looked for around a commune."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A subject in a list."""

    name: str
    sentence: str
    address: str
    has_dates: bool = False


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The subjects of one mission."""

    name: str
    subjects: Sequence[Subject]


@dataclass(frozen=True, kw_only=True)
class AboutTheme:
    """A subject in words; `total` counts the workshops `activities` shows the first of."""

    topic: Topic
    sentence: str
    town: Town
    activities: Sequence[Activity]
    total: int
    others: Sequence[Subject]

    @property
    def path(self) -> str:
        return words.address(self.topic)

    @property
    def whole_list(self) -> str:
        """All of them, in the list one can filter."""
        said = {"theme": self.topic.value}
        if self.town.origin:
            said |= {"commune": self.town.origin.code, "rayon": str(FAR_KM)}
        return f"{reverse('portal:activities')}?{urlencode(said)}"


def shelves(*, now: datetime) -> list[Shelf]:
    """Every subject by mission, those with a date to come first. One query."""
    dated = _dated(now=now)
    return [Shelf(name=pillar.label, subjects=_subjects(pillar, dated)) for pillar in Pillar]


def read(topic: Topic, typed: str, *, keep: Keep, now: datetime) -> AboutTheme:
    """A subject, near the commune that was typed if it is understood."""
    town = nearby.understood(typed)
    near = Near(origin=town.origin, km=FAR_KM) if town.origin else None
    open_ones = [one for one in coming.find(Wanted(topic=topic, near=near), now=now) if one.may_be_joined(now=now)]
    found = keep(open_ones)
    if town.origin:
        found = sorted(found, key=lambda one: workshop_words.km_from(one, town.origin))
    beside = [_subject(each) for each in Topic if PILLAR_OF[each] == PILLAR_OF[topic] and each != topic]
    return AboutTheme(
        topic=topic,
        sentence=words.sentence(topic),
        town=town,
        activities=[workshop_words.card(one, origin=town.origin) for one in found[:MOST]],
        total=len(found),
        others=beside,
    )


def head(about: AboutTheme) -> Head:
    """What the page says of itself."""
    dates = [(activity.title, activity.address) for activity in about.activities]
    return heads.of(
        title=f"{about.topic.label} : apprendre près de chez vous",
        description=about.sentence,
        path=about.path,
        image=reverse("portal:preview", args=["theme", words.slug_of(about.topic)]),
        described=(structured_data.listed(about.topic.label, dates),) if dates else (),
        trail=(("Accueil", reverse("portal:home")), ("Sujets", reverse("portal:themes"))),
    )


def _dated(*, now: datetime) -> set[str]:
    """The subjects anyone may come to learn about: those of a public workshop to come."""
    there = Session.objects.standing().filter(
        starts_at__gt=now, group__published_at__lte=now, group__access=Access.PUBLIC, group__canceled_at=None
    )
    rows = WorkshopTopic.objects.filter(workshop__in=there.values("group__workshop"))
    return set(rows.order_by("topic").values_list("topic", flat=True).distinct())


def _subjects(pillar: Pillar, dated: set[str]) -> list[Subject]:
    rows = [_subject(topic, has_dates=topic in dated) for topic in Topic if PILLAR_OF[topic] == pillar]
    return sorted(rows, key=lambda row: not row.has_dates)


def _subject(topic: Topic, *, has_dates: bool = False) -> Subject:
    return Subject(name=topic.label, sentence=words.sentence(topic), address=words.address(topic), has_dates=has_dates)
