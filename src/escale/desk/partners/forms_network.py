"""What is written of the people one knows at a partner's, of meetings with them, of what is organized together."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from escale.accounts.models import Membership, Organization, User
from escale.desk.settings.forms_permanence import DayField
from escale.directory import events
from escale.directory.meetings import Draft, Promise
from escale.directory.models import Contact, JointEvent, Meeting, MeetingTask, Partner
from escale.french.dates import day_hour
from escale.ui.forms import Chips, Form, ModelForm, PhoneField, Select, WordsField
from escale.workshops.models import Session

PARTNER_FIELDS = ("partner_1", "partner_2", "partner_3")
FEWEST_TASKS, MOST_TASKS = 3, 20
BEFORE, AFTER, MOST_SESSIONS = timedelta(days=60), timedelta(days=180), 40


class ContactForm(ModelForm):
    """Somebody who works there: nothing is written of her without her saying yes."""

    phone = PhoneField(
        label="Ligne directe",
        required=False,
        widget=forms.TelInput,
        help_text="Pour les professionnels. Aucune page publique ne la dit.",
    )
    agreed_on = DayField(label="D’accord le", help_text="Le jour où cette personne a dit oui pour figurer ici.")

    class Meta:
        model = Contact
        fields = ("name", "role", "phone", "email", "receives_referrals", "agreed_on", "agreed_how")
        field_classes = {"role": WordsField, "agreed_how": WordsField}
        labels = {
            "name": "Prénom et nom",
            "role": "Son rôle",
            "email": "Son adresse mail",
            "receives_referrals": "Reçoit les orientations par mail",
            "agreed_how": "Comment",
        }
        help_texts = {"role": "Exemple : « agente d’accueil ».", "agreed_how": "Exemple : « au téléphone »."}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["name"].error_messages["required"] = "Écrivez le prénom et le nom de cette personne."

    def clean_agreed_on(self) -> date:
        return _not_later(self.cleaned_data["agreed_on"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("receives_referrals") and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Écrivez son adresse mail : les orientations y partiront.")
        return cleaned


class _WithPartners(Form):
    """The partners concerned: one, and up to two others, chosen by name."""

    partner_1 = forms.ModelChoiceField(
        Partner.objects.none(), label="Avec qui", empty_label="Choisissez", widget=Select
    )
    partner_2 = forms.ModelChoiceField(
        Partner.objects.none(), label="Et aussi", required=False, empty_label="Personne d’autre", widget=Select
    )
    partner_3 = forms.ModelChoiceField(
        Partner.objects.none(), label="Et encore", required=False, empty_label="Personne d’autre", widget=Select
    )

    def __init__(self, *args: Any, organization: Organization, chosen: list[Partner], **kwargs: Any) -> None:
        start = {name: partner.pk for name, partner in zip(PARTNER_FIELDS, chosen, strict=False)}
        kwargs["initial"] = start | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        own = Partner.objects.of_organization(organization)
        shown = (own.in_use() | own.filter(pk__in=[partner.pk for partner in chosen])).order_by("name", "pk")
        names = list(shown)
        for name in PARTNER_FIELDS:
            field: Any = self.fields[name]
            field.queryset = shown
            field.choices = [("", field.empty_label), *((partner.pk, str(partner)) for partner in names)]
        self.order_fields(PARTNER_FIELDS)

    def partners(self) -> list[Partner]:
        found = [self.cleaned_data[name] for name in PARTNER_FIELDS]
        return list({partner.pk: partner for partner in found if partner}.values())


class MeetingForm(_WithPartners):
    """A talk: with whom, what was learned, what was decided, who does what next."""

    on = DayField(label="Quel jour")
    present = WordsField(
        label="Qui était là", max_length=200, required=False, help_text="Exemple : « Élodie, Karim, moi »."
    )
    learned = WordsField(
        label="Ce que vous avez appris", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    decided = WordsField(
        label="Ce qui est décidé", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, member: Membership, today: date, meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        self.today = today
        kwargs["initial"] = {"on": today, "submission": uuid4()} | kwargs.get("initial", {})
        if meeting:
            kwargs["initial"] |= {name: getattr(meeting, name) for name in ("on", "present", "learned", "decided")}
        super().__init__(*args, organization=member.organization, **kwargs)
        self.written = list(meeting.tasks.filter(done_at=None).order_by("pk")) if meeting else []
        self.team = {user.pk: user for user in _team(member.organization)}
        typed = sum(name.startswith("what_") for name in self.data)
        self.rows = range(1, min(MOST_TASKS, max(FEWEST_TASKS, len(self.written) + 1, typed)) + 1)
        for number in self.rows:
            self._add_task(number, self.written[number - 1] if number <= len(self.written) else None)

    def _add_task(self, number: int, task: MeetingTask | None) -> None:
        team = [("", "Pas encore décidé"), *((pk, user.full_name) for pk, user in self.team.items())]
        start = {"what": task.what, "who": task.who_id, "due": task.due_on, "task": task.pk} if task else {}
        fields: dict[str, forms.Field] = {
            "what": WordsField(label=f"À faire ({number})", max_length=160, required=False),
            "who": forms.TypedChoiceField(label="Par qui", coerce=int, empty_value=None, required=False, choices=team),
            "due": DayField(label="Avant le", required=False),
            "task": forms.TypedChoiceField(
                widget=forms.HiddenInput, coerce=int, empty_value=None, required=False,
                choices=[("", ""), *((each.pk, "") for each in self.written)],
            ),
        }  # fmt: skip
        for name, field in fields.items():
            field.initial = start.get(name)
            self.fields[f"{name}_{number}"] = field

    @property
    def task_rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{number}"] for name in ("what", "who", "due", "task")] for number in self.rows]

    @property
    def tasks_are_open(self) -> bool:
        return bool(self.written) or any(field.errors or field.value() for row in self.task_rows for field in row[:1])

    def clean_on(self) -> date:
        return _not_later(self.cleaned_data["on"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for number in self.rows:
            says_nothing = not cleaned.get(f"what_{number}") and not cleaned.get(f"task_{number}")
            if says_nothing and (cleaned.get(f"who_{number}") or cleaned.get(f"due_{number}")):
                self.add_error(f"what_{number}", "Écrivez ce qui est à faire.")
        return cleaned

    def draft(self) -> Draft:
        return Draft(**{name: self.cleaned_data[name] for name in ("on", "present", "learned", "decided")})

    def promises(self) -> list[Promise]:
        """What is to be done."""
        return [
            Promise(what=what, who=self.team.get(who), due_on=due, pk=task)
            for what, who, due, task in self._typed()
            if what
        ]

    def emptied(self) -> list[int]:
        """The tasks that were shown, and that nothing says any more."""
        return [task for what, _, _, task in self._typed() if task and not what]

    def _typed(self) -> list[list[Any]]:
        return [
            [self.cleaned_data[f"{name}_{number}"] for name in ("what", "who", "due", "task")] for number in self.rows
        ]


class EventForm(_WithPartners):
    """What is organized together, and the sessions that are part of it."""

    title = WordsField(label="Son nom", max_length=80, help_text="Exemple : « Semaine bleue ».")
    starts_on = DayField(label="Premier jour")
    ends_on = DayField(label="Dernier jour", required=False, help_text="Vide : le même jour.")
    note = WordsField(label="À retenir", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    sessions = forms.TypedMultipleChoiceField(
        label="Nos séances qui en font partie", coerce=int, widget=Chips, required=False
    )

    def __init__(
        self, *args: Any, organization: Organization, now: datetime, event: JointEvent | None = None, **kwargs: Any
    ) -> None:
        linked = list(event.sessions.order_by("pk").values_list("pk", flat=True)) if event else []
        if event:
            start = {name: getattr(event, name) for name in ("title", "starts_on", "ends_on", "note")}
            kwargs["initial"] = start | {"sessions": linked} | kwargs.get("initial", {})
        super().__init__(*args, organization=organization, **kwargs)
        self.offered = {session.pk: session for session in _sessions(organization, linked, now=now)}
        field: Any = self.fields["sessions"]
        field.choices = [
            (pk, f"{day_hour(session.local_start)}, {session.group}") for pk, session in self.offered.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first = cleaned.get("starts_on")
        if first and "ends_on" not in self.errors:
            cleaned["ends_on"] = cleaned.get("ends_on") or first
            if cleaned["ends_on"] < first:
                self.add_error("ends_on", "Le dernier jour vient après le premier.")
        return cleaned

    def draft(self) -> events.Draft:
        return events.Draft(**{name: self.cleaned_data[name] for name in ("title", "starts_on", "ends_on", "note")})

    def chosen_sessions(self) -> list[Session]:
        return [self.offered[pk] for pk in self.cleaned_data["sessions"]]


def _not_later(on: date, today: date) -> date:
    if on > today:
        raise ValidationError("Ce jour n’est pas encore venu.")
    return on


def _team(organization: Organization) -> list[User]:
    members = Membership.objects.active().of_organization(organization).select_related("user")
    return [member.user for member in members.order_by("user__first_name", "user__last_name", "pk")]


def _sessions(organization: Organization, linked: list[int], *, now: datetime) -> list[Session]:
    """Those of the last two months and the next six, the soonest first, and those already linked."""
    own = Session.objects.of_organization(organization)
    near = own.standing().filter(starts_at__gt=now - BEFORE, starts_at__lt=now + AFTER)
    found = near.by_date().select_related("group__workshop", "venue")[:MOST_SESSIONS]
    kept = own.filter(pk__in=linked).by_date().select_related("group__workshop", "venue")
    return sorted({session.pk: session for session in [*found, *kept]}.values(), key=lambda one: one.starts_at)
