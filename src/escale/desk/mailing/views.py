"""The mail of each month: the list, one of them with its preview, read over, sent, taken back."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.mailing import page
from escale.desk.mailing.finding import mail_or_404
from escale.desk.mailing.forms import MonthForm
from escale.desk.today import today_of
from escale.french.dates import day
from escale.french.plural import plural
from escale.outbox.models import MessageState
from escale.places.zones import zone_of
from escale.publishing import rules
from escale.publishing.mailing import lists, preparing, sending
from escale.publishing.mailing.preparing import AlreadyLeft, ChangedMeanwhile
from escale.publishing.mailing.programme import next_month
from escale.publishing.mailing.sending import NobodyToWriteTo, TooLate
from escale.publishing.models import MonthlyMail, Public
from escale.ui.status import status_of

PER_PAGE = 12
LEFT = "Ce mail est déjà parti : il ne change plus."
CHANGED = (
    "Quelqu’un a changé ce mail pendant que vous l’écriviez. Votre texte est gardé ici : relisez, puis enregistrez."
)
NOBODY = "Personne ne recevrait ce mail. Choisissez une liste qui a des adresses."


@require_safe
@requires(rules.may_prepare)
def mails(request: MemberRequest) -> HttpResponse:
    """The mails of each month, the latest first, and the lists they go to."""
    organization, now = request.membership.organization, timezone.now()
    own = MonthlyMail.objects.of_organization(organization).latest_first()
    shown = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    upcoming = next_month(today_of(request))
    context = {
        "page": shown,
        "rows": page.rows(organization, list(shown), now=now),
        "lists": lists.with_counts(organization),
        "upcoming": upcoming,
        "upcoming_title": page.title(upcoming),
        "is_prepared": own.filter(month=upcoming).exists(),
    }
    return render(request, "desk/mailing/mails.html", context)


@require_POST
@requires(rules.may_prepare)
def prepare(request: MemberRequest) -> HttpResponse:
    """The mail of this month or of the next one, built from what is planned."""
    today = today_of(request)
    asked = request.POST.get("mois", "")
    months = {first.isoformat(): first for first in (today.replace(day=1), next_month(today))}
    if asked not in months:
        raise Http404
    made = preparing.prepare(request.membership.organization, months[asked], now=timezone.now())
    return redirect("desk:mailing-month", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def mail(request: MemberRequest, pk: int) -> HttpResponse:
    """How it reads for each public, and what somebody adds to it."""
    shown, today = mail_or_404(request, pk), today_of(request)
    form = MonthForm(request.POST or None, mail=shown, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            preparing.write(shown, form.draft())
        except AlreadyLeft:
            messages.error(request, LEFT)
            return redirect("desk:mailing-month", pk)
        except ChangedMeanwhile:
            form = _typed_again(request, mail_or_404(request, pk), today=today)
        else:
            messages.success(request, "Le mail est enregistré.")
            return redirect("desk:mailing-month", pk)
    return render(request, "desk/mailing/mail.html", _about(request, shown, form, today=today), status=status_of(form))


def _typed_again(request: MemberRequest, shown: MonthlyMail, *, today: date) -> MonthForm:
    """What was typed, over what somebody else wrote meanwhile: saving it again is then a choice."""
    typed = request.POST.copy()
    typed["revision"] = str(shown.revision)
    form = MonthForm(typed, mail=shown, today=today)
    form.add_error(None, CHANGED)
    return form


def _about(request: MemberRequest, shown: MonthlyMail, form: MonthForm, *, today: date) -> dict[str, object]:
    """Everything the page of one mail says."""
    now, zone = timezone.now(), zone_of(shown.organization)
    readers = sending.addressees(shown) if shown.left_at is None else []
    asked = request.GET.get("pour", "")
    public = Public(asked) if asked in Public else page.usual_public(readers)
    failed = sending.messages_of(shown).filter(state=MessageState.FAILED).order_by("recipient", "pk")[:50]
    return {
        "mail": shown,
        "title": page.title(shown.month),
        "standing": page.standing(shown, today=today, local=shown.left_at and shown.left_at.astimezone(zone)),
        "form": form,
        "preview": page.preview(shown, public=public, now=now),
        "publics": list(Public),
        "public": public,
        "reaches": len(readers),
        "by_sms": sum(bool(each.phone) for each in readers),
        "outcomes": page.outcomes(sending.counts([shown])[shown.pk]) if shown.left_at else "",
        "failed": failed if shown.left_at else (),
        "may_take_back": shown.left_at is not None and now < shown.left_at + sending.GRACE,
        "planned": day(shown.planned_on),
        "is_late": shown.planned_on < today,
        "base": settings.BASE_URL,
        "changed_meanwhile": form.has_error("__all__"),
    }


@require_POST
@requires(rules.may_prepare)
def say_reviewed(request: MemberRequest, pk: int) -> HttpResponse:
    """It leaves by itself on its day."""
    shown = mail_or_404(request, pk)
    try:
        preparing.say_reviewed(shown, by=request.user, now=timezone.now())
    except AlreadyLeft:
        messages.error(request, LEFT)
    else:
        undo = reverse("desk:mailing-not-reviewed", args=[pk])
        when = "dans quelques minutes" if shown.planned_on < today_of(request) else day(shown.planned_on)
        messages.success(request, with_undo(f"C’est relu. Il part {when}.", undo, "Pas encore"))
    return redirect("desk:mailing-month", pk)


@require_POST
@requires(rules.may_prepare)
def review_again(request: MemberRequest, pk: int) -> HttpResponse:
    """It waits until somebody reads it over."""
    try:
        preparing.review_again(mail_or_404(request, pk))
    except AlreadyLeft:
        messages.error(request, LEFT)
    else:
        messages.success(request, "Ce mail ne part plus avant d’être relu.")
    return redirect("desk:mailing-month", pk)


@require_POST
@requires(rules.may_prepare)
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send it at once; it may be taken back for five minutes."""
    shown = mail_or_404(request, pk)
    try:
        count = sending.send_now(shown, by=request.user, now=timezone.now())
    except AlreadyLeft:
        messages.error(request, LEFT)
    except NobodyToWriteTo:
        messages.error(request, NOBODY)
    else:
        said = f"{plural(count, 'message part', 'messages partent')} dans cinq minutes."
        messages.success(request, with_undo(said, reverse("desk:mailing-take-back", args=[pk]), "Ne pas envoyer"))
    return redirect("desk:mailing-month", pk)


@require_POST
@requires(rules.may_prepare)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """As if it had not been sent, as long as no copy has left."""
    try:
        sending.take_back(mail_or_404(request, pk))
    except TooLate:
        messages.error(request, "Trop tard : des messages sont partis.")
    else:
        messages.success(request, "Rien n’est parti. Le mail attend d’être relu.")
    return redirect("desk:mailing-month", pk)
