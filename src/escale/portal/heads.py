"""What each public page says of itself in one sentence: the fixed ones here, the others by their own page."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from escale.accounts.models import Organization
from escale.french.typography import typo
from escale.portal import structured_data
from escale.ui.heads import Head, Kind

LONGEST = 155
"""Signs of a description: what search engines show of one."""

FIXED: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "portal:home": (
            "Apprendre le numérique près de chez vous",
            "Ordinateur, téléphone, démarches en ligne : une personne vous aide près de chez vous, à votre rythme.",
        ),
        "portal:activities": (
            "Ateliers et cycles à venir",
            "Les ateliers numériques près de chez vous : dates, lieux, places qui restent. Inscription avec un numéro.",
        ),
        "portal:from-home": (
            "Ateliers à distance",
            "Les ateliers que l’on suit de chez soi, avec un lien ; ceux qui sont passés se revoient quand on veut.",
        ),
        "portal:networks": (
            "Les réseaux",
            "Les réseaux qui rassemblent les structures d’un territoire : choisissez le vôtre pour voir son site.",
        ),
        "portal:articles": (
            "Chroniques",
            "Ce que racontent les conseillères et les conseillers numériques : ce qu’ils apprennent avec vous.",
        ),
        "portal:venues": (
            "Où aller ?",
            "Les lieux où l’on vous aide avec l’ordinateur et le téléphone : adresse, horaires, accès, téléphone.",
        ),
        "portal:booking": (
            "Prendre un rendez-vous",
            "Un conseiller vous reçoit en tête à tête, gratuitement. Choisissez un sujet, puis une heure. Sans compte.",
        ),
        "portal:themes": (
            "Que peut-on apprendre ?",
            "Mails, photos, démarches, sécurité : ce que l’on apprend avec nous, sujet par sujet, près de chez vous.",
        ),
        "portal:sheets": (
            "Fiches pratiques",
            "Mails, photos, démarches, arnaques : des fiches pas à pas, à lire, à écouter ou à imprimer en grand.",
        ),
        "portal:interest": (
            "Je veux apprendre",
            "Dites ce que vous voulez apprendre, et quand. Nous formons de petits groupes et nous vous appelons.",
        ),
        "portal:practice": (
            "S’entraîner sans risque",
            "Un terrain d’exercice : chercher, réserver, s’inscrire pour de faux. Rien n’est envoyé, rien n’est gardé.",
        ),
        "portal:hard-words": (
            "Mots difficiles",
            "Les mots du numérique et des démarches, expliqués simplement, en une phrase chacun.",
        ),
        "portal:languages": (
            "Bienvenue dans votre langue",
            "Ce que l’on fait ici, en quelques phrases : en anglais, en arabe, en ukrainien et en breton.",
        ),
        "portal:reuse": (
            "Reprendre nos ateliers sur votre site",
            "Comment montrer nos ateliers sur un site de commune : un cadre, un flux, des données ouvertes.",
        ),
        "portal:open-data": (
            "Données ouvertes",
            "Nos lieux et nos services aux formats nationaux, à reprendre librement sur votre site ou votre carte.",
        ),
        "portal:accessibility": (
            "Accessibilité du site",
            "Ce qui est accessible sur ce site, ce qui ne l’est pas encore, et à qui le dire.",
        ),
        "portal:privacy": (
            "Mes données et mes droits",
            "Ce que nous gardons, pourquoi, combien de temps ; comment le voir, le corriger ou l’effacer.",
        ),
        "portal:cookies": (
            "Cookies",
            "Deux petits fichiers, le temps de votre visite : rien ne vous suit, aucun autre site ne les lit.",
        ),
        "portal:legal": (
            "Mentions légales",
            "Qui édite ce site, qui l’héberge, et avec quel logiciel libre il est fait.",
        ),
    }
)
"""The pages nobody writes: title and description by name of address."""

SAME = MappingProxyType({"portal:booking-subject": "portal:booking", "portal:interest-of": "portal:interest"})
"""Pages of one organization, said as the page that leads to them: with a single organization, that page is never seen."""


def page_head(request: HttpRequest) -> dict[str, Any]:
    """Context of every page: the head of a fixed public page, None otherwise. A view gives its own `page_head`."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    name = SAME.get(name, name)
    if name not in FIXED:
        return {"page_head": None}
    title, description = FIXED[name]
    image = whole(reverse("portal:preview", args=["page", name.partition(":")[2]]))
    return {"page_head": Head(title=title, description=typo(description), address=whole(request.path), image=image)}


def of(
    *,
    title: str,
    description: str,
    path: str,
    image: str,
    described: tuple[dict[str, Any], ...],
    trail: tuple[tuple[str, str], ...] = (),
    kind: Kind = "website",
    is_listed: bool = True,
) -> Head:
    """The head of one page: `path` and `image` are addresses of this site, `trail` the pages above it by name."""
    blocks = [*described, structured_data.breadcrumbs([*trail, (title, path)])]
    return Head(
        title=title,
        description=shortened(typo(description)),
        address=whole(path),
        image=whole(image),
        kind=kind,
        described=structured_data.block(*blocks),
        is_listed=is_listed,
    )


def about(organization: Organization, *, title: str, description: str, path: str) -> Head:
    """The head of a page in which an organization speaks: a programme, a meeting, what it does; shown by its own card."""
    card = ("structure", organization.slug) if organization.is_open_online else ("page", "home")
    above = [("Accueil", reverse("portal:home"))]
    if organization.is_open_online:
        above.append((organization.name, reverse("portal:organization", args=[organization.slug])))
    image = reverse("portal:preview", args=card)
    return of(title=title, description=description, path=path, image=image, described=(), trail=tuple(above))


def whole(path: str) -> str:
    """An address of this site, whole. The instance’s own: the site of a network shows the same page, not another one."""
    return f"{settings.BASE_URL}{path}"


def shortened(text: str, *, longest: int = LONGEST) -> str:
    """A text cut after a whole word, where it would be cut anyway."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0].rstrip(' ,;:.')}…"
