"""A letter in words: as a mail, and as its text alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from escale.french.plural import plural
from escale.french.typography import typo, typo_html
from escale.media import reading
from escale.media.models import Article, Letter


@dataclass(frozen=True, kw_only=True)
class Told:
    """An article in a letter."""

    title: str
    lead: str
    kicker: str
    minutes: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """A letter ready to be read; `list_name` says why it is received, `unsubscribe` where one asks for it no more."""

    letter: Letter
    told: Sequence[Told]
    list_name: str = ""
    unsubscribe: str = ""

    @property
    def subject(self) -> str:
        return self.letter.subject

    @property
    def introduction(self) -> list[str]:
        """The paragraphs of the word before."""
        return [line.strip() for line in self.letter.introduction.split("\n") if line.strip()]

    @property
    def everything(self) -> str:
        """Where all the chronicles are read."""
        return settings.BASE_URL + reverse("portal:articles")

    @property
    def why(self) -> str:
        """Why she receives it."""
        where = f"sur sa liste « {self.list_name} »" if self.list_name else "sur sa liste"
        return f"{self.letter.organization.name} envoie cette lettre de temps en temps. Votre adresse est {where}."


def write(letter: Letter, articles: Sequence[Article], *, list_name: str = "", unsubscribe: str = "") -> Written:
    return Written(
        letter=letter, told=[_told(article) for article in articles], list_name=list_name, unsubscribe=unsubscribe
    )


def as_html(written: Written) -> str:
    return typo_html(render_to_string("media/mail/letter.html", {"letter": written}))


def as_text(written: Written) -> str:
    """The same for whoever reads mails without pictures."""
    return typo("\n\n".join(filter(None, _blocks(written))))


def _blocks(written: Written) -> Iterator[str]:
    yield "Bonjour,"
    yield "\n".join(written.introduction)
    for each in written.told:
        yield "\n".join(filter(None, [each.kicker, each.title, each.lead, f"{each.minutes} : {each.address}"]))
    yield f"Toutes les chroniques : {written.everything}"
    yield written.letter.organization.name
    if written.unsubscribe:
        yield f"{written.why}\nNe plus la recevoir : {written.unsubscribe}"


def _told(article: Article) -> Told:
    series = article.series
    kicker = f"{series.title}, {series.episode_name} {article.episode}" if series and article.episode else ""
    return Told(
        title=article.title,
        lead=article.lead,
        kicker=kicker,
        minutes=f"{plural(reading.minutes(article), 'minute')} de lecture",
        address=settings.BASE_URL + reverse("portal:article", args=[article.slug]),
    )
