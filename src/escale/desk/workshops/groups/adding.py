"""Scheduling a workshop of one session, in one page; what stands in the way is said, and may be overruled."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.today import today_of
from escale.desk.workshops.groups.forms_plan import AddForm, usual
from escale.ui.status import REFUSED
from escale.workshops import rules, scheduling
from escale.workshops.holds import Refused
from escale.workshops.models import Group, Workshop
from escale.workshops.scheduling import NoSuchHour

NO_SUCH_HOUR = "Cette heure n’existe pas ce jour-là : la nuit du changement d’heure la saute. Choisissez-en une autre."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    today = today_of(request)
    initial = usual(asked_workshop(request), today=today)
    form = AddForm(request.POST or None, membership=request.membership, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _added(request, _schedule(request, form))
        except Refused as refused:
            form.refuse(refused)
        except NoSuchHour:
            form.add_error("start", NO_SUCH_HOUR)
    context = {"form": form, "has_workshops": form.fields["workshop"].queryset.exists()}  # type: ignore[attr-defined]
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/groups/add.html", context, status=status)


def asked_workshop(request: MemberRequest) -> Workshop | None:
    """The workshop the address names (`?atelier=`), when it is one of the catalogue."""
    asked = request.GET.get("atelier", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    own = Workshop.objects.of_organization(request.membership.organization).in_use()
    return get_object_or_404(own, pk=int(asked))


def _schedule(request: MemberRequest, form: AddForm) -> Group:
    return scheduling.schedule_workshop(
        form.plan(),
        form.typed(),
        by=request.membership,
        publish=form.cleaned_data["publish"],
        accept=form.acceptance,
        submission=form.cleaned_data["submission"],
        now=timezone.now(),
    )


def _added(request: MemberRequest, made: Group) -> HttpResponse:
    shown = "Il est sur le site." if made.is_public else "Il n’est pas sur le site."
    messages.success(request, f"C’est programmé : {made.title}. {shown}")
    return redirect("desk:group", made.pk)
