"""Who is in the team, and as what."""

from django import forms

from escale.accounts.models import Invitation, Role
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, ModelForm

ROLE_HINTS = {
    Role.ADVISER: "Reçoit des personnes, règle ses lieux, ses horaires et ses motifs.",
    Role.COORDINATOR: "Comme un conseiller, et suit toute l’équipe.",
    Role.FRONT_DESK: "Prend les rendez-vous pour l’équipe. Ne lit pas les notes.",
    Role.VOLUNTEER: "Reçoit avec un conseiller. Ne lit pas les notes.",
    Role.ADMIN: "Fait tout cela, invite et retire des membres.",
}


def role_field() -> forms.ChoiceField:
    choices = [(role.value, ChoiceLabel(role.label.capitalize(), hint=ROLE_HINTS[role])) for role in Role]
    return forms.ChoiceField(label="Son rôle", choices=choices, initial=Role.ADVISER, widget=forms.RadioSelect)


class InviteForm(ModelForm):
    """A colleague's address, and what she will do."""

    class Meta:
        model = Invitation
        fields = ("email", "role")
        labels = {"email": "Son adresse mail"}

    role = role_field()


class RoleForm(Form):
    """What a member does in the organization."""

    role = role_field()
