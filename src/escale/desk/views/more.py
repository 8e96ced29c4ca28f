"""Every entry of the rail on one page, for telephones, which hide it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires


@require_safe
@requires(rules.may_book)
def more(request: MemberRequest) -> HttpResponse:
    return render(request, "desk/more.html")
