"""The suggestion for what is still free, with its reasons: accepted line by line, taken back at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from escale.accounts.access import MemberRequest, requires
from escale.desk.programme.board import done, to_board
from escale.desk.programme.finding import programme_or_404
from escale.desk.today import today_of
from escale.french.plural import agree, plural
from escale.programme import rules, suggestions


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_plan)
def suggest(request: MemberRequest, pk: int) -> HttpResponse:
    """Read the suggestion, or place the lines that are ticked."""
    shown, today, now = programme_or_404(request, pk), today_of(request), timezone.now()
    if request.method != "POST":
        context = {"programme": shown, "lines": suggestions.read(shown, today=today, now=now)}
        return render(request, "desk/programme/suggest.html", context)
    ticked = {int(each) for each in request.POST.getlist("date") if each.isascii() and each.isdecimal()}
    change = suggestions.accept(shown, ticked, today=today, now=now)
    count = len(change.slots)
    if not count:
        messages.info(request, "Rien n’a été placé : aucune ligne cochée n’est encore libre.")
        return to_board(shown)
    return done(request, shown, f"{plural(count, 'date')} {agree(count, 'a reçu', 'ont reçu')} un thème.", change)
