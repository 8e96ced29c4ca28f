"""One's own comment, behind a secret address: what became of it, correcting it for an hour, taking it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.media.comments import links, writing
from escale.media.models import Comment, CommentState
from escale.portal.comments import section
from escale.portal.comments.forms import CorrectionForm
from escale.portal.guards import with_comment
from escale.ui.status import status_of

TOO_LATE = "L’heure est passée, ou le commentaire est relu : il ne change plus. Appelez-nous pour l’ôter."


@with_comment
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Thanks, how long it may still be corrected, and the form that does it."""
    now = timezone.now()
    form = CorrectionForm(request.POST or None, initial={"name": comment.name, "text": comment.text})
    if request.method == "POST" and form.is_valid():
        try:
            writing.correct(comment, **form.cleaned_data, now=now)
        except writing.TooLate:
            form.add_error(None, TOO_LATE)
        else:
            messages.success(request, "Votre commentaire est corrigé. Nous le relisons avant de le publier.")
            return redirect("portal:own-comment", links.secret_of(comment))
    context = {
        "comment": comment,
        "article": comment.article,
        "form": form,
        "may_correct": writing.may_correct(comment, now=now) or bool(form.errors),
        "until": comment.created_at + writing.CORRECTED_FOR,
        "secret": links.secret_of(comment),
        "back": section.address_of(comment.article) if comment.article.live else "",
        "place": section.place_of(comment) if comment.state == CommentState.PUBLISHED else "",
        "site_name": comment.organization.name,
    }
    return render(request, "portal/comments/own.html", context, status=status_of(form))


@with_comment
@require_POST
def take_back(request: HttpRequest, comment: Comment) -> HttpResponse:
    """Take it away, with everything it says."""
    try:
        writing.take_back(comment, now=timezone.now())
    except writing.TooLate:
        messages.error(request, TOO_LATE)
    else:
        messages.success(request, "Votre commentaire est retiré. Nous n’en gardons pas le texte.")
    return redirect("portal:own-comment", links.secret_of(comment))
