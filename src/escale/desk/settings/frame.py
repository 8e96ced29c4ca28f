"""The frame of the mission, in the organization's own words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.settings.forms_frame import FrameForm
from escale.desk.settings.page import settings_page
from escale.mandates import charter, rules
from escale.mandates.charter import ChangedMeanwhile
from escale.ui.status import status_of

CHANGED = "Le cadre a été enregistré dans une autre fenêtre. Votre texte est gardé ici : relisez, puis enregistrez."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_write_frame)
def frame(request: MemberRequest) -> HttpResponse:
    """Write it; whatever was typed stays when something must be corrected, or was written meanwhile."""
    organization = request.membership.organization
    written = charter.own(organization)
    form = FrameForm(request.POST or None, frame=written)
    if request.method == "POST" and form.is_valid():
        try:
            revision = form.cleaned_data["revision"]
            charter.write(form.values(), revision=revision, by=request.membership, now=timezone.now())
        except ChangedMeanwhile:
            written = charter.own(organization)
            typed = request.POST.copy()
            typed["revision"] = str(written.revision if written else 0)
            form = FrameForm(typed, frame=written)
            form.add_error(None, CHANGED)
        else:
            messages.success(request, "Le cadre est enregistré.")
            return redirect("desk:settings-frame")
    context = {"form": form, "organization": organization, "is_public": charter.words(organization).is_public}
    return settings_page(request, "frame.html", context, status=status_of(form))
