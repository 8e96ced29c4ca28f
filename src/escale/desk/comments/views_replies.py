"""The rights of reply asked for: three days to publish or to refuse each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.comments.finding import reply_or_404
from escale.desk.comments.forms import RefusalForm
from escale.media.comments import replying
from escale.media.comments.telling import DUE_WITHIN
from escale.media.models import RightOfReply
from escale.ui.status import status_of
from escale.writing.rules import may_moderate

PER_PAGE = 20
DECIDED_ALREADY = "Quelqu’un a décidé entre-temps."


@require_safe
@requires(may_moderate)
def replies(request: MemberRequest) -> HttpResponse:
    """Those that wait first, the oldest before the others."""
    asked = RightOfReply.objects.of_organization(request.membership.organization).select_related("article")
    # Whatever was decided comes after what waits.
    listed = asked.order_by(
        F("published_at").asc(nulls_first=True), F("refused_at").asc(nulls_first=True), "created_at", "pk"
    )
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    rows = [(reply, reply.created_at + DUE_WITHIN) for reply in page.object_list]
    return render(request, "desk/comments/replies.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_moderate)
def reply(request: MemberRequest, pk: int) -> HttpResponse:
    """One request; refused by its form, with a reason."""
    found, form = reply_or_404(request, pk), RefusalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        done = replying.refuse(found, form.cleaned_data["why"], by=request.membership, now=now)
        return _answered(request, pk, "La demande est refusée." if done else "")
    context = {
        "reply": found,
        "form": form,
        "due_at": found.created_at + DUE_WITHIN,
        "is_late": timezone.now() >= found.created_at + DUE_WITHIN,
    }
    return render(request, "desk/comments/reply.html", context, status=status_of(form))


@require_POST
@requires(may_moderate)
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the reply under the chronicle, whole."""
    done = replying.publish(reply_or_404(request, pk), by=request.membership, now=timezone.now())
    return _answered(request, pk, "La réponse est publiée sous la chronique." if done else "")


@require_POST
@requires(may_moderate)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """It waits for an answer again."""
    replying.take_back(reply_or_404(request, pk))
    messages.info(request, "La demande attend de nouveau une réponse.")
    return redirect("desk:right-of-reply", pk)


def _answered(request: MemberRequest, pk: int, said: str) -> HttpResponse:
    if said:
        undo = reverse("desk:right-of-reply-take-back", args=[pk])
        messages.success(request, with_undo(said, undo, "Annuler"))
    else:
        messages.error(request, DECIDED_ALREADY)
    return redirect("desk:right-of-reply", pk)
