"""Pages about one's own account."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from escale.accounts.access import MemberRequest


def home(request: MemberRequest) -> HttpResponse:
    return render(request, "accounts/home.html")


@login_not_required
def set_up(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/set_up.html")
