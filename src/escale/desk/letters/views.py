"""Letters: the list, one of them with its preview, read over, sent, taken back."""

from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.letters import page
from escale.desk.letters.forms import LetterForm
from escale.desk.mailing.page import outcomes
from escale.desk.today import today_of
from escale.french.dates import day
from escale.french.plural import plural
from escale.media import reading
from escale.media.letters import preparing, sending
from escale.media.letters.sending import NothingToTell
from escale.media.models import Letter
from escale.outbox.models import MessageState
from escale.places.zones import zone_of
from escale.publishing import rules
from escale.publishing.mailing.preparing import AlreadyLeft, ChangedMeanwhile
from escale.publishing.mailing.sending import GRACE, NobodyToWriteTo, TooLate
from escale.publishing.models import RecipientList
from escale.ui.status import status_of

PER_PAGE = 12
LEFT = "Cette lettre est déjà partie : elle ne change plus."
CHANGED = "Quelqu’un a changé cette lettre pendant que vous l’écriviez. Votre texte est gardé ici : relisez, puis enregistrez."
CHANGED_SINCE_READ = "Quelqu’un a changé cette lettre depuis que vous l’avez lue. Relisez-la."
NOBODY = "Personne ne recevrait cette lettre. Choisissez une liste qui a des adresses."
NOTHING = "Ses chroniques ne sont plus en ligne. Choisissez-en d’autres."


@require_safe
@requires(rules.may_prepare)
def letters(request: MemberRequest) -> HttpResponse:
    """The letters, the latest first."""
    organization, now = request.membership.organization, timezone.now()
    own = Letter.objects.visible_to(request.user).of_organization(organization)
    shown = Paginator(own.latest_first(), PER_PAGE).get_page(request.GET.get("page"))
    lists = RecipientList.objects.of_organization(organization).in_use().filter(by_sms=False)
    context = {
        "page": shown,
        "rows": page.rows(list(shown), zone=zone_of(organization), now=now),
        "submission": uuid4(),
        "has_lists": lists.exists(),
        "has_articles": reading.published_articles(now=now, organizations=[organization.pk]).exists(),
    }
    return render(request, "desk/letters/letters.html", context)


@require_POST
@requires(rules.may_prepare)
def begin(request: MemberRequest) -> HttpResponse:
    """A letter with the latest chronicles; sent twice, it is begun once."""
    try:
        key = UUID(request.POST.get("submission", ""))
    except ValueError as problem:
        raise Http404 from problem
    made = preparing.begin(request.membership, submission=key, now=timezone.now())
    return redirect("desk:letter", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def letter(request: MemberRequest, pk: int) -> HttpResponse:
    """How it reads, and what somebody changes of it."""
    shown, today, now = letter_or_404(request, pk), today_of(request), timezone.now()
    form = LetterForm(request.POST or None, letter=shown, today=today, now=now)
    if request.method == "POST" and form.is_valid():
        try:
            preparing.write(shown, form.draft())
        except AlreadyLeft:
            messages.error(request, LEFT)
            return redirect("desk:letter", pk)
        except ChangedMeanwhile:
            form = _typed_again(request, letter_or_404(request, pk), today=today)
        else:
            messages.success(request, "La lettre est enregistrée.")
            return redirect("desk:letter", pk)
    context = _about(request, shown, form, today=today)
    return render(request, "desk/letters/letter.html", context, status=status_of(form))


def _typed_again(request: MemberRequest, shown: Letter, *, today: date) -> LetterForm:
    """What was typed, over what somebody else wrote meanwhile: saving it again is then a choice."""
    typed = request.POST.copy()
    typed["revision"] = str(shown.revision)
    form = LetterForm(typed, letter=shown, today=today, now=timezone.now())
    form.add_error(None, CHANGED)
    return form


def _about(request: MemberRequest, shown: Letter, form: LetterForm, *, today: date) -> dict[str, object]:
    """Everything the page of one letter says."""
    now, has_left = timezone.now(), shown.left_at is not None
    written, text = page.preview(shown, now=now)
    failed = sending.messages_of(shown).filter(state=MessageState.FAILED).order_by("recipient", "pk")[:50]
    return {
        "letter": shown,
        "written": written,
        "text": text,
        "standing": page.standing(shown, today=today, zone=zone_of(shown.organization)),
        "form": form,
        "reaches": 0 if has_left else len(sending.addressees(shown)),
        "outcomes": outcomes(sending.counts([shown])[shown.pk]) if has_left else "",
        "failed": failed if has_left else (),
        "may_take_back": shown.left_at is not None and now < shown.left_at + GRACE,
        "planned": day(shown.planned_on),
        "is_late": shown.planned_on < today,
        "changed_meanwhile": form.has_error("__all__"),
    }


@require_POST
@requires(rules.may_prepare)
def say_reviewed(request: MemberRequest, pk: int) -> HttpResponse:
    """It leaves by itself on its day."""
    shown = letter_or_404(request, pk)
    try:
        preparing.say_reviewed(shown, revision=_read(request), by=request.user, now=timezone.now())
    except AlreadyLeft:
        messages.error(request, LEFT)
    except ChangedMeanwhile:
        messages.error(request, CHANGED_SINCE_READ)
    else:
        undo = reverse("desk:letter-not-reviewed", args=[pk])
        when = "dans quelques minutes" if shown.planned_on < today_of(request) else day(shown.planned_on)
        messages.success(request, with_undo(f"C’est relu. Elle part {when}.", undo, "Pas encore"))
    return redirect("desk:letter", pk)


@require_POST
@requires(rules.may_prepare)
def review_again(request: MemberRequest, pk: int) -> HttpResponse:
    """It waits until somebody reads it over."""
    try:
        preparing.review_again(letter_or_404(request, pk))
    except AlreadyLeft:
        messages.error(request, LEFT)
    else:
        messages.success(request, "Cette lettre ne part plus avant d’être relue.")
    return redirect("desk:letter", pk)


@require_POST
@requires(rules.may_prepare)
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """Send it at once; it may be taken back for five minutes."""
    shown = letter_or_404(request, pk)
    try:
        count = sending.send_now(shown, revision=_read(request), by=request.user, now=timezone.now())
    except AlreadyLeft:
        messages.error(request, LEFT)
    except ChangedMeanwhile:
        messages.error(request, CHANGED_SINCE_READ)
    except NobodyToWriteTo:
        messages.error(request, NOBODY)
    except NothingToTell:
        messages.error(request, NOTHING)
    else:
        said = f"{plural(count, 'message part', 'messages partent')} dans cinq minutes."
        messages.success(request, with_undo(said, reverse("desk:letter-take-back", args=[pk]), "Ne pas envoyer"))
    return redirect("desk:letter", pk)


@require_POST
@requires(rules.may_prepare)
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """As if it had not been sent, as long as no copy has left."""
    try:
        sending.take_back(letter_or_404(request, pk))
    except TooLate:
        messages.error(request, "Trop tard : des messages sont partis.")
    else:
        messages.success(request, "Rien n’est parti. La lettre attend d’être relue.")
    return redirect("desk:letter", pk)


def letter_or_404(request: MemberRequest, pk: int) -> Letter:
    """A letter of the member's own organization."""
    own = Letter.objects.visible_to(request.user).of_organization(request.membership.organization)
    return get_object_or_404(own.select_related("organization", "reviewed_by"), pk=pk)


def _read(request: MemberRequest) -> int:
    """The revision of the letter that was read; one that never was when the button doesn’t say."""
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1
