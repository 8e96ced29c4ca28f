"""People partners send us: where each stands, a word back, nothing came of it."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.accounts.rules import may_see_notes
from escale.desk.answers import with_undo
from escale.desk.prescribers.finding import received_or_404
from escale.desk.prescribers.forms import WordForm
from escale.directory import received as receiving
from escale.directory.models import ConsentHow, ReceivedReferral, ReceivedReferralQuerySet
from escale.directory.rules import may_edit_partners, may_refer, may_see_partners
from escale.directory.standing import TONES, Standing, standing, words
from escale.french.dates import day_hour, day_year
from escale.places.zones import zone_of
from escale.ui.status import status_of

PER_PAGE = 25
VIEWS = (("", "Toutes"), ("appeler", "À appeler"), ("attendues", "Attendues"))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One received referral in words; the need for those who read notes, and for whoever calls her."""

    referral: ReceivedReferral
    where: str
    tone: str
    on: str
    may_close: bool
    sees_words: bool

    @property
    def who(self) -> str:
        person = self.referral.person
        return (person.full_name if person else "") or "Une personne"

    @property
    def may_open_file(self) -> bool:
        person = self.referral.person
        return person is not None and person.erased_at is None

    @property
    def consent(self) -> str:
        """ "Elle l’a dit devant moi", as the prescriber noted it."""
        return ConsentHow(self.referral.consent_how).label


@require_safe
@requires(may_see_partners)
def received(request: MemberRequest) -> HttpResponse:
    """Everybody we were sent, the latest first."""
    view = request.GET.get("vue", "")
    organization = request.membership.organization
    own = ReceivedReferral.objects.visible_to(request.user).of_organization(organization).with_everything_shown()
    page = Paginator(_seen(own, view).order_by("-created_at", "-pk"), PER_PAGE).get_page(request.GET.get("page"))
    zone = zone_of(organization)
    context = {
        "page": page,
        "rows": [row(each, reader=request.membership, zone=zone) for each in page],
        "views": [(value, label, value == view) for value, label in VIEWS],
        "may_edit": may_edit_partners(request.membership),
    }
    return render(request, "desk/prescribers/received.html", context)


@require_safe
@requires(may_see_partners)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """One of them."""
    return _page(request, received_or_404(request, pk), None)


@require_POST
@requires(may_refer)
def note(request: MemberRequest, pk: int) -> HttpResponse:
    """Write a word to whoever sent her."""
    found, form = received_or_404(request, pk), WordForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    receiving.note_back(found, form.cleaned_data["words"])
    messages.success(request, f"C’est noté. {found.prescriber.first_name} le lira sur sa page.")
    return redirect("desk:received-one", pk)


@require_POST
@requires(may_refer)
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Nothing came of it."""
    found = received_or_404(request, pk)
    receiving.close(found, by=request.membership, now=timezone.now())
    undo = reverse("desk:received-reopen", args=[pk])
    messages.success(request, with_undo("C’est noté : sans suite.", undo, "Annuler"))
    return redirect("desk:received")


@require_POST
@requires(may_refer)
def reopen(request: MemberRequest, pk: int) -> HttpResponse:
    """She is to be called again."""
    receiving.reopen(received_or_404(request, pk))
    messages.success(request, "La demande est de nouveau à appeler.")
    return redirect("desk:received-one", pk)


def row(referral: ReceivedReferral, *, reader: Membership, zone: ZoneInfo) -> Row:
    """How one reads."""
    where = standing(referral)
    may_close = where in (Standing.TO_CALL, Standing.CALLED)
    return Row(
        referral=referral,
        where=words(referral),
        tone=TONES.get(where, ""),
        on=day_year(referral.created_at.astimezone(zone).date()),
        may_close=may_close,
        sees_words=may_close or may_see_notes(reader),
    )


def _seen(found: ReceivedReferralQuerySet, view: str) -> ReceivedReferralQuerySet:
    match view:
        case "appeler":
            return found.waiting()
        case "attendues":
            return found.to_come()
        case _:
            return found


def _page(request: MemberRequest, found: ReceivedReferral, form: WordForm | None) -> HttpResponse:
    form = form or WordForm(initial={"words": found.note_back})
    zone = zone_of(found.organization)
    context = {
        "row": row(found, reader=request.membership, zone=zone),
        "received": found,
        "agreed": day_hour(found.consent_at.astimezone(zone)),
        "form": form,
    }
    return render(request, "desk/prescribers/one.html", context, status=status_of(form))
