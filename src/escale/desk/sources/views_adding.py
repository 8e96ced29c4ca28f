"""Adding a source, after a look at what it brings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale import limits
from escale.accounts.access import MemberRequest, requires
from escale.desk.sources import page
from escale.desk.sources.forms import AddressForm, ConfirmForm
from escale.desk.sources.words import WHAT_TO_DO
from escale.limits import Limit, TooManyTries
from escale.offers import keeping, previewing, rules
from escale.offers.keeping import AlreadyThere, TooManySources
from escale.offers.models import SourceKind
from escale.offers.previewing import Preview
from escale.offers.problems import CannotRead
from escale.places.zones import zone_of
from escale.ui.status import status_of

LOOKS = Limit("source-looks", 20, 600)
"""Each look asks another site: not more than twenty in ten minutes, for one organization."""
TOO_MANY_LOOKS = "Vous avez regardé beaucoup d’adresses. Attendez dix minutes, puis recommencez."
TOO_MANY = f"Vous avez déjà {keeping.MOST_SOURCES} sources. Retirez-en une avant d’en ajouter une autre."
ALREADY = "Vous lisez déjà cette adresse."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_choose_sources)
def look(request: MemberRequest) -> HttpResponse:
    """Ask the address, and show what it holds before anything is kept."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (preview := _seen(request, form)):
        said = form.cleaned_data | {"url": preview.url, "kind": preview.kind}
        town = said["commune"]
        confirm = ConfirmForm(initial=said | {"commune": town.label if town else ""})
        context = {
            "preview": preview,
            "kind": preview.kind.label,
            "name": said["name"],
            "offers": page.seen(preview, zone=zone_of(request.membership.organization)),
            "unknown": preview.reading.unknown_words[:8],
            "form": confirm,
        }
        return render(request, "desk/sources/preview.html", context)
    return render(request, "desk/sources/look.html", {"form": form}, status=status_of(form))


@require_POST
@requires(rules.may_choose_sources)
def add(request: MemberRequest) -> HttpResponse:
    """Keep what was looked at."""
    form = ConfirmForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            added = keeping.add(
                request.membership.organization,
                kind=SourceKind(said["kind"]),
                name=said["name"],
                url=said["url"],
                around=form.around,
                within_km=said["within_km"],
                words={},
                now=timezone.now(),
            )
        except TooManySources:
            form.add_error(None, TOO_MANY)
        except AlreadyThere:
            form.add_error("url", ALREADY)
        else:
            messages.success(request, f"{added.name} est ajouté. Ses offres arrivent dans la minute.")
            return redirect("desk:source", added.pk)
    # Whatever is wrong was typed on the page before: it is corrected there.
    again = AddressForm(request.POST)
    for sentence in form.non_field_errors() + form.errors.get("url", []):
        again.add_error("url", sentence)
    return render(request, "desk/sources/look.html", {"form": again}, status=status_of(form))


def _seen(request: MemberRequest, form: AddressForm) -> Preview | None:
    """What the address holds; None, with the reason beside the field, when it can't be read."""
    now, said = timezone.now(), form.cleaned_data
    try:
        limits.take(LOOKS, str(request.membership.organization_id), now=now)
        return previewing.look(said["url"], around=form.around, within_km=said["within_km"], now=now)
    except TooManyTries:
        form.add_error(None, TOO_MANY_LOOKS)
    except CannotRead as problem:
        label = problem.problem.label
        form.add_error("url", f"{label[:1].upper()}{label[1:]}. {WHAT_TO_DO[problem.problem]}")
    return None
