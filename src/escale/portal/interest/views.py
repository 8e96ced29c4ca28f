"""The pages of « Je veux apprendre »: how far, when, which number; then the sheet of paper that asks the same."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale import limits
from escale.accounts.models import Organization
from escale.french.plain_text import fold
from escale.places.zones import venues_of
from escale.portal import scope, steps
from escale.portal.answers import read_key, submission_of
from escale.portal.guards import public
from escale.portal.interest import paper
from escale.portal.interest.forms import NumberForm, WhenForm
from escale.portal.interest.said import Said
from escale.ui.printing import pdf_or_page
from escale.ui.status import status_of
from escale.workshops import interest as operations
from escale.workshops import positioning
from escale.workshops.forms import QuestionsForm
from escale.workshops.interest import Wish
from escale.workshops.models import InterestSource

STEPS = ("Ce que je sais faire", "Quand je peux venir", "Mon numéro", "C’est noté !")


@public
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """With whom: asked only when several organizations receive."""
    found = list(scope.organizations(request).order_by("name", "pk"))
    if len(found) == 1:
        return redirect("portal:interest-of", found[0].slug)
    return render(request, "portal/interest/organizations.html", {"organizations": found})


@public
@require_safe
def start(request: HttpRequest, organization: str) -> HttpResponse:
    """Three questions, or a call."""
    asked = _organization(organization)
    said = Said.read(request.GET, asked)
    form = QuestionsForm(questions=positioning.FIRST, initial=said.answers)
    context = _about(asked) | {"form": form, "kept": said.kept_by(form), "notice": "vide" in request.GET}
    return render(request, "portal/interest/start.html", context)


@public
@require_safe
def more(request: HttpRequest, organization: str) -> HttpResponse:
    """Eight questions that suit the first three answers."""
    asked = _organization(organization)
    said = Said.read(request.GET, asked)
    if positioning.level_of(said.answers) is None:
        return redirect(reverse("portal:interest-of", args=[organization], query={"vide": "oui"}))
    form = QuestionsForm(questions=positioning.next_questions(said.answers), initial=said.answers)
    context = _about(asked) | {"form": form, "kept": said.kept_by(form), "query": said.query}
    return render(request, "portal/interest/more.html", context)


@public
@require_safe
def when(request: HttpRequest, organization: str) -> HttpResponse:
    """When and where."""
    asked = _organization(organization)
    said = Said.read(request.GET, asked)
    initial = {
        "availability": said.availability,
        "venue": said.venue,
        "device": said.device,
        "room_needs": said.room_needs,
        "wants_basics": said.wants_basics,
    }
    form = WhenForm(initial=initial, organization=asked)
    context = _about(asked) | {"form": form, "kept": said.kept_by(form), "query": said.query}
    return render(request, "portal/interest/when.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, organization: str) -> HttpResponse:
    """Whom to call; the last button puts her on the list."""
    asked = _organization(organization)
    said, key = Said.read(request.GET, asked), read_key(request.GET.get("envoi", ""))
    form = NumberForm(request.POST or None, organization=asked)
    if request.method == "POST" and form.is_valid():
        now, phone, first_name = timezone.now(), form.cleaned_data["phone"], form.cleaned_data["first_name"]
        limits.take(limits.REQUESTS_PER_ADDRESS, limits.address_of(request), now=now)
        limits.take(limits.REQUESTS_PER_NUMBER, phone, now=now)
        operations.ask(
            asked,
            _wish(said, form),
            source=InterestSource.ONLINE,
            # Two people of one number may follow each other on the same page: the first name counts too.
            submission=submission_of(key, f"{phone} {fold(first_name) or first_name}"),
            now=now,
        )
        return redirect("portal:interest-noted", organization)
    joined = "&" if said.query else "?"
    context = _about(asked) | {
        "form": form,
        "action": f"{request.path}{said.query}{joined}envoi={key}",
        "query": said.query,
    }
    return render(request, "portal/interest/number.html", context, status=status_of(form))


@public
@require_safe
def noted(request: HttpRequest, organization: str) -> HttpResponse:
    """She is on the list. The page says the same whoever asks: it tells nobody which numbers were on it already."""
    return render(request, "portal/interest/noted.html", _about(_organization(organization)))


@public
@require_safe
def sheet(request: HttpRequest, organization: str) -> HttpResponse:
    """The same questions to print, on the screen first."""
    return render(request, "portal/interest/paper.html", _on_paper(_organization(organization)))


@public
@require_safe
def sheet_pdf(request: HttpRequest, organization: str) -> HttpResponse:
    """The sheet as a tagged PDF; on a machine that can't make one, the page to print."""
    return pdf_or_page(
        "portal/interest/paper_pdf.html",
        _on_paper(_organization(organization)),
        stylesheet="portal/interest-pdf.css",
        name="je-veux-apprendre.pdf",
        instead=reverse("portal:interest-paper", args=[organization]),
    )


def _organization(slug: str) -> Organization:
    return get_object_or_404(Organization, slug=slug)


def _about(organization: Organization) -> dict[str, object]:
    return steps.about(organization) | {"steps": STEPS}


def _on_paper(organization: Organization) -> dict[str, object]:
    venues = venues_of(organization)
    return steps.about(organization) | {"sheet": paper.sheet([venue.name for venue in venues])}


def _wish(said: Said, form: NumberForm) -> Wish:
    return Wish(
        first_name=form.cleaned_data["first_name"],
        phone=form.cleaned_data["phone"],
        goals=form.cleaned_data["goals"],
        acquisition=form.cleaned_data["acquisition"],
        answers=said.answers,
        availability=said.availability,
        venue=said.venue,
        device=said.device,
        room_needs=said.room_needs,
        wants_basics=said.wants_basics,
    )
