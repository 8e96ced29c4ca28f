"""What is written of a list, of an address, of the mail of a month."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Organization
from escale.desk.forms.hours import date_input
from escale.outbox import limits
from escale.publishing.mailing import lines
from escale.publishing.mailing.lists import Contact
from escale.publishing.mailing.preparing import Draft
from escale.publishing.models import Channel, MonthlyMail, Public, Recipient, RecipientList
from escale.ui.forms import Chips, Form, OneChip, PhoneField, WordsField
from escale.ui.rows import RowField

OFF = {"autocomplete": "off"}
NAME_TAKEN = "Une liste porte déjà ce nom. Choisissez-en un autre."
PUBLICS = [(value, f"{label}"[:1].upper() + f"{label}"[1:]) for value, label in Public.choices]
MAIL_OR_SMS = [("mail", "Un mail"), ("sms", "Un SMS")]


class ListForm(Form):
    """A list: its name, for whom its mails are written."""

    name = WordsField(
        label="Le nom de la liste",
        max_length=60,
        help_text="Pour l’équipe. Exemple : Collègues de la Résidence.",
        widget=forms.TextInput(attrs=OFF),
    )
    public = forms.ChoiceField(
        label="Le programme est écrit pour", choices=PUBLICS, initial=Public.PROFESSIONALS, widget=OneChip
    )

    channel = RowField(
        Channel.objects.none(),
        label="Ce qu’il fait venir est compté avec",
        required=False,
        empty_label="Aucun canal",
        help_text="Chaque lien du mail devient alors une adresse courte, comptée sans rien savoir de qui l’ouvre.",
    )

    def __init__(
        self, *args: Any, organization: Organization, changed: RecipientList | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        channels = Channel.objects.of_organization(organization).in_use().in_order()
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]
        self._others = RecipientList.objects.of_organization(organization).in_use()
        if changed is not None:
            self._others = self._others.exclude(pk=changed.pk)

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self._others.filter(name=name).exists():
            raise ValidationError(NAME_TAKEN)
        return name


class AddListForm(ListForm):
    """A new list: it also says whether it receives mails or SMS, once and for all."""

    by = forms.ChoiceField(
        label="Ces personnes reçoivent",
        choices=MAIL_OR_SMS,
        initial="mail",
        widget=OneChip,
        help_text="Un SMS : seulement à qui l’a demandé.",
    )
    field_order = ("name", "by", "public", "channel")


class MailField(forms.CharField):
    """A mail address, in small letters as mails travel."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return lines.read_mail(typed) if typed else ""


class RecipientForm(Form):
    """An address, and whose it is. A list that receives SMS asks a mobile, and when it was asked for."""

    name = WordsField(label="Nom", max_length=80, required=False, widget=forms.TextInput(attrs=OFF))
    structure = WordsField(label="Structure", max_length=80, required=False, widget=forms.TextInput(attrs=OFF))
    email = MailField(
        label="Adresse mail",
        max_length=254,
        error_messages={"required": "Écrivez l’adresse mail."},
        widget=forms.EmailInput(attrs=OFF),
    )
    phone = PhoneField(label="Mobile", error_messages={"required": "Écrivez le numéro de mobile."})
    asked_on = forms.DateField(
        label="L’a demandé le",
        widget=date_input(),
        error_messages={"required": "Dites quel jour cette personne l’a demandé."},
    )
    public = forms.ChoiceField(label="Écrit pour", choices=[("", "Comme la liste"), *PUBLICS], required=False)

    def __init__(self, *args: Any, by_sms: bool, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        for name in ("email", "public") if by_sms else ("phone", "asked_on"):
            del self.fields[name]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if not limits.can_receive_sms(phone):
            raise ValidationError("Ce numéro ne reçoit pas de SMS. Il faut un mobile.")
        return phone

    def clean_asked_on(self) -> date:
        asked: date = self.cleaned_data["asked_on"]
        if asked > self._today:
            raise ValidationError("Ce jour n’est pas encore venu.")
        return asked

    def contact(self) -> Contact:
        """What was said, once the form is valid."""
        return Contact(**self.cleaned_data)


def initial_of(recipient: Recipient) -> dict[str, Any]:
    """What the form of an address begins with."""
    return {name: getattr(recipient, name) for name in ("name", "structure", "email", "phone", "asked_on", "public")}


class MonthForm(Form):
    """What somebody writes of the mail of a month; the rest builds itself."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    subject = WordsField(label="Objet du mail", max_length=120, required=False, widget=forms.TextInput(attrs=OFF))
    story_title = WordsField(
        label="Le titre d’une histoire",
        max_length=80,
        required=False,
        help_text="Exemple : Ce mois-ci à la Résidence.",
        widget=forms.TextInput(attrs=OFF),
    )
    story = WordsField(
        label="L’histoire",
        max_length=1200,
        required=False,
        help_text="Quelques lignes : ce qui s’est passé, sans nommer personne.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    lists = forms.ModelMultipleChoiceField(RecipientList.objects.none(), label="Envoyé à", required=False, widget=Chips)
    planned_on = forms.DateField(
        label="Part le",
        widget=date_input(),
        error_messages={"required": "Choisissez le jour où le mail part."},
    )

    def __init__(self, *args: Any, mail: MonthlyMail, today: date, **kwargs: Any) -> None:
        initial = {
            "revision": mail.revision,
            "subject": mail.subject,
            "story_title": mail.story_title,
            "story": mail.story,
            "lists": mail.lists.order_by("pk"),
            "planned_on": mail.planned_on,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self._today, self._mail = today, mail
        own = RecipientList.objects.of_organization(mail.organization).in_use().order_by("name", "pk")
        self.fields["lists"].queryset = own  # type: ignore[attr-defined]

    def clean_planned_on(self) -> date:
        on: date = self.cleaned_data["planned_on"]
        if on < self._today and on != self._mail.planned_on:
            raise ValidationError("Ce jour est passé. Choisissez aujourd’hui ou plus tard.")
        return on

    def draft(self) -> Draft:
        """What was written, once the form is valid."""
        return Draft(**self.cleaned_data)
