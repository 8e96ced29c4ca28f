"""What a partner answers: can it receive the person; then, did she come. Nothing is ticked ahead."""

from typing import Any

from django import forms

from escale.directory.models import Referral, ReferralState, Refusal
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, OneChip, Segments, WordsField

CAME = (
    (ReferralState.DONE, ChoiceLabel("Venue, c’est fait")),
    (ReferralState.SEEN, ChoiceLabel("Venue, à suivre")),
    (ReferralState.NOT_COME, ChoiceLabel("Pas venue")),
)
OURS = {Refusal.MISSION: "Ce n’est pas notre mission", Refusal.AREA: "Hors de notre secteur"}
"""What reads otherwise when the partner says it itself."""
REASONS = [(each, OURS.get(each, each.label)) for each in Refusal]


class PartnerForm(Form):
    """What every answer carries: what the page showed, and a few words."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, error_messages={"required": "Relisez la page."}
    )
    note = WordsField(
        max_length=200,
        required=False,
        help_text="200 signes. Pas de détail de santé ni d’argent.",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 200}),
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, initial={"revision": referral.revision}, **kwargs)
        self.fields["note"].label = f"Un mot pour {referral.adviser.first_name} (facultatif)"

    @property
    def said(self) -> dict[str, Any]:
        """The answer as `answering.answer_by_partner` takes it."""
        return {
            "state": ReferralState(self.cleaned_data["state"]),
            "refusal": self.cleaned_data.get("refusal", ""),
            "note": self.cleaned_data["note"],
            "revision": self.cleaned_data["revision"],
        }


class AnswerForm(PartnerForm):
    """Yes, later, or no and why."""

    state = forms.ChoiceField(
        label="Votre réponse",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )
    refusal = forms.ChoiceField(label="Pourquoi\u00a0?", choices=REASONS, widget=OneChip, required=False)

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, referral=referral, **kwargs)
        adviser = referral.adviser.first_name
        person = referral.person.first_name if referral.person else "la personne"
        later = ChoiceLabel("Pas tout de suite", hint=f"Je réponds dans la semaine, nous disons le délai à {person}")
        refused = ChoiceLabel("Non, je ne peux pas", hint=f"Une raison, pour que {adviser} trouve une autre solution")
        choices = [
            (
                ReferralState.ACCEPTED,
                ChoiceLabel("Oui, je la reçois", hint="Je l’appelle, ou elle vient sans rendez-vous"),
            ),
            *([(ReferralState.WAITING, later)] if referral.state == ReferralState.SENT else []),
            (ReferralState.REFUSED, refused),
        ]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("state") != ReferralState.REFUSED:
            self.cleaned_data["refusal"] = ""
        elif not self.cleaned_data.get("refusal"):
            self.add_error("refusal", "Choisissez une raison.")
        return super().clean()


class CameForm(PartnerForm):
    """Whether the person came, in one gesture."""

    state = forms.ChoiceField(
        label="Dites-le en un geste",
        choices=CAME,
        widget=Segments,
        error_messages={"required": "Choisissez une réponse."},
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, referral=referral, **kwargs)
        if referral.state == ReferralState.SEEN:
            self.fields["state"].choices = [each for each in CAME if each[0] != ReferralState.SEEN]  # type: ignore[attr-defined]
