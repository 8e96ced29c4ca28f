"""The list of the catalogue: what is asked, which workshops answer, in which order, and their rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.core.paginator import Page, Paginator
from django.http import QueryDict

from escale.accounts.models import Organization
from escale.desk.workshops.catalogue.words import summary, usage_words
from escale.french.plain_text import fold
from escale.topics import Pillar, Topic
from escale.ui.forms import Form
from escale.workshops import catalogue
from escale.workshops.models import Audience, Level, Workshop, WorkshopQuerySet

PER_PAGE = 20
ORDERS = (("titre", "par titre"), ("utilise", "les plus utilisés"), ("recent", "les derniers ajoutés"))


class AskedForm(Form):
    """What one looks for. Every field may stay empty."""

    q = forms.CharField(
        label="Chercher un mot",
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    niveau = forms.ChoiceField(label="Niveau", choices=[("", "tous"), *Level.choices], required=False)
    public = forms.ChoiceField(label="Pour qui", choices=[("", "peu importe"), *Audience.choices], required=False)
    theme = forms.ChoiceField(label="Sujet", choices=[("", "tous"), *Topic.choices], required=False)
    mission = forms.ChoiceField(label="Mission", choices=[("", "toutes"), *Pillar.choices], required=False)
    ordre = forms.ChoiceField(label="Dans l’ordre", choices=ORDERS, required=False)
    retires = forms.BooleanField(label="Voir ceux qui sont retirés", required=False)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One workshop of the list, and what it has served for, in words."""

    workshop: Workshop
    summary: str
    used: str


@dataclass(frozen=True, kw_only=True)
class Listing:
    """One page of the list."""

    form: AskedForm
    page: "Page[Workshop]"
    rows: list[Row]
    is_narrowed: bool
    is_filtered: bool
    shows_archived: bool


def listing(organization: Organization, asked: QueryDict, *, now: datetime) -> Listing:
    """The page asked for; an answer that doesn't exist asks for nothing."""
    checked = AskedForm(asked)
    checked.full_clean()
    said = {name: value for name, value in checked.cleaned_data.items() if value}
    found = _ordered(_answering(organization, said), said.get("ordre", ""), now=now)
    page = Paginator(found, PER_PAGE).get_page(asked.get("page"))
    return Listing(
        form=AskedForm(initial=said),
        page=page,
        rows=_rows(list(page), now=now),
        is_narrowed=bool(said.keys() - {"ordre", "retires"}),
        is_filtered=bool(said.keys() - {"q", "ordre"}),
        shows_archived="retires" in said,
    )


def _answering(organization: Organization, said: dict[str, str]) -> list[Workshop]:
    own = Workshop.objects.of_organization(organization)
    found: WorkshopQuerySet = own.exclude(archived_at=None) if "retires" in said else own.in_use()
    for name, column in (
        ("niveau", "level"),
        ("public", "audience"),
        ("mission", "pillar"),
        ("theme", "topics__topic"),
    ):
        if name in said:
            found = found.filter(**{column: said[name]})
    return catalogue.matching(found.by_title(), said.get("q", ""))


def _ordered(found: list[Workshop], order: str, *, now: datetime) -> list[Workshop]:
    if order == "recent":
        return sorted(found, key=lambda each: (each.created_at, each.pk), reverse=True)
    by_title = sorted(found, key=lambda each: (fold(each.title), each.pk))
    if order == "utilise":
        used = catalogue.usage(by_title, now=now)
        return sorted(by_title, key=lambda each: -(used[each.pk].times + used[each.pk].coming))
    return by_title


def _rows(workshops: Sequence[Workshop], *, now: datetime) -> list[Row]:
    used = catalogue.usage(workshops, now=now)
    ids = [each.pk for each in workshops]
    topics = {each.pk: catalogue.topics_of(each) for each in _with_topics(ids)}
    return [
        Row(
            workshop=each,
            summary=_summary(each, topics.get(each.pk, ())),
            used=usage_words(used[each.pk]),
        )
        for each in workshops
    ]


def _summary(workshop: Workshop, topics: Iterable[Topic]) -> str:
    said = summary(minutes=workshop.minutes, level=workshop.level, audience=workshop.audience)
    return " · ".join([*said, *(str(topic.label) for topic in topics)])


def _with_topics(ids: Sequence[int]) -> WorkshopQuerySet:
    return Workshop.objects.filter(pk__in=ids).order_by("pk").prefetch_related("topics")
