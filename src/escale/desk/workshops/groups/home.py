"""The list of workshops and cycles."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups import listing, words
from escale.desk.workshops.groups.forms_filter import FilterForm
from escale.workshops import rules
from escale.workshops.models import Session


@require_safe
@requires(rules.may_enroll)
def workshops(request: MemberRequest) -> HttpResponse:
    """What comes, the cycles, or what is over (`?vue=`), filtered."""
    organization, now = request.membership.organization, timezone.now()
    seen = request.GET.get("vue", "")
    view = seen if seen in listing.LISTS else ""
    asked = FilterForm(request.GET.dict(), organization=organization)
    found = listing.LISTS[view](organization, asked, page=request.GET.get("page", "1"), now=now)
    context = {
        "rows": found.rows,
        "page": found.page,
        "form": asked,
        "view": view,
        "tabs": [(_address(word), label, word == view) for word, label in listing.TABS.items()],
        "to_call": _to_call(request, now=now),
        "may_prepare": rules.may_prepare(request.membership),
    }
    return render(request, "desk/workshops/groups/list.html", context)


def _to_call(request: MemberRequest, *, now: datetime) -> list[tuple[Session, str]]:
    """The sessions whose roll is still to be called, for whoever calls it."""
    if not rules.may_call_roll(request.membership):
        return []
    found = listing.without_roll(request.membership.organization, now=now)
    return [(each, words.session_words(each)) for each in found]


def _address(word: str) -> str:
    return reverse("desk:workshops", query={"vue": word} if word else None)
