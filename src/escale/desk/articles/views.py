"""The chronicles of an organization: what is begun, what waits, what is read."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.articles import page
from escale.places.zones import zone_of
from escale.writing import rules

PER_PAGE = 20


@require_safe
@requires(rules.may_write)
def articles(request: MemberRequest) -> HttpResponse:
    """Each chronicle and where it is: mine or everybody’s, by state, by title."""
    membership = request.membership
    view = asked if (asked := request.GET.get("voir", "")) in dict(page.VIEWS) else ""
    mine, words = request.GET.get("de") == "moi", request.GET.get("mots", "").replace("\0", "").strip()[:80]
    found = page.chosen(page.articles_of(membership), view=view, mine=membership.user if mine else None, words=words)
    shown = Paginator(found.select_related("series").prefetch_related("authors"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "views": [(key, label, key == view) for key, label in page.VIEWS],
        "view": view,
        "mine": mine,
        "words": words,
        "page": shown,
        "to_read": page.to_read(membership),
        "rows": page.rows(shown.object_list, zone=zone_of(membership.organization)),
    }
    return render(request, "desk/articles/articles.html", context)
