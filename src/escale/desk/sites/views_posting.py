"""One activity posted to the page of Facebook: read over, sent within a minute, taken back meanwhile."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.sites import page
from escale.desk.sites.finding import publication_or_404
from escale.desk.sites.forms import PostForm
from escale.publishing import rules
from escale.publishing.adapters import spreading
from escale.publishing.adapters.spreading import AlreadyAsked
from escale.publishing.models import Connection, ConnectionKind
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def post(request: MemberRequest, pk: int) -> HttpResponse:
    """The text of the post; nothing leaves before the button."""
    organization, now = request.membership.organization, timezone.now()
    session = page.next_of(organization, pk, now=now)
    connection = Connection.objects.of_organization(organization).one(kind=ConnectionKind.FACEBOOK)
    if session is None:
        raise Http404
    if connection is None:
        messages.error(request, "Reliez d’abord votre page Facebook.")
        return redirect("desk:other-sites")
    if connection.paused_at:
        messages.error(request, "Cette page ne reçoit plus rien pour l’instant. Appuyez d’abord sur « Reprendre ».")
        return redirect("desk:other-sites")
    form = PostForm(request.POST or None, initial={"text": page.text_of(session)})
    if request.method == "POST" and form.is_valid():
        try:
            asked = spreading.post(connection, session.group, text=form.cleaned_data["text"], now=now)
        except AlreadyAsked:
            messages.error(request, "Cet atelier est déjà publié sur la page.")
        else:
            undo = reverse("desk:other-site-take-back", args=[asked.pk])
            messages.success(request, with_undo("La publication part dans une minute.", undo, "Ne pas publier"))
        return redirect("desk:other-sites")
    context = {"form": form, "session": session}
    return render(request, "desk/sites/post.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    if spreading.take_back(publication_or_404(request, pk)):
        messages.success(request, "Rien n’est publié.")
    else:
        messages.error(request, "Trop tard : c’est publié. Retirez-le depuis la page.")
    return redirect("desk:other-sites")
