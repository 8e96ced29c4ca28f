"""What is asked of those who run a network."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale import colors
from escale.accounts.models import Network, User
from escale.networks import addresses, look
from escale.networks.look import Unread
from escale.networks.models import Block, JoinInvitation, Site
from escale.ui.forms import Form, ModelForm, PhoneField, WordsField
from escale.workshops.models import Group

NIGHT = "#0a343e"
"""Escale's own, while a network has none."""


def why_field(label: str, *, hint: str) -> WordsField:
    return WordsField(label=label, help_text=hint, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SiteWordsForm(Form):
    title = WordsField(
        label="Le titre",
        help_text="En grand, tout en haut. Sans titre : « Le numérique, on l’apprend ensemble, près de chez vous ».",
        max_length=80,
        required=False,
    )
    sentence = WordsField(label="Une phrase sous le titre", max_length=160, required=False)
    welcome = WordsField(
        label="Le mot d’accueil",
        help_text="Qui vous êtes, pour qui. Des phrases courtes.",
        max_length=1200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    phone = PhoneField(
        label="Le téléphone du réseau",
        help_text="En haut de chaque page où aucune structure n’est nommée.",
        max_length=80,
        required=False,
        allow_premium=True,
    )
    phone_hours = WordsField(
        label="Les heures du téléphone", help_text="Comme « du lundi au vendredi, de 9 h à 17 h ».", max_length=80,
        required=False,
    )  # fmt: skip
    email = forms.EmailField(label="L’adresse mail du réseau", max_length=254, required=False)

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(site, name) for name in self.fields}


class ColorsForm(Form):
    """Colours nothing can be read on are refused, each with the nearest one that works."""

    own_color = forms.BooleanField(label="Choisir la couleur des boutons et des liens", required=False)
    color = forms.CharField(
        label="Les boutons et les liens",
        help_text="Écrite comme #7a1f5c si votre navigateur ne montre pas de nuancier.",
        required=False,
        widget=forms.ColorInput,
    )
    own_ground = forms.BooleanField(label="Choisir la couleur du bas des pages", required=False)
    ground = forms.CharField(
        label="Le bas des pages, et derrière la recherche", required=False, widget=forms.ColorInput
    )

    def __init__(self, *args: Any, site: Site, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "own_color": bool(site.color),
            "color": site.color or NIGHT,
            "own_ground": bool(site.ground),
            "ground": site.ground or NIGHT,
        }
        self.nearest: dict[str, str] = {}

    def clean_color(self) -> str:
        return self._readable("color", look.fault_of_color, "Sur nos fonds clairs, cette couleur ne se lit pas assez")

    def clean_ground(self) -> str:
        return self._readable("ground", look.fault_of_ground, "Le texte clair ne se lit pas assez sur cette couleur")

    def _readable(self, name: str, fault_of: Any, said: str) -> str:
        if not self.cleaned_data.get(f"own_{name}"):
            return ""
        color: str = self.cleaned_data[name].lower()
        if not colors.is_color(color):
            raise ValidationError("Écrivez une couleur par six signes, comme #7a1f5c.")
        fault: Unread | None = fault_of(color)
        if fault:
            self.nearest[name] = fault.nearest
            raise ValidationError(
                f"{said} : contraste de {fault.ratio_said} pour 7 demandés. "
                f"La plus proche qui se lit : {fault.nearest}."
            )
        return color


class DomainForm(Form):
    domain = forms.CharField(
        label="Le nom de domaine",
        help_text="Comme numerique.pays-de-vitre.example.org. Vide : le site garde son adresse ici.",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false", "inputmode": "url"}),
    )

    def clean_domain(self) -> str:
        typed: str = self.cleaned_data["domain"].strip().lower()
        host = typed.removeprefix("https://").removeprefix("http://").partition("/")[0].rstrip(".")
        if host and not addresses.HOST_NAME.fullmatch(host):
            raise ValidationError("Écrivez un nom comme numerique.exemple.fr, sans https:// et sans accents.")
        if host and host == addresses.host_of_instance():
            raise ValidationError("C’est l’adresse de tout le site. Choisissez-en une autre pour le réseau.")
        return host


class BlockForm(Form):
    title = WordsField(label="Le titre", max_length=80)
    text = WordsField(label="Le texte", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    group = forms.ModelChoiceField(
        label="L’atelier à voir",
        help_text="Un bouton mène à sa page.",
        queryset=Group.objects.none(),
        required=False,
        empty_label="Aucun",
    )

    def __init__(self, *args: Any, network: Network, block: Block | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if block:
            self.initial = {"title": block.title, "text": block.text, "group": block.group_id}
        shown = Group.objects.published().filter(organization__networks=network)
        choices = self.fields["group"]
        choices.queryset = shown.select_related("organization").order_by("title", "pk")  # type: ignore[attr-defined]
        choices.label_from_instance = lambda group: f"{group.title} – {group.organization.name}"  # type: ignore[attr-defined]


class InviteForm(ModelForm):
    class Meta:
        model = JoinInvitation
        fields = ("organization_name", "email", "words")

    organization_name = WordsField(label="La structure", max_length=80)
    email = forms.EmailField(
        label="L’adresse mail de sa ou son responsable",
        help_text="L’invitation ne marche qu’à cette adresse, une seule fois, pendant 30 jours.",
        max_length=254,
    )
    words = WordsField(
        label="Un mot de votre part", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class TakeOutForm(Form):
    why = why_field("Pourquoi", hint="La structure le lira dans le mail que nous lui envoyons.")


class RefuseForm(Form):
    reason = why_field("Pourquoi", hint="La structure le lira. Dites ce qu’il faudrait changer.")


class CharterTextForm(Form):
    text = WordsField(
        label="Le texte de la charte",
        help_text="Une ligne vide entre deux paragraphes. Chaque structure devra accepter cette version.",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class CoordinatorForm(Form):
    email = forms.EmailField(
        label="Son adresse mail",
        help_text="Celle de son compte. Elle ou il travaille dans une structure du réseau.",
        max_length=254,
    )


class AgreeForm(Form):
    read = forms.IntegerField(widget=forms.HiddenInput)
    agreed = forms.BooleanField(label="J’ai lu cette charte, et notre structure s’y engage.")


class LeaveForm(Form):
    why = WordsField(
        label="Pourquoi, si vous voulez le dire",
        help_text="La coordination du réseau le lira.",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FoundForm(Form):
    """A network, and who runs it."""

    name = WordsField(label="Le nom du réseau", help_text="Comme « Numérique du pays de Vitré ».", max_length=80)
    email = forms.EmailField(
        label="L’adresse mail de qui le fera vivre",
        help_text="Celle d’un compte qui existe ici.",
        max_length=254,
    )

    coordinator: User

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise ValidationError("Personne n’a de compte à cette adresse. Invitez-la d’abord dans une structure.")
        self.coordinator = found
        return email
