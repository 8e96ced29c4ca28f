"""Forms of kits: a text, a day, a channel, a place, a meeting."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.desk.settings.forms_permanence import DayField, hours_of_day, read_time
from escale.places.zones import venues_of
from escale.publishing import pasting, pieces
from escale.publishing.models import Channel, ChannelKind, DeadlineRule, Event, Outlet, PieceKind
from escale.publishing.texts.writing import Limit
from escale.ui.forms import Form, ModelForm, PhoneField, WordsField

FURTHEST = timedelta(days=366)
LONGEST_MONTH = 31
ONE_KIND = {"required": "Choisissez le genre de ce canal."}


class PastedField(WordsField):
    """Words that may come from a word processor."""

    def to_python(self, value: Any) -> Any:
        return pasting.plain(super().to_python(value) or "")


class TextForm(Form):
    """What a piece says, by hand."""

    text = PastedField(label="Le texte", max_length=4000, widget=forms.Textarea)
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: PieceKind, limit: Limit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.limit = kind, limit

    def clean_text(self) -> str:
        """As long as it will be once it is kept."""
        text: str = self.cleaned_data["text"]
        if self.limit.is_passed(kept := pieces.as_kept(text, kind=self.kind)):
            raise ValidationError(f"C’est trop long : {self.limit.said(kept)}. Raccourcissez, puis enregistrez.")
        return text


class PlanForm(Form):
    """The day it will leave."""

    on = DayField(label="Quel jour ?")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
        if on > self.today + FURTHEST:
            raise ValidationError("C’est dans plus d’un an. Vérifiez l’année.")
        return on


class ChannelForm(ModelForm):
    """One way to make oneself known."""

    contact_phone = PhoneField(label="Son téléphone", required=False, help_text="Facultatif.")

    class Meta:
        model = Channel
        fields = (
            "kind",
            "name",
            "public",
            "reach",
            "sending",
            "contact_name",
            "contact_email",
            "contact_phone",
            "longest",
            "deadline",
            "deadline_number",
            "acquisition",
            "cost_euros",
            "effort_minutes",
        )
        field_classes = {"reach": WordsField}
        error_messages = {"kind": ONE_KIND}
        labels = {
            "kind": "Ce que c’est",
            "name": "Son nom",
            "public": "Pour qui",
            "reach": "Qui il touche",
            "sending": "Comment ça part",
            "contact_name": "Le contact",
            "contact_email": "Son mail",
            "longest": "Signes au plus",
            "deadline": "Date limite",
            "deadline_number": "Le combien, ou combien de jours",
            "acquisition": "Réponse à « Comment avez-vous connu »",
            "cost_euros": "Coût d’un envoi, en euros",
            "effort_minutes": "Temps de travail, en minutes",
        }
        help_texts = {
            "name": "Comme vous l’appelez : « Journal de Vitré ».",
            "public": "Les textes sont écrits pour ce public.",
            "reach": "Facultatif. Par exemple : « 12 lieux partenaires ».",
            "contact_name": "Facultatif. À qui l’envoyer.",
            "contact_email": "Facultatif, sauf pour un envoi par mail.",
            "longest": "Facultatif. Ce que le canal accepte.",
            "deadline_number": "20 pour « avant le 20 du mois d’avant » ; 10 pour « 10 jours avant ».",
            "acquisition": "Facultatif. La réponse que donnent les personnes venues par là.",
        }

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organization = organization
        self.fields["kind"].choices = ChannelKind.choices  # type: ignore[attr-defined]
        for name in ("longest", "deadline_number", "cost_euros", "effort_minutes"):
            self.fields[name].widget.attrs |= {"class": "short", "inputmode": "numeric"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Channel.objects.of_organization(self.instance.organization).in_use().filter(name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("Un canal porte déjà ce nom.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        rule, number = cleaned.get("deadline"), cleaned.get("deadline_number")
        if rule == DeadlineRule.NONE:
            cleaned["deadline_number"] = None
        elif rule and number is None and "deadline_number" not in self.errors:
            self.add_error("deadline_number", "Écrivez le jour du mois, ou le nombre de jours.")
        elif rule == DeadlineRule.MONTH_DAY and number and number > LONGEST_MONTH:
            self.add_error("deadline_number", "Écrivez un jour du mois, de 1 à 31.")
        if cleaned.get("sending") == "mail" and not cleaned.get("contact_email") and "contact_email" not in self.errors:
            self.add_error("contact_email", "Écrivez l’adresse mail où l’envoyer.")
        return cleaned


class OutletForm(ModelForm):
    """A place where posters hang, or an address flyers go to."""

    phone = PhoneField(label="Son téléphone", required=False, help_text="Facultatif.")

    class Meta:
        model = Outlet
        fields = ("name", "contact_name", "address", "postcode", "commune_name", "phone", "copies")
        labels = {
            "name": "Le nom du lieu",
            "contact_name": "À qui le donner",
            "address": "L’adresse",
            "postcode": "Le code postal",
            "commune_name": "La commune",
            "copies": "Combien",
        }
        help_texts = {
            "name": "Par exemple : « Boulangerie du Château ».",
            "contact_name": "Facultatif.",
            "address": "Facultatif. Elle sert aux étiquettes.",
        }

    def __init__(self, *args: Any, channel: Channel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.channel = channel
        self.fields["copies"].widget.attrs |= {"class": "short", "inputmode": "numeric"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        same = Outlet.objects.filter(channel=self.instance.channel, name__iexact=name).in_use()
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError("Un lieu porte déjà ce nom.")
        return name

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"]
        if postcode and not (postcode.isdecimal() and len(postcode) == 5):
            raise ValidationError("Un code postal a 5 chiffres.")
        return postcode


class EventForm(ModelForm):
    """A meeting open to all: the day and the hours on the clock of its place."""

    on = DayField(label="Le jour")
    start = forms.TypedChoiceField(label="De", coerce=read_time, initial="14:00")
    end = forms.TypedChoiceField(label="À", coerce=read_time, initial="16:00")
    submission = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Event
        fields = ("title", "sentence", "promise", "public", "venue", "bring", "price_note", "co_host")
        field_classes = {"sentence": WordsField, "promise": WordsField}
        labels = {
            "title": "Le titre",
            "sentence": "La phrase d’accroche",
            "promise": "Ce qu’on y fait",
            "public": "Pour qui",
            "venue": "Le lieu",
            "bring": "À apporter, une chose par ligne",
            "price_note": "Le prix, si ce n’est pas gratuit",
            "co_host": "Avec",
        }
        help_texts = {
            "title": "Par exemple : « Le café des écrans ».",
            "sentence": "Facultatif. Courte : elle se lit de loin.",
            "co_host": "Facultatif. Par exemple : « le CCAS de Vitré ».",
            "bring": "Facultatif.",
            "price_note": "Facultatif.",
        }
        widgets = {"bring": forms.Textarea(attrs={"rows": 2}), "promise": forms.Textarea(attrs={"rows": 3})}

    field_order = ("title", "on", "start", "end", "venue", "sentence", "promise", "public")

    def __init__(self, *args: Any, organization: Organization, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.organization = organization
        self.today = today
        self.initial.setdefault("submission", uuid4())
        venues = venues_of(organization)
        self.fields["venue"].queryset = venues  # type: ignore[attr-defined]
        known: list[time] = []
        if self.instance.pk:
            zone = self.instance.venue.zone
            start, end = self.instance.starts_at.astimezone(zone), self.instance.ends_at.astimezone(zone)
            known = [start.time(), end.time()]
            self.initial.update(on=start.date(), start=f"{start:%H:%M}", end=f"{end:%H:%M}")
        for name in ("start", "end"):
            self.fields[name].choices = hours_of_day(*known)  # type: ignore[attr-defined]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < self.today:
            raise ValidationError("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
        if on > self.today + FURTHEST:
            raise ValidationError("C’est dans plus d’un an. Vérifiez l’année.")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        on, start, end, venue = (cleaned.get(name) for name in ("on", "start", "end", "venue"))
        if start and end and end <= start:
            self.add_error("end", "La fin vient après le début.")
        elif on and start and end and venue:
            self.instance.starts_at = datetime.combine(on, start, tzinfo=venue.zone)
            self.instance.ends_at = datetime.combine(on, end, tzinfo=venue.zone)
        return cleaned
