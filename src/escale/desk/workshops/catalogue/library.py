"""The library: ready workshops to look at, and to add several at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Organization
from escale.desk.workshops.catalogue.words import summary
from escale.french.plural import plural
from escale.topics import Pillar
from escale.ui.status import REFUSED
from escale.workshops import rules, starters
from escale.workshops.catalogue import pillar_for
from escale.workshops.starters import Starter


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The ready workshops of one mission; each with what the catalogue says of it."""

    pillar: Pillar
    books: list[tuple[Starter, str, bool]]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def library(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    if chosen := request.POST.getlist("atelier"):
        added = starters.add_starters(organization, chosen, now=timezone.now())
        messages.success(request, _said(len(added)))
        return redirect("desk:catalogue")
    refused = request.method == "POST"
    shelves = _shelves(organization)
    context = {
        "shelves": shelves,
        "nothing_chosen": refused,
        "something_left": any(not is_there for shelf in shelves for _, _, is_there in shelf.books),
    }
    return render(request, "desk/workshops/catalogue/library.html", context, status=REFUSED if refused else 200)


def _said(count: int) -> str:
    if not count:
        return "Ces ateliers sont déjà dans votre catalogue."
    return f"{plural(count, 'atelier ajouté', 'ateliers ajoutés')}. Réécrivez-les avec vos mots."


def _shelves(organization: Organization) -> list[Shelf]:
    there = starters.already_there(organization)
    return [
        Shelf(
            pillar=pillar,
            books=[
                (each, _summary(each), each.slug in there)
                for each in starters.library()
                if pillar_for(each.description.topics) == pillar
            ],
        )
        for pillar in Pillar
    ]


def _summary(starter: Starter) -> str:
    about = starter.description
    return " · ".join(summary(minutes=about.minutes, level=about.level, audience=about.audience))
