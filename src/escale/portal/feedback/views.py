"""The two taps, and the word one may add: back to the page one came from, nothing kept of whoever answers."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from escale import limits
from escale.feedback import opinions, pages
from escale.feedback.models import Answer
from escale.limits import Limit
from escale.portal.feedback.forms import AWordForm
from escale.portal.feedback.owners import organization_of
from escale.portal.guards import NOT_KEPT, is_ours, public
from escale.ui.status import status_of

OPINIONS_PER_ADDRESS = Limit("opinions-address", 60, 3600)
"""A café where ten people try the site at once stays under it."""

SALT = "escale.portal.feedback"
SECONDS_FOR_A_WORD = 3600
LONGEST_WAY_BACK = 1500
"""Signs of an address browsers and proxies all accept."""
THANKS = "Merci. Votre réponse est notée, sans votre nom."


@csrf_exempt  # The page may have been open all day, and nothing of anybody is at stake: `is_ours` refuses other sites.
@public
@require_POST
def answer(request: HttpRequest) -> HttpResponse:
    """Keep yes or no; after no, propose to add a word."""
    back = _own_page(request)
    page = pages.at(back)
    if not is_ours(request) or page is None or request.POST.get("answer") not in Answer.values:
        return redirect("portal:home")
    now = timezone.now()
    limits.take(OPINIONS_PER_ADDRESS, limits.address_of(request), now=now)
    said = Answer(request.POST["answer"])
    on = timezone.localdate(now)
    kept = opinions.keep(said, page=page, organization_id=organization_of(page), on=on)
    ticket = "" if kept is None or said == Answer.YES else signing.dumps([kept.pk, back], salt=SALT)
    if "HX-Request" in request.headers:
        context = {"form": AWordForm() if ticket else None, "ticket": ticket, "in_place": True}
        return render(request, "portal/feedback/thanks.html", context)
    if ticket:
        return HttpResponseRedirect(f"{reverse('portal:opinion-words')}?{urlencode({'avis': ticket})}")
    messages.success(request, THANKS)
    return HttpResponseRedirect(back)


@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Add a word to the answer just given, from this page or from the one spoken of."""
    ticket = (request.POST if request.method == "POST" else request.GET).get("avis", "")
    opinion, back = _opened(ticket)
    form = AWordForm(request.POST or None)
    if request.method == "POST" and is_ours(request) and form.is_valid():
        limits.take(OPINIONS_PER_ADDRESS, limits.address_of(request), now=timezone.now())
        opinions.add_words(opinion, form.cleaned_data["words"])
        messages.success(request, "Merci. Nous lisons chaque mot.")
        return HttpResponseRedirect(back)
    context = {"form": form, "ticket": ticket, "back": back}
    response = render(request, "portal/feedback/words.html", context, status=status_of(form))
    for name, value in NOT_KEPT.items():
        response.headers[name] = value
    return response


def _opened(ticket: str) -> tuple[int, str]:
    """The answer given, and its page. Raises Http404 when the ticket is no more one of ours."""
    try:
        opinion, back = signing.loads(ticket, salt=SALT, max_age=SECONDS_FOR_A_WORD)
    except (signing.BadSignature, ValueError) as problem:
        raise Http404 from problem
    return opinion, back


def _own_page(request: HttpRequest) -> str:
    page = request.POST.get("page", "")
    own = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    return page if own and page.isprintable() and len(page) <= LONGEST_WAY_BACK else "/"
