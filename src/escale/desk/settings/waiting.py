"""How freed hours are offered: how long one is held, who comes first; each with an example of what it changes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.appointments.models import WaitingEntry
from escale.desk.settings.forms_waiting import WaitingForm
from escale.desk.settings.page import settings_page
from escale.ui.status import status_of

ALWAYS = (
    ("users", "Une heure est proposée à une personne à la fois."),
    ("bell", "Trois propositions au plus par personne, une en 24 heures."),
    ("calendar-clock", "La nuit, le dimanche et les jours fériés, le délai commence quand le SMS peut partir."),
    ("phone-call", "Sur un téléphone fixe, l’appel est sous « À régler » : vous avez jusqu’à 24 heures."),
    ("clock", "Une heure à moins de 45 minutes n’est proposée à personne : elle est libre."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def waiting(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    form = WaitingForm(request.POST or None, instance=organization)
    if request.method == "POST" and form.is_valid() and request.POST.get("action") != "preview":
        form.save()
        messages.success(request, "C’est enregistré. Les prochaines propositions en tiendront compte.")
        return redirect("desk:settings-waiting")
    context = {
        "form": form,
        "example": form.example(),
        "always": ALWAYS,
        "waiting": WaitingEntry.objects.of_organization(organization).waiting(now=timezone.now()).count(),
    }
    return settings_page(request, "waiting.html", context, status=status_of(form))
