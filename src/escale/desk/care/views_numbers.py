"""Whom the team is told to call: added, put higher, taken out; the national list again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.community import help_numbers
from escale.community.rules import may_change_numbers
from escale.desk.care.forms import NumberForm
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_change_numbers)
def numbers(request: MemberRequest) -> HttpResponse:
    """The list of the organization; one more number."""
    organization = request.membership.organization
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = help_numbers.add(organization, **form.cleaned_data)
        except help_numbers.ListFull:
            form.add_error(None, f"La liste a déjà {help_numbers.MOST} numéros. Retirez-en un d’abord.")
        else:
            messages.success(request, f"Le {added.number} est en tête de la liste.")
            return redirect("desk:care-numbers")
    context = {"form": form, "numbers": help_numbers.of(organization)}
    return render(request, "desk/care/numbers.html", context, status=status_of(form))


@require_POST
@requires(may_change_numbers)
def move_up(request: MemberRequest, position: int) -> HttpResponse:
    help_numbers.move_up(request.membership.organization, position)
    return redirect("desk:care-numbers")


@require_POST
@requires(may_change_numbers)
def remove(request: MemberRequest, position: int) -> HttpResponse:
    if gone := help_numbers.remove(request.membership.organization, position):
        messages.success(request, f"« {gone} » n’est plus dans la liste.")
    return redirect("desk:care-numbers")


@require_POST
@requires(may_change_numbers)
def national(request: MemberRequest) -> HttpResponse:
    """Forget the organization's own list."""
    help_numbers.put_back_national(request.membership.organization)
    messages.success(request, "La liste nationale est remise.")
    return redirect("desk:care-numbers")
