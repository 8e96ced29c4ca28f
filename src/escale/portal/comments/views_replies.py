"""The right of reply: who may ask for it, until when, and its form."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale import limits
from escale.limits import Limit, TooManyTries
from escale.media.comments import replying
from escale.media.models import Article
from escale.portal.comments import section
from escale.portal.comments.forms import RightOfReplyForm
from escale.portal.guards import public
from escale.ui.status import status_of

REPLIES_PER_ADDRESS = Limit("rights-of-reply-address", 5, 3600)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def right_of_reply(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask that one's reply stand with an article that names one."""
    now = timezone.now()
    article = section.article_or_404(request, slug, now=now)
    form, is_open = RightOfReplyForm(request.POST or None), replying.is_open(article, now=now)
    if request.method == "POST" and form.is_valid() and _ask(request, article, form, now=now):
        messages.success(request, "Votre demande est reçue. Nous vous répondons dans les trois jours.")
        return redirect("portal:right-of-reply", slug)
    since = article.last_published_at or article.first_published_at
    context = {
        "article": article,
        "back": section.address_of(article),
        "form": form,
        "is_open": is_open,
        "until": since + replying.ASKED_WITHIN if since else now,
        "phone": article.organization.phone,
        "site_name": article.organization.name,
    }
    return render(request, "portal/comments/right_of_reply.html", context, status=status_of(form))


def _ask(request: HttpRequest, article: Article, form: RightOfReplyForm, *, now: datetime) -> bool:
    """Whether the demand was received; the form says why it was not, and keeps what was typed."""
    if not replying.is_open(article, now=now):
        form.add_error(None, "Les trois mois sont passés : cette demande ne peut plus être reçue ici. Appelez-nous.")
        return False
    try:
        limits.take(REPLIES_PER_ADDRESS, limits.address_of(request), now=now)
    except TooManyTries as problem:
        form.add_error(None, section.too_many(problem))
        return False
    replying.ask(article, form.asked, key=form.cleaned_data["submission"], now=now)
    return True
