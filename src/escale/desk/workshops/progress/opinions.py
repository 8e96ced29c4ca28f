"""What people thought, from paper: the slips to print, and counting them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups.finding import group_or_404
from escale.desk.workshops.progress.forms import SlipsLines, as_counted
from escale.french.plural import plural
from escale.ui.status import REFUSED
from escale.workshops import rules, satisfaction
from escale.workshops.forms import FACES, QUESTIONS

LINES = "fiches"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_see_progress)
def count(request: MemberRequest, pk: int) -> HttpResponse:
    """Count the slips of a group: so many with the same three faces, a line each."""
    group, now = group_or_404(request, pk), timezone.now()
    counted = as_counted(satisfaction.on_paper(group))
    lines = (
        SlipsLines(request.POST, prefix=LINES)
        if request.method == "POST"
        else SlipsLines(prefix=LINES, initial=counted)
    )
    if request.method == "POST" and lines.is_valid():
        written = satisfaction.count_paper(group, lines.slips(), now=now)
        messages.success(request, f"{plural(written, 'fiche comptée', 'fiches comptées')}.")
        return redirect("desk:satisfaction", pk)
    context = {
        "group": group,
        "lines": lines,
        "opinions": satisfaction.opinions(group),
        "on_paper": sum(int(each["count"]) for each in counted),
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "desk/workshops/progress/opinions.html", context, status=status)


@require_safe
@requires(rules.may_see_progress)
def slips(request: MemberRequest, pk: int) -> HttpResponse:
    """Two slips on a sheet, to cut: three questions, three faces."""
    context = {
        "group": group_or_404(request, pk),
        "questions": QUESTIONS.values(),
        "faces": FACES,
        "copies": range(2),
    }
    return render(request, "desk/workshops/progress/slips.html", context)
