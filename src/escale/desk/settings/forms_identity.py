"""The colour and the partners of the sheets, and the logo."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale import colors
from escale.desk.pictures.forms import ImageField
from escale.publishing.models import Identity
from escale.ui.forms import Form, WordsField

OURS = "#0a343e"
"""The night of the harbour, under the titles when nobody chose another colour."""


class IdentityForm(Form):
    """A colour nothing can be read on is refused, with the nearest one that works (`nearest`)."""

    own_color = forms.BooleanField(label="Mettre la couleur de la structure sous le titre", required=False)
    color = forms.CharField(
        label="La couleur",
        help_text="Écrite comme #7a1f5c si votre navigateur ne montre pas de nuancier.",
        required=False,
        widget=forms.ColorInput,
    )
    partners = WordsField(
        label="La ligne des partenaires",
        help_text="Au bas des feuilles. Par exemple : Avec le CCAS, la Résidence Habitat Jeunes et la médiathèque.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, identity: Identity, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "own_color": bool(identity.color),
            "color": identity.color or OURS,
            "partners": identity.partners,
        }
        self.nearest = ""
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        color = said.get("color", "").lower()
        if not said.get("own_color"):
            return said | {"color": ""}
        if not colors.is_color(color):
            self.add_error("color", ValidationError("Écrivez une couleur par six signes, comme #7a1f5c."))
            return said
        nearest = colors.kept_or_nearest(color)
        if nearest != color:
            self.nearest = nearest
            ratio = f"{colors.contrast(color, colors.ink_on(color)):.1f}".replace(".", ",")
            self.add_error(
                "color",
                ValidationError(
                    f"Sur cette couleur, ni le blanc ni le noir ne se lisent assez : contraste de {ratio} pour 7 demandés. "
                    f"La plus proche qui se lit : {nearest}."
                ),
            )
        return said | {"color": color}


class LogoForm(Form):
    file = ImageField(
        label="Le fichier", help_text="PNG, JPEG ou WebP, 5 Mo au plus. Sur fond transparent si possible."
    )
    alt = WordsField(
        label="Ce que dit le logo",
        help_text="Pour qui ne voit pas l’image. Le plus souvent, le nom de la structure.",
        max_length=150,
    )
