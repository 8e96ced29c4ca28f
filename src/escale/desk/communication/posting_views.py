"""Where the posters of a kit hang: who put them up, when, with a photo when there is one; labels for the post."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.communication import words
from escale.desk.communication.finding import piece_or_404, posting_or_404
from escale.desk.communication.forms_posting import PostingForm
from escale.desk.today import today_of
from escale.publishing import postings as operations
from escale.publishing import rules
from escale.publishing.models import Outlet, Piece, Posting
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_spread)
def postings(request: MemberRequest, pk: int) -> HttpResponse:
    """The places of a poster, those where it hangs, and the form that says so."""
    piece = piece_or_404(request, pk)
    today = today_of(request)
    form = PostingForm(
        request.POST or None,
        request.FILES or None,
        piece=piece,
        today=today,
        initial={"on": today, "by_whom": request.user.full_name},
    )
    if request.method == "POST" and form.is_valid():
        put_up = operations.put_up(piece, by=request.membership, **form.cleaned_data)
        posting, is_new = put_up[0]
        # Taking back what was said again would lose what was said first, and its photo.
        undo = reverse("desk:posting-remove", args=[posting.pk]) if is_new and len(put_up) == 1 else ""
        said = f"C’est noté : {', '.join(each.outlet.name for each, _ in put_up)}."
        messages.success(request, with_undo(said, undo, "Annuler") if undo else said)
        return redirect("desk:postings", pk)
    return render(request, "desk/communication/postings.html", _page(piece, form), status=status_of(form))


@require_POST
@requires(rules.may_spread)
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """It doesn't hang there after all."""
    posting = posting_or_404(request, pk)
    operations.take_down(posting)
    messages.success(request, f"C’est retiré : {posting.outlet.name}.")
    return redirect("desk:postings", posting.piece_id)


@require_safe
@requires(rules.may_spread)
def photo(request: MemberRequest, pk: int) -> HttpResponse:
    posting = posting_or_404(request, pk)
    if not posting.photo:
        raise Http404
    content = bytes(posting.photo)
    kind = "image/png" if content.startswith(b"\x89PNG") else "image/jpeg"
    return HttpResponse(content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})


def _page(piece: Piece, form: PostingForm) -> dict[str, object]:
    shown = Posting.objects.filter(piece=piece).select_related("outlet").without_photo()
    hung = list(shown.order_by("outlet__name", "pk"))
    left = Outlet.objects.filter(channel=piece.channel_id).in_use().exclude(pk__in=[each.outlet_id for each in hung])
    return {
        "piece": piece,
        "title": words.title_of(piece.kit),
        "form": form,
        "hung": hung,
        "left": list(left.by_name()),
    }
