"""Handing over everybody a member of the team accompanies."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.desk.people.forms import HandOverForm
from escale.french.plural import agree, plural
from escale.people import handing_over
from escale.ui.status import status_of

UNDO_SALT, UNDO_FOR = "people.handing_over", 24 * 60 * 60


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up_others)
def hand_over(request: MemberRequest, pk: int) -> HttpResponse:
    """Say how many people it is about, and to whom they go; then what was done, with its undoing."""
    leaving = _member(request, pk)
    form = HandOverForm(request.POST or None, leaving=leaving)
    context: dict[str, Any] = {"leaving": leaving, "form": form, "undo": ""}
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        people = handing_over.hand_over(leaving, to=to)
        context |= {
            "said": f"{plural(len(people), 'personne')} {agree(len(people), 'est suivie', 'sont suivies')} "
            f"maintenant par {to.user.first_name}.",
            "undo": signing.dumps({"to": to.pk, "people": people}, salt=UNDO_SALT) if people else "",
        }
        return render(request, "desk/people/handed.html", context)
    context["count"] = handing_over.accompanied(leaving).count()
    return render(request, "desk/people/hand_over.html", context, status=status_of(form))


@require_POST
@requires(rules.may_set_up_others)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo it, within a day."""
    leaving = _member(request, pk)
    try:
        done = signing.loads(request.POST.get("undo", ""), salt=UNDO_SALT, max_age=UNDO_FOR)
    except signing.BadSignature:
        messages.error(request, "Il est trop tard pour revenir en arrière ainsi. Confiez ces personnes de nouveau.")
        return redirect("desk:people-hand-over", pk)
    back = handing_over.take_back(done["people"], leaving=leaving, given_to=_member(request, done["to"]))
    messages.success(
        request, f"{plural(back, 'fiche')} {agree(back, 'revient', 'reviennent')} à {leaving.user.first_name}."
    )
    return redirect("desk:people-hand-over", pk)


def _member(request: MemberRequest, pk: int) -> Membership:
    """A member of the organization, gone or not: somebody who left may still have been followed by name."""
    own = Membership.objects.of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("user", "organization"), pk=pk)
