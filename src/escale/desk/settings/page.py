"""What settings pages share: the row of buttons that leads from one to another."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from escale.accounts import rules
from escale.accounts.access import MemberRequest


@dataclass(frozen=True)
class Tab:
    """One settings page: its address by name, its words, and what it is for."""

    url_name: str
    label: str
    icon: str
    purpose: str

    @property
    def prefix(self) -> str:
        """How the names of its own pages begin: "desk:settings-venue"."""
        return self.url_name.removesuffix("s")


TABS = (
    Tab("desk:settings-venues", "Lieux", "map-pin", "Où vous recevez : adresse, accès, salles."),
    Tab("desk:settings-reasons", "Motifs", "life-buoy", "Pourquoi on vient, combien de temps, qui peut réserver."),
    Tab("desk:permanences", "Permanences", "calendar-days", "Quand vous recevez, en une phrase."),
    Tab("desk:settings-absences", "Absences", "calendar-off", "Vos congés, un après-midi par semaine."),
    Tab("desk:calendars", "Autres agendas", "calendar-sync", "Les vôtres lus ici, et Escale dans votre téléphone."),
    Tab("desk:settings-closures", "Fermetures", "ban", "Les jours où rien n’ouvre, en une fois."),
    Tab("desk:settings-online", "Réservation en ligne", "door-open", "Ce qu’il manque, le lien à donner, l’ouverture."),
    Tab(
        "desk:settings-waiting",
        "Liste d’attente",
        "bell",
        "Combien de temps une heure est gardée, et pour qui d’abord.",
    ),
    Tab("desk:skills", "Savoir-faire", "list-checks", "La grille du début, de la fin, et de trois mois après."),
    Tab("desk:settings-tags", "Mots-clés", "layers", "Un projet, un financeur : à cocher, puis à compter à part."),
    Tab(
        "desk:settings-identity",
        "Affiches et logo",
        "image",
        "Votre logo, votre couleur, vos partenaires sur le papier.",
    ),
    Tab("desk:settings-languages", "Langues", "languages", "Vos pages en langue des signes, en anglais, en arabe…"),
    Tab("desk:settings-frame", "Le cadre", "heart-handshake", "Ce que vous faites, ne faites pas, et quoi dire."),
    Tab("desk:settings-privacy", "Données personnelles", "shield", "Combien de temps une fiche est gardée."),
    Tab("desk:networks", "Réseau régional", "globe", "Ceux dont la structure fait partie, leur charte, en sortir."),
    Tab("desk:exchange", "Échanges avec La Coop", "table", "Importer et exporter, dans les mêmes colonnes."),
    Tab("desk:settings-texts", "Textes des SMS", "message-square-text", "Vos mots, l’expéditeur, le plafond du jour."),
)


def settings_page(
    request: MemberRequest, template: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Draw a settings page, its own button lit."""
    view_name = request.resolver_match.view_name if request.resolver_match else ""
    # Whoever only notes her own absences has no other settings page to go to.
    shown = TABS if rules.may_set_up(request.membership) else ()
    tabs = [(tab, view_name.startswith(tab.prefix), view_name == tab.url_name) for tab in shown]
    return render(request, f"desk/settings/{template}", {"tabs": tabs, **(context or {})}, status=status)
