"""The threads of one's circles: found by circle, theme, state and words; drafts; how one hears of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import circles, digest, drafts, leaving, reading
from escale.community.models import CircleGuest, PeerSettings, Rhythm, Theme
from escale.community.rules import may_exchange
from escale.desk.threads.forms import SettingsForm
from escale.ui.status import status_of

PER_PAGE = 20


@require_safe
@requires(may_exchange)
def threads(request: MemberRequest) -> HttpResponse:
    """What is said in her circles, the latest first."""
    places = circles.places(request.membership)
    asked = reading.Asked(
        circle=request.GET.get("cercle", ""),
        theme=request.GET.get("theme", ""),
        view=request.GET.get("voir", ""),
        words=request.GET.get("q", "").strip()[:80],
    )
    found = reading.threads(request.membership, places, asked)
    context = {
        "places": places,
        "themes": Theme.choices,
        "views": [(key, label, key == asked.view) for key, label in reading.VIEWS.items()],
        "asked": asked,
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "draft_count": drafts.of(request.membership).count(),
        "invitations": CircleGuest.objects.waiting().filter(user=request.user, circle__closed_at=None).count(),
    }
    return render(request, "desk/threads/list.html", context)


@require_safe
@requires(may_exchange)
def own_drafts(request: MemberRequest) -> HttpResponse:
    """What she began and keeps for later."""
    return render(request, "desk/threads/drafts.html", {"drafts": list(drafts.of(request.membership))})


@require_POST
@requires(may_exchange)
def delete_draft(request: MemberRequest, pk: int) -> HttpResponse:
    get_object_or_404(drafts.of(request.membership), pk=pk).delete()
    messages.success(request, "Le brouillon est supprimé.")
    return redirect("desk:thread-drafts")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_exchange)
def own_settings(request: MemberRequest) -> HttpResponse:
    """How often she hears of her peers, and what becomes of her words when she leaves."""
    chosen = PeerSettings.objects.one(user=request.user) or PeerSettings(user=request.user)
    form = SettingsForm(request.POST or None, initial={"rhythm": chosen.rhythm, "leaving": chosen.leaving})
    if request.method == "POST" and form.is_valid():
        digest.choose(request.user, Rhythm(form.cleaned_data["rhythm"]), now=timezone.now())
        PeerSettings.objects.filter(user=request.user).update(leaving=form.cleaned_data["leaving"])
        messages.success(request, "C’est noté.")
        return redirect("desk:thread-settings")
    return render(request, "desk/threads/settings.html", {"form": form}, status=status_of(form))


@require_safe
@requires(may_exchange)
def own_words(request: MemberRequest) -> HttpResponse:
    """A copy of all she wrote, to keep."""
    written = [
        f"{post.thread.circle.name}, « {post.thread.title} », {timezone.localtime(post.created_at):%d/%m/%Y %H:%M}\n"
        + "\n\n".join(filter(None, (post.text, post.done, post.asked)))
        for post in leaving.words_of(request.user)
    ]
    text = "\n\n———\n\n".join(written) or "Vous n’avez rien écrit entre pairs."
    headers = {"Content-Disposition": 'attachment; filename="mes-mots-entre-pairs.txt"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=headers)
