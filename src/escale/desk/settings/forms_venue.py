"""Forms about venues and rooms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from escale.desk.pictures.forms import ImageField
from escale.places import communes, registration
from escale.places.communes import Commune
from escale.places.distance import Point, kilometres
from escale.places.forms import CommuneField
from escale.places.models import Room, Venue, VenueKind
from escale.scheduling import french_calendar
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Form, ModelForm, PhoneField, WordsField

FARTHEST_KM = 50
"""A place farther than this from its commune isn't there: a figure was mistyped, or latitude and longitude exchanged."""

FAR_AWAY = "Ce point est à plus de 50 km de {commune}. Vérifiez la latitude et la longitude, ou laissez-les vides."

KINDS = (
    (VenueKind.ON_SITE, ChoiceLabel("Sur place", hint="Les gens viennent à une adresse.")),
    (VenueKind.HOME, ChoiceLabel("À domicile", hint="Vous allez chez la personne.")),
    (VenueKind.PHONE, ChoiceLabel("Par téléphone", hint="Vous appelez à l’heure dite.")),
    (VenueKind.VIDEO, ChoiceLabel("En visio", hint="Chacun devant son écran.")),
)

ZONE_NAMES = {
    "Europe/Paris": "Métropole",
    "America/Guadeloupe": "Guadeloupe",
    "America/Martinique": "Martinique",
    "America/Cayenne": "Guyane",
    "Indian/Reunion": "La Réunion",
    "America/Miquelon": "Saint-Pierre-et-Miquelon",
    "Indian/Mayotte": "Mayotte",
    "America/St_Barthelemy": "Saint-Barthélemy",
    "America/Marigot": "Saint-Martin",
    "Pacific/Wallis": "Wallis-et-Futuna",
    "Pacific/Tahiti": "Tahiti et îles de la Société",
    "Pacific/Marquesas": "Îles Marquises",
    "Pacific/Gambier": "Îles Gambier",
    "Pacific/Noumea": "Nouvelle-Calédonie",
}


