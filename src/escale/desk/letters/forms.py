"""What somebody writes of a letter."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.desk.forms.hours import date_input
from escale.desk.mailing.forms import OFF
from escale.media import reading
from escale.media.letters.preparing import Draft
from escale.media.models import Article, Letter, LetterArticle
from escale.publishing.models import RecipientList
from escale.ui.forms import Chips, Form, WordsField

MOST_ARTICLES = 30
"""The latest, among which one chooses; those already chosen are always there."""


class ArticlesField(forms.ModelMultipleChoiceField[Article]):
    """Articles by their title."""

    def label_from_instance(self, obj: Article) -> str:
        return obj.title


class LetterForm(Form):
    """Its subject, the word before, its articles, whom it goes to, when it leaves."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    subject = WordsField(
        label="Objet de la lettre",
        max_length=120,
        widget=forms.TextInput(attrs=OFF),
        error_messages={"required": "Écrivez l’objet de la lettre."},
    )
    introduction = WordsField(
        label="Un mot avant les chroniques",
        max_length=800,
        required=False,
        help_text="Quelques lignes, sans nommer personne.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    articles = ArticlesField(
        Article.objects.none(),
        label="Les chroniques",
        widget=Chips,
        help_text="Elles sont rangées de la plus récente à la plus ancienne.",
        error_messages={"required": "Choisissez au moins une chronique."},
    )
    lists = forms.ModelMultipleChoiceField(
        RecipientList.objects.none(), label="Envoyée à", required=False, widget=Chips
    )
    planned_on = forms.DateField(
        label="Part le",
        widget=date_input(),
        error_messages={"required": "Choisissez le jour où la lettre part."},
    )

    def __init__(self, *args: Any, letter: Letter, today: date, now: datetime, **kwargs: Any) -> None:
        chosen = LetterArticle.objects.filter(letter=letter).order_by("position").values_list("article", flat=True)
        initial = {
            "revision": letter.revision,
            "subject": letter.subject,
            "introduction": letter.introduction,
            "articles": list(chosen),
            "lists": letter.lists.order_by("pk"),
            "planned_on": letter.planned_on,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._today, self._letter = today, letter
        published = reading.published_articles(now=now, organizations=[letter.organization_id]).latest_first()
        latest = [*published.values_list("pk", flat=True)[:MOST_ARTICLES], *chosen]
        own = RecipientList.objects.of_organization(letter.organization).in_use().filter(by_sms=False)
        self.fields["articles"].queryset = published.filter(pk__in=latest)  # type: ignore[attr-defined]
        self.fields["lists"].queryset = own.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean_planned_on(self) -> date:
        on: date = self.cleaned_data["planned_on"]
        if on < self._today and on != self._letter.planned_on:
            raise ValidationError("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
        return on

    def draft(self) -> Draft:
        """What was written, once the form is valid."""
        return Draft(**{**self.cleaned_data, "articles": list(self.cleaned_data["articles"])})
