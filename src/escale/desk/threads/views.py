"""The threads of one's circles: found by circle, theme, state and words."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.community import circles
from escale.community.rules import may_exchange


@require_safe
@requires(may_exchange)
def threads(request: MemberRequest) -> HttpResponse:
    """Her circles, and what is said there."""
    return render(request, "desk/threads/list.html", {"places": circles.places(request.membership)})