class VenueForm(ModelForm):
    """A venue. The commune gives what was left empty: postcode, coordinates, time zone."""

    commune_typed = CommuneField(label="Commune", max_length=100, required=False, help_text="Nom ou code postal.")
    phone = PhoneField(
        label="Téléphone du lieu",
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    time_zone = forms.ChoiceField(
        label="Heure du lieu",
        required=False,
        choices=[("", "celle de la commune"), *ZONE_NAMES.items()],
    )

    class Meta:
        model = Venue
        fields = (
            "name",
            "kind",
            "address",
            "postcode",
            "latitude",
            "longitude",
            "phone",
            "radius_km",
            "access_notes",
            "transport",
            "accessibility",
            "video_link",
        )
        widgets = {
            "kind": forms.RadioSelect,
            "access_notes": forms.Textarea(attrs={"rows": 2}),
            "transport": forms.Textarea(attrs={"rows": 2}),
            "accessibility": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "name": "Nom du lieu",
            "kind": "Comment on s’y voit",
            "address": "Adresse",
            "postcode": "Code postal",
            "latitude": "Latitude",
            "longitude": "Longitude",
            "radius_km": "Vous allez jusqu’à combien de kilomètres ?",
            "access_notes": "Comment entrer",
            "transport": "Comment venir",
            "accessibility": "Accès et confort",
            "video_link": "Lien de la visio",
        }
        help_texts = {
            "radius_km": "À domicile seulement, depuis la commune ci-dessus. Vide : pas de limite.",
            "name": "Comme les gens l’appellent : « Centre social », « Mairie de Balazé ».",
            "address": "Numéro et rue.",
            "access_notes": "La porte, l’étage, la sonnette.",
            "transport": "Une façon de venir par ligne. Par exemple : « En bus : ligne 2, arrêt Médiathèque ».",
            "accessibility": "Une chose par ligne. Par exemple : « En fauteuil : entrée de plain-pied », « Un coin calme ».",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = KINDS  # type: ignore[attr-defined]
        self.fields["address"].widget.attrs["autocomplete"] = "off"
        self.fields["radius_km"].widget.attrs |= {"inputmode": "numeric", "class": "short"}
        self.fields["postcode"].widget.attrs |= {"inputmode": "numeric", "class": "short"}
        venue = self.instance
        if venue.commune:
            known = communes.by_code(venue.commune)
            self.initial["commune_typed"] = known.label if known else venue.commune_name
            self.initial["time_zone"] = "" if venue.time_zone == _own_zone(venue.commune) else venue.time_zone

    def clean_latitude(self) -> float | None:
        return self._within("latitude", 90, "La latitude va de -90 à 90. Vitré est à 48,12.")

    def clean_longitude(self) -> float | None:
        return self._within("longitude", 180, "La longitude va de -180 à 180. Vitré est à -1,21.")

    def clean_postcode(self) -> str:
        postcode: str = self.cleaned_data["postcode"]
        if postcode and not (postcode.isascii() and postcode.isdigit() and len(postcode) == 5):
            raise ValidationError("Un code postal a 5 chiffres, comme 35500.")
        return postcode

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on_site = cleaned.get("kind") == VenueKind.ON_SITE
        if on_site and "commune_typed" not in self.errors and not cleaned.get("commune_typed"):
            self.add_error(
                "commune_typed", "Écrivez la commune : elle donne l’heure, les jours fériés et les distances."
            )
        if cleaned.get("kind") == VenueKind.VIDEO and "video_link" not in self.errors and not cleaned.get("video_link"):
            self.add_error("video_link", "Écrivez le lien de la visio : la personne le recevra.")
        if cleaned.get("radius_km") and "commune_typed" not in self.errors and not cleaned.get("commune_typed"):
            self.add_error("commune_typed", "Écrivez la commune d’où vous partez : les kilomètres se comptent de là.")
        if self._is_far_from_its_commune(cleaned):
            self.add_error("latitude", FAR_AWAY.format(commune=cleaned["commune_typed"].name))
        return cleaned

    def _is_far_from_its_commune(self, cleaned: dict[str, Any]) -> bool:
        """Whether the coordinates written here are another place's; those left as they were follow the commune."""
        commune, latitude, longitude = (cleaned.get(name) for name in ("commune_typed", "latitude", "longitude"))
        if commune is None or latitude is None or longitude is None:
            return False
        if commune.precision == "departement":  # Its own point may be as far from it.
            return False
        if commune.code != self.instance.commune and not {"latitude", "longitude"} & set(self.changed_data):
            return False
        return kilometres(commune, Point(latitude, longitude)) > FARTHEST_KM

    def described(self) -> Venue:
        """The venue as described, located, not yet written."""
        venue: Venue = self.save(commit=False)
        commune: Commune | None = self.cleaned_data["commune_typed"]
        if commune is None:
            venue.time_zone = self.cleaned_data["time_zone"] or venue.time_zone
            return venue
        if commune.code != venue.commune:
            self._forget_the_former_commune(venue)
        registration.locate(venue, commune)
        venue.time_zone = self.cleaned_data["time_zone"] or french_calendar.zone_name(commune.code)
        return venue

    def _forget_the_former_commune(self, venue: Venue) -> None:
        """Coordinates and postcode nobody touched were those of the former commune."""
        if not {"latitude", "longitude"} & set(self.changed_data):
            venue.latitude = venue.longitude = None
        if "postcode" not in self.changed_data:
            venue.postcode = ""

    def _within(self, name: str, limit: int, sentence: str) -> float | None:
        value: float | None = self.cleaned_data[name]
        if value is not None and not -limit <= value <= limit:
            raise ValidationError(sentence)
        return value


class VenuePhotoForm(Form):
    """What one sees on arriving: a door, a sign."""

    file = ImageField(label="La photo", help_text="PNG, JPEG ou WebP, 5 Mo au plus. L’entrée, vue de la rue.")
    alt = WordsField(
        label="Ce qu’on y voit",
        help_text="Pour qui ne voit pas l’image. Par exemple : une porte bleue, sous un auvent.",
        max_length=150,
    )


class RoomForm(Form):
    """A room of a venue."""

    name = forms.CharField(label="Nom de la salle", max_length=60)
    seats = forms.IntegerField(label="Places", min_value=1, max_value=500, initial=2)
    computers = forms.IntegerField(label="Ordinateurs", min_value=0, max_value=500, initial=0)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        self.room = room
        if room.pk:
            kwargs["initial"] = {"name": room.name, "seats": room.seats, "computers": room.computers}
        super().__init__(*args, **kwargs)
        for name in ("seats", "computers"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "class": "short"}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Room.objects.filter(venue=self.room.venue, name__iexact=name).exclude(pk=self.room.pk).exists():
            raise ValidationError("Cette salle existe déjà dans ce lieu.")
        return name

    def described(self) -> Room:
        """The room as described, not yet written."""
        for name, value in self.cleaned_data.items():
            setattr(self.room, name, value)
        return self.room


def _own_zone(commune: str) -> str:
    try:
        return french_calendar.zone_name(commune)
    except french_calendar.UnknownCommune:
        return ""
