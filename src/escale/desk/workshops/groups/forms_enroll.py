"""Enrolling somebody: a person who has a file, or a first name and a number."""

from typing import Any, cast
from uuid import UUID, uuid4, uuid5

from django import forms

from escale.accounts.models import Organization
from escale.desk.people.forms import NewPersonForm
from escale.people.models import Beneficiary
from escale.ui.forms import WordsField
from escale.workshops.models import EnrolledVia


class EnrollForm(NewPersonForm):
    """Who comes, chosen among those who have a file, or new; with whom, and what she needs in the room."""

    person = forms.ModelChoiceField(Beneficiary.objects.none(), required=False, widget=forms.HiddenInput)
    with_companion = forms.BooleanField(label="Vient avec quelqu’un", required=False)
    needs = WordsField(
        label="Ce qu’il lui faut dans la salle",
        max_length=200,
        required=False,
        help_text="« une chaise avec des bras », « près de l’écran ». Ni santé, ni diagnostic.",
    )
    helper_name = WordsField(
        label="Le nom du proche ou du partenaire",
        max_length=80,
        required=False,
        help_text="« Claire, sa fille », « CCAS de Vitré ».",
    )
    by_partner = forms.BooleanField(label="Orienté par un partenaire", required=False)
    over_capacity = forms.BooleanField(
        label="Ajouter une place pour elle",
        required=False,
        help_text="Elle vient, et personne de la liste d’attente ne perd son tour.",
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("submission", uuid4())
        self.fields["first_name"].required = not self.data.get("person")
        self.fields["person"].queryset = Beneficiary.objects.of_organization(organization)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Beneficiary | None:
        """The person whose file was chosen."""
        person: Beneficiary | None = self.cleaned_data["person"]
        return person

    @property
    def same_form(self) -> UUID:
        """The key of this form for this person: the page found again with “Back” may enroll another."""
        said, submission = self.cleaned_data, cast(UUID, self.cleaned_data["submission"])
        written = f"{said['first_name']} {said['last_name']} {said['phone']}"
        return uuid5(submission, str(self.chosen.pk) if self.chosen else written)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("by_partner") and not cleaned.get("helper_name") and "helper_name" not in self.errors:
            self.add_error("helper_name", "Écrivez le nom du partenaire qui l’oriente.")
        return cleaned

    def said(self) -> dict[str, Any]:
        """How she comes, and who enrolls her."""
        names = ("with_companion", "needs", "helper_name", "over_capacity")
        via = EnrolledVia.PRESCRIBER if self.cleaned_data["by_partner"] else EnrolledVia.STAFF
        return {name: self.cleaned_data[name] for name in names} | {"via": via}
