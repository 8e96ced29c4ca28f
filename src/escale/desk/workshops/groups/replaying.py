"""Where a session followed from home is seen again: an address the team pastes once it is over."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.finding import session_or_404
from escale.ui.forms import Form
from escale.ui.status import status_of
from escale.workshops import online, rules
from escale.workshops.online import NotYet


class ReplayForm(Form):
    """The address of a recording."""

    link = forms.URLField(
        label="Adresse pour revoir la séance",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Celle de la vidéo, sur le site où elle est déposée. Videz la case pour ne plus la montrer.",
        error_messages={"invalid": "Collez l’adresse entière de la vidéo, comme https://exemple.fr/video."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def replay(request: MemberRequest, pk: int) -> HttpResponse:
    """Say where a session is seen again: shown at once on its page, and to whoever was enrolled."""
    session, now = session_or_404(request, pk), timezone.now()
    if not session.is_followed_online:
        raise Http404
    form = ReplayForm(request.POST or None, initial={"link": session.replay_link})
    if form.is_valid():
        try:
            online.keep_replay(session, form.cleaned_data["link"], now=now)
        except NotYet:
            form.add_error("link", "Cette séance n’a pas encore eu lieu.")
        else:
            shown = "La séance peut être revue." if form.cleaned_data["link"] else "La séance ne peut plus être revue."
            messages.success(request, shown)
            return redirect("desk:group", session.group_id)
    context = {"form": form, "session": session, "when": words.session_words(session)}
    return render(request, "desk/workshops/groups/replay.html", context, status=status_of(form))
