"""Every referral of the team: those something is expected of, answered, over; found by person, partner or adviser."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.receivers import receivers
from escale.desk.referrals.finding import own_partners, own_referrals
from escale.desk.referrals.words import row
from escale.directory.models import ReferralQuerySet, ReferralState
from escale.directory.rules import may_refer
from escale.people import search
from escale.places.zones import zone_of

PER_PAGE = 25
VIEWS = {"": "En cours", "repondues": "Répondues", "terminees": "Terminées", "toutes": "Toutes"}


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the list was asked to show; what can’t be read is left out."""

    view: str
    text: str
    adviser: str

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Shown":
        view, adviser = query.get("voir", ""), query.get("qui", "")
        return cls(
            view=view if view in VIEWS else "",
            text=query.get("q", "").strip()[:80],
            adviser=adviser if adviser.isascii() and adviser.isdecimal() and len(adviser) < 10 else "",
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.adviser)

    def of(self, referrals: ReferralQuerySet) -> ReferralQuerySet:
        match self.view:
            case "":
                referrals = referrals.open()
            case "repondues":
                referrals = referrals.open().exclude(state=ReferralState.SENT)
            case "terminees":
                referrals = referrals.exclude(ended_at=None)
        if self.adviser:
            referrals = referrals.filter(adviser=int(self.adviser))
        return referrals


@require_safe
@requires(may_refer)
def referrals(request: MemberRequest) -> HttpResponse:
    shown, zone = Shown.read(request.GET.dict()), zone_of(request.membership.organization)
    found = shown.of(own_referrals(request))
    if shown.text:
        people = search.people(request.membership.organization, shown.text)
        partners = own_partners(request).called(shown.text)
        found = found.filter(Q(person__in=people.values("pk")) | Q(partner__in=partners.values("pk")))
    ordered = found.with_everything_shown().order_by("-created_at", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [row(each, reader=request.membership, zone=zone) for each in page],
        "shown": shown,
        "views": VIEWS.items(),
        "advisers": receivers(request.membership.organization),
    }
    template = "desk/referrals/found.html" if request.headers.get("HX-Request") else "desk/referrals/list.html"
    return render(request, template, context)
