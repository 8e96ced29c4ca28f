"""One question heard elsewhere, noted in a minute by whoever holds the address."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale import limits
from escale.limits import Limit
from escale.places.zones import zone_of
from escale.portal.guards import with_question_link
from escale.portal.questions.forms import HeardForm
from escale.questions import links, noting
from escale.questions.models import QuestionLink

QUESTIONS_PER_LINK = Limit("questions-link", 60, 3600)


@with_question_link
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, link: QuestionLink) -> HttpResponse:
    """Note a question, then another."""
    form = HeardForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        limits.take(QUESTIONS_PER_LINK, str(link.pk), now=now)
        on = now.astimezone(zone_of(link.organization)).date()
        noted = noting.note_by_link(**form.said, link=link, on=on, now=now)
        messages.success(request, f"C’est noté\u00a0: « {noted.text} ». Merci. Vous pouvez en noter une autre.")
        return redirect("portal:question", links.secret_of(link))
    context = {"form": form, "link": link, "organization": link.organization, "site_name": link.organization.name}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "portal/questions/question.html", context, status=status)
