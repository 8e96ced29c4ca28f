"""What the pages of the rights of pictures say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from escale.french.dates import day_year
from escale.publishing.models import Picture
from escale.writing import rights
from escale.writing.models import PictureConsent


@dataclass(frozen=True, kw_only=True)
class Row:
    """A photo, who is on it, and whether it is shown, said with a word, a shape and a colour."""

    photo: Picture
    consents: Sequence[PictureConsent]
    state: str
    tone: str
    icon: str


def rows(photos: Iterable[Picture], *, on: date) -> list[Row]:
    """Each photo as it is said. One query, whatever their number."""
    shown = list(photos)
    consents = rights.consents_of([photo.pk for photo in shown])
    return [_row(photo, consents[photo.pk], on=on) for photo in shown]


def row_of(photo: Picture, *, on: date) -> Row:
    """One photo. One query."""
    return rows([photo], on=on)[0]


def _row(photo: Picture, consents: Sequence[PictureConsent], *, on: date) -> Row:
    if not consents:
        state, tone, icon = "Personne n’y est reconnaissable", "", "image"
    elif any(consent.withdrawn_at or consent.until < on for consent in consents):
        state, tone, icon = "N’est plus montrée", "bad", "circle-alert"
    else:
        state, tone, icon = f"Montrée jusqu’au {day_year(consents[0].until)}", "ok", "circle-check"
    return Row(photo=photo, consents=consents, state=state, tone=tone, icon=icon)
