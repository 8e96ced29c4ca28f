"""What an invited reader notes of a public page, and what becomes of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest
from escale.desk.answers import with_undo
from escale.desk.feedback.finding import remark_or_404
from escale.desk.feedback.forms import RemarkForm
from escale.feedback import pages, reading
from escale.feedback.models import ReadingGroup, Remark
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: MemberRequest) -> HttpResponse:
    """Write a remark on the page she comes from, then go back to it."""
    groups = ReadingGroup.objects.open_to(request.user).order_by("name", "pk")
    if not groups:
        raise PermissionDenied
    back = request.GET.get("sur", "/")
    about = pages.at(back) if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else None
    if about is None:
        raise Http404
    form = RemarkForm(request.POST or None, groups=groups)
    if request.method == "POST" and form.is_valid():
        reading.remark(**form.cleaned_data, page=about, by=request.user, now=timezone.now())
        messages.success(request, "Votre remarque est notée. Merci.")
        return HttpResponseRedirect(back)
    known = reading.readable_by(request.membership).filter(page=about.kind).unsettled().with_everything_shown()
    listed = known.order_by("-written_at", "-pk")[:20]
    context = {"form": form, "back": back, "about": about, "known": listed, "no_group": ()}
    return render(request, "desk/feedback/remark.html", context, status=status_of(form))


@require_POST
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """Note that it was dealt with."""
    remark = remark_or_404(request, pk)
    reading.settle(remark, by=request.user, now=timezone.now())
    undo = reverse("desk:remark-reopen", args=[pk])
    messages.success(request, with_undo("La remarque est réglée.", undo, "La remettre à régler"))
    return redirect("desk:reading", remark.group_id)


@require_POST
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """Put it back among what is to be dealt with."""
    remark = remark_or_404(request, pk)
    reading.unsettle(remark)
    messages.success(request, "La remarque est de nouveau à régler.")
    return redirect("desk:reading", remark.group_id)


@require_POST
def erase(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back a remark of one's own."""
    remark = get_object_or_404(Remark.objects.filter(author=request.user), pk=pk)
    remark.delete()
    messages.success(request, "Votre remarque est effacée.")
    return redirect(reverse("desk:remark", query={"sur": remark.address or "/"}))
