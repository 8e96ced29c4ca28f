"""Every component in every state, on one page: what we look at before and after a change. Development only."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString

from escale.ui import errors
from escale.ui.cards import Pass
from escale.ui.choices import ChoiceLabel
from escale.ui.forms import Chips, Form, OneChip, PhoneField, Segments
from escale.ui.shapes import slot_class

PHONE = "+33261910512"
CARD = Pass(
    day="Mardi 17 novembre",
    hour="à 14 h",
    summary="45 minutes, gratuit, avec Maëlle, conseillère numérique",
    where=[
        ("map-pin", SafeString("<b>CCAS de Vitré, bureau 2</b><br>7 place du Château, 35500 Vitré")),
        ("door-open", "Entrée à gauche du porche, sans marche. Ascenseur. À l’accueil, dites « Maëlle »."),
        ("bus", "Bus 2, arrêt Château. Parking gratuit place Saint-Yves, à 3 min à pied."),
    ],
    bring=[
        ("smartphone", "Votre téléphone, et son chargeur"),
        ("file-text", "Le papier à envoyer"),
        ("key-round", "Votre adresse mail et son mot de passe, si vous les avez."),
    ],
)
PRESENCE = [
    ("seen", ChoiceLabel("Est là", tone="ok")),
    ("no_show", ChoiceLabel("Absence", tone="bad")),
    ("excused", ChoiceLabel("A prévenu", tone="warn")),
]
ERRORS: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: errors.bad_request,
    403: errors.forbidden,
    404: errors.not_found,
    419: errors.csrf_failure,
    429: errors.too_many,
    500: errors.server_error,
    503: errors.unavailable,
}


class Example(Form):
    """Every kind of field, so that the gallery shows each one empty and refused."""

    first_name = forms.CharField(label="Votre prénom", help_text="Comme on vous appelle.", max_length=60)
    phone = PhoneField(label="Votre numéro", help_text="10 chiffres, portable ou fixe. Exemple : 06 39 98 00 00")
    note = forms.CharField(label="Dites-le avec vos mots", widget=forms.Textarea, required=False)
    venue = forms.ChoiceField(label="Le lieu", choices=[("", "Choisissez"), ("1", "CCAS"), ("2", "Centre social")])
    whom = forms.ChoiceField(
        label="Pour qui ?",
        widget=forms.RadioSelect,
        choices=[
            ("me", "Pour moi"),
            (
                "other",
                ChoiceLabel("Pour quelqu’un d’autre", hint="Un parent, un voisin, une personne que j’accompagne"),
            ),
        ],
    )
    moments = forms.MultipleChoiceField(
        label="Quand ?", widget=Chips, choices=[("am", "Le matin"), ("pm", "L’après-midi")]
    )
    known = forms.ChoiceField(
        label="Comment nous avez-vous connus ?",
        widget=OneChip,
        choices=[("paper", "Le journal"), ("friend", "Quelqu’un me l’a dit")],
    )
    presence = forms.ChoiceField(label="Présence", widget=Segments, choices=PRESENCE)
    agreed = forms.BooleanField(label="Je suis d’accord pour recevoir un SMS", help_text="Un seul, la veille.")


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """The components, grouped as in DESIGN.md."""
    begins = datetime(2026, 11, 17, 14, 0, tzinfo=ZoneInfo("Europe/Paris"))
    context = {
        "site_phone": PHONE,
        "site_name": "Vitré Communauté",
        "messages": [
            Message(constants.SUCCESS, "C’est enregistré."),
            Message(constants.WARNING, "Un SMS n’est pas parti. Appelez la personne."),
            Message(constants.ERROR, "Cette heure vient d’être prise."),
            Message(constants.INFO, "La page a été mise à jour."),
        ],
        "card": CARD,
        "steps": ["Le sujet", "Le jour et l’heure", "Votre numéro", "C’est noté !"],
        "recap": [
            ("Quand", "Mardi 17 novembre à 14 h", "#recap"),
            ("Où", "CCAS de Vitré, 7 place du Château", "#recap"),
            ("Sujet", "Envoyer un document par mail"),
        ],
        "access": CARD.where[1:],
        "presence": PRESENCE,
        "trend": [2, 3, 3, 4, 5],
        "begins": begins,
        "place": slot_class(begins, 120),
        "counts": [0, 1, 3, 1200],
        "blank": Example(auto_id="vide_%s"),
        "refused": Example({"first_name": "Lucette" * 12, "phone": "06 39 98 00", "venue": "9"}, auto_id="refus_%s"),
        "page": Paginator(range(60), 20).page(2),
        "link": "https://escale.example/rendez-vous/vitre",
        "statuses": list(ERRORS),
        "when": [("am", "Le matin"), ("pm", "L’après-midi")],
    }
    with timezone.override(begins.tzinfo):
        return render(request, "ui/gallery/components.html", context)


@login_not_required
def workspace(request: HttpRequest) -> HttpResponse:
    """The workspace's frame."""
    return render(request, "ui/gallery/workspace.html", {"user": {"full_name": "Maëlle Garnier", "initials": "MG"}})


@login_not_required
def paper(request: HttpRequest) -> HttpResponse:
    """A sheet to print."""
    return render(request, "ui/gallery/paper.html")


@login_not_required
def error(request: HttpRequest, status: int) -> HttpResponse:
    """One error page, as people get it."""
    if status not in ERRORS:
        raise Http404
    return ERRORS[status](request)
