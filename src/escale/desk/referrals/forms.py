"""What is said of somebody sent to a partner; what the partner said; what came of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError

from escale.appointments.models import Appointment
from escale.desk.referrals.asked import Asked
from escale.desk.referrals.proposals import Proposal
from escale.desk.settings.forms_permanence import DayField
from escale.directory.models import ConsentHow, Lacking, Method, Outcome, Partner, ReferralState, Refusal
from escale.directory.referring import NoAddress, NoHour, NoMobile, NoPhone, NotTheirs, Sending, address_of, receiver_at
from escale.french.dates import day_hour, day_of_month, hour
from escale.people.models import Beneficiary
from escale.questions import naming
from escale.scheduling.wall_clock import instant
from escale.ui.forms import Form, OneChip, Segments, Select, WordsField

IMPOSSIBLE: dict[type[Exception], tuple[str, str]] = {
    NoAddress: ("method", "Ce partenaire n’a pas d’adresse mail. Choisissez une autre façon, ou complétez sa fiche."),
    NoMobile: ("method", "Aucun SMS n’arrive à cette personne. Choisissez le bon imprimé, ou appelez ensemble."),
    NoPhone: ("method", "Ce partenaire n’a pas de numéro. Choisissez une autre façon, ou complétez sa fiche."),
    NoHour: ("method", "Dites quel jour vous vous voyez à trois."),
    NotTheirs: ("partner", "Ce partenaire n’est plus dans la liste. Choisissez-en un autre."),
}
"""The field and the sentence of each refusal of `referring.send`."""
HEARD = (
    (ReferralState.ACCEPTED, "Oui, ils la reçoivent"),
    (ReferralState.WAITING, "Ils répondent dans la semaine"),
    (ReferralState.REFUSED, "Non, ils ne peuvent pas"),
    (ReferralState.DONE, "Elle est venue, c’est fait"),
    (ReferralState.SEEN, "Elle est venue, à suivre"),
    (ReferralState.NOT_COME, "Elle n’est pas venue"),
)


def _words(most: int, **given: Any) -> WordsField:
    widget = forms.Textarea(attrs={"rows": 2, "maxlength": most})
    return WordsField(max_length=most, widget=widget, **given)


class ReferForm(Form):
    """Towards whom, for what, how, and her consent."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label="1. Vers qui\u00a0?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choisissez un partenaire."},
    )
    words = _words(
        200,
        label="2. Son besoin, en une phrase",
        error_messages={"required": "Écrivez son besoin, en une phrase."},
    )
    method = forms.ChoiceField(
        label="3. Comment\u00a0?",
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez comment."},
    )
    together = forms.ModelChoiceField(
        Appointment.objects.none(), label="Un de ses rendez-vous ici", required=False, empty_label="Non, un autre jour"
    )
    on = DayField(label="Jour", required=False)
    at = forms.TimeField(label="Heure", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    shares_phone = forms.BooleanField(label="Transmettre aussi son numéro", required=False)
    consent_how = forms.ChoiceField(label="Comment elle a dit oui", choices=ConsentHow.choices, widget=Segments)
    agreed = forms.BooleanField(
        error_messages={"required": "Sans son accord, rien ne part. Cochez quand elle a dit oui."}
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        asked: Asked,
        person: Beneficiary,
        proposals: Sequence[Proposal],
        allowed: Any,
        zone: ZoneInfo,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        first = proposals[0] if proposals else None
        initial = {
            "partner": first.partner.pk if first else None,
            "words": asked.words[:200],
            "method": _likely(first),
            "shares_phone": bool(person.phone),
            "consent_how": ConsentHow.SAID,
            "submission": uuid4(),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.asked, self.zone, self.now, self.person = asked, zone, now, person
        local = now.astimezone(zone)
        self.today = local.date()
        fields: dict[str, Any] = self.fields
        fields["partner"].queryset = allowed
        fields["words"].help_text = f"Pas de détail de santé ni d’argent. {person.first_name} la lit avec vous."
        fields["agreed"].label = f"{person.first_name} est d’accord, le {day_of_month(local)} à {hour(local)}"
        coming = Appointment.objects.upcoming(now=now).filter(person=person).with_everything_shown()
        fields["together"].queryset = coming.order_by("starts_at", "pk")
        fields["together"].widget = Select()
        fields["together"].label_from_instance = _appointment_words
        fields["together"].choices = list(iter(fields["together"].choices))
        if not person.phone:
            del fields["shares_phone"]

    @property
    def chosen(self) -> Partner | None:
        """The partner of the form sent, if it can be read."""
        partner: Partner | None = self.cleaned_data.get("partner") if self.is_bound else None
        return partner

    def clean(self) -> dict[str, Any] | None:
        at, on = self.cleaned_data.get("at"), self.cleaned_data.get("on")
        self.cleaned_data["together_at"] = None
        if self.cleaned_data.get("method") != Method.TOGETHER or self.cleaned_data.get("together"):
            return super().clean()
        if on and at:
            if on < self.today or (meets_at := instant(on, at, self.zone)) <= self.now:
                self.add_error("on", "Ce moment est passé. Choisissez un jour à venir.")
            else:
                self.cleaned_data["together_at"] = meets_at
        elif on or at:
            self.add_error("at" if on else "on", "Écrivez le jour et l’heure.")
        return super().clean()

    def sending(self) -> Sending:
        """What is sent, as `referring.send` takes it."""
        said, together = self.cleaned_data, self.cleaned_data["method"] == Method.TOGETHER
        needs = self.asked.needs
        return Sending(
            partner=said["partner"],
            contact=receiver_at(said["partner"]),
            person=self.person,
            appointment=self.asked.appointment,
            words=said["words"],
            need=needs[0].code if needs else "",
            method=Method(said["method"]),
            consent_how=ConsentHow(said["consent_how"]),
            shares_phone=said.get("shares_phone", False),
            together=said["together"] if together else None,
            together_at=said["together_at"],
            instead_of=self.asked.instead_of,
            submission=said["submission"],
        )

    def refuse(self, problem: Exception) -> None:
        """Say beside its field why it can’t be sent so."""
        field, sentence = IMPOSSIBLE[type(problem)]
        self.add_error(field, ValidationError(sentence))


class HeardForm(Form):
    """What the partner said, as the team heard it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    state = forms.ChoiceField(
        label="Qu’ont-ils dit\u00a0?",
        choices=HEARD,
        widget=OneChip,
        error_messages={"required": "Choisissez ce qu’ils ont dit."},
    )
    refusal = forms.ChoiceField(
        label="S’ils refusent, pourquoi\u00a0?",
        choices=[("", "Choisissez"), *Refusal.choices],
        required=False,
        widget=Select,
    )
    note = _words(200, label="En quelques mots (facultatif)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="heard_%s", **kwargs)

    def clean(self) -> dict[str, Any] | None:
        if self.cleaned_data.get("state") != ReferralState.REFUSED:
            self.cleaned_data["refusal"] = ""
        elif not self.cleaned_data.get("refusal"):
            self.add_error("refusal", "Choisissez une raison.")
        return super().clean()

    @property
    def said(self) -> dict[str, Any]:
        """The answer as `answering.note_answer` takes it."""
        return self.cleaned_data | {"state": ReferralState(self.cleaned_data["state"])}


class OutcomeForm(Form):
    """What came of it for the person."""

    outcome = forms.ChoiceField(
        label="Que s’est-il passé\u00a0?",
        choices=Outcome.choices,
        widget=OneChip,
        error_messages={"required": "Choisissez une réponse."},
    )
    note = _words(200, label="En quelques mots (facultatif)", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="outcome_%s", **kwargs)


class UnmetForm(Form):
    """A need nobody answers, without the person."""

    words = WordsField(
        label="Le besoin, sans nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Écrivez le besoin."},
    )
    lacking = forms.ChoiceField(label="Ce qui manque", choices=Lacking.choices, widget=Select)
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if naming.names_somebody(words):
            raise ValidationError(naming.SENTENCE)
        return words


def _likely(proposal: Proposal | None) -> Method:
    """The way that works with this partner, and brings an answer soonest."""
    if proposal and address_of(proposal.partner, proposal.contact):
        return Method.MAIL
    return Method.PHONE if proposal and proposal.phone else Method.PAPER


def _appointment_words(appointment: Appointment) -> str:
    return f"{day_hour(appointment.local_start)}, {appointment.venue}"
