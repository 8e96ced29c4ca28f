"""How long the organization keeps its files, with what the choice changes at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.privacy.forms import DelayForm
from escale.desk.settings.page import settings_page
from escale.people import notice, warning
from escale.people import rules as people_rules
from escale.ui.status import status_of

ALWAYS = (
    ("bell", "L’équipe est prévenue 30 jours avant, sous « À régler » et par mail."),
    ("calendar-check", "Un rendez-vous, un atelier ou une demande garde la fiche pour une nouvelle durée."),
    ("chart-column", "Les comptes restent justes : le jour, le lieu et les sujets restent, sans nom."),
)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_set_up)
def delay(request: MemberRequest) -> HttpResponse:
    organization, may_change = request.membership.organization, people_rules.may_choose_delay(request.membership)
    form = DelayForm(request.POST if request.method == "POST" and may_change else None, instance=organization)
    if form.is_valid():
        form.save()
        messages.success(request, "C’est enregistré. La page d’information a une nouvelle version.")
        return redirect("desk:settings-privacy")
    context = {
        "form": form,
        "may_change": may_change,
        "always": ALWAYS,
        "ending": warning.announced(organization, now=timezone.now()).count(),
        "promises": notice.promises(organization),
    }
    return settings_page(request, "privacy.html", context, status=status_of(form))
