"""The page of a kit, opened by one gesture from its activity; its texts, written by hand or taken anew."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import OwnedQuerySet
from escale.agenda.models import Permanence
from escale.desk.answers import with_undo
from escale.desk.communication import kit_page, words
from escale.desk.communication.finding import event_or_404, kit_or_404, piece_or_404, revision_of
from escale.desk.communication.forms import TextForm
from escale.desk.communication.kit_page import Sent
from escale.french.plural import plural
from escale.programme.models import Programme
from escale.publishing import kits, pieces, rules, sources
from escale.publishing.models import Event, Kit, Piece, PieceKind
from escale.publishing.pieces import ChangedMeanwhile
from escale.publishing.texts.writing import limit_of
from escale.ui.status import REFUSED
from escale.workshops.models import Group

CHANGED = "Ce texte a changé pendant que vous l’écriviez. Le vôtre est ci-dessous : enregistrez pour le garder."
CHANGED_SINCE = "Ce texte a changé entre-temps. Relisez-le."


@require_POST
@requires(rules.may_spread)
def open_group(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a workshop or a cycle known."""
    return _opened(request, get_object_or_404(_own(request, Group.objects.all()), pk=pk))


@require_POST
@requires(rules.may_spread)
def open_permanence(request: MemberRequest, pk: int) -> HttpResponse:
    return _opened(request, get_object_or_404(_own(request, Permanence.objects.all()), pk=pk))


@require_POST
@requires(rules.may_spread)
def open_programme(request: MemberRequest, pk: int) -> HttpResponse:
    return _opened(request, get_object_or_404(_own(request, Programme.objects.all()), pk=pk))


@require_POST
@requires(rules.may_spread)
def open_event(request: MemberRequest, pk: int) -> HttpResponse:
    return _opened(request, event_or_404(request, pk))


@require_safe
@requires(rules.may_spread)
def kit(request: MemberRequest, pk: int) -> HttpResponse:
    return page(request, kit_or_404(request, pk), now=timezone.now())


@require_POST
@requires(rules.may_spread)
def complete(request: MemberRequest, pk: int) -> HttpResponse:
    """Make what the channels added since have not yet."""
    shown = kit_or_404(request, pk)
    made = kits.complete(shown, sources.of_kit(shown), now=timezone.now())
    messages.success(request, f"Le kit est complet : {plural(made, 'pièce ajoutée', 'pièces ajoutées')}.")
    return redirect("desk:kit", pk)


@require_POST
@requires(rules.may_prepare)
def write_text(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep a text written by hand; nothing typed is lost when it is too long, or when somebody wrote it too."""
    piece, now = piece_or_404(request, pk), timezone.now()
    kind = PieceKind(piece.kind)
    form = TextForm(request.POST, kind=kind, limit=limit_of(kind, piece.channel))
    if not form.is_valid():
        problem = " ".join(str(error) for errors in form.errors.values() for error in errors)
        return _refused(request, piece, problem, now=now)
    source = sources.of_kit(piece.kit).fingerprint
    try:
        pieces.write_text(piece, form.cleaned_data["text"], source=source, revision=form.cleaned_data["revision"])
    except ChangedMeanwhile:
        return _refused(request, piece, CHANGED, now=now)
    undo = reverse("desk:piece-anew", args=[pk], query={"revision": form.cleaned_data["revision"] + 1})
    said = f"Votre texte est gardé : {words.text_name(piece)}."
    messages.success(request, with_undo(said, undo, "Revenir au texte proposé"))
    return _back(piece)


@require_POST
@requires(rules.may_prepare)
def take_anew(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the text that comes from the activity again."""
    piece = piece_or_404(request, pk)
    try:
        revision = revision_of(request)
        pieces.take_anew(piece, source=sources.of_kit(piece.kit).fingerprint, revision=revision)
        undo = reverse("desk:piece-put-back", args=[pk], query={"revision": revision + 1})
        said = "C’est le texte proposé, à jour."
        messages.success(request, with_undo(said, undo, "Reprendre le mien") if piece.text else said)
    except ChangedMeanwhile:
        messages.warning(request, CHANGED_SINCE)
    return _back(piece)


@require_POST
@requires(rules.may_prepare)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take up the last text written by hand again."""
    return _decided(request, pk, pieces.put_back, said="C’est votre texte.")


@require_POST
@requires(rules.may_prepare)
def keep_text(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep a piece as it is, though the activity has changed."""
    return _decided(request, pk, pieces.keep, said="C’est gardé tel quel.")


def page(request: MemberRequest, shown: Kit, *, now: datetime, sent: Sent | None = None) -> HttpResponse:
    """Draw the page of a kit, with a text as it was sent when it has to be corrected."""
    context = kit_page.read(shown, by=request.membership, now=now, sent=sent)
    return render(request, "desk/communication/kit.html", context, status=REFUSED if sent else 200)


def _decided(request: MemberRequest, pk: int, decide: Callable[..., None], *, said: str) -> HttpResponse:
    """Write which text is the right one, unless it changed since it was read."""
    piece = piece_or_404(request, pk)
    try:
        decide(piece, source=sources.of_kit(piece.kit).fingerprint, revision=revision_of(request))
        messages.success(request, said)
    except ChangedMeanwhile:
        messages.warning(request, CHANGED_SINCE)
    return _back(piece)


def _opened(request: MemberRequest, about: Group | Permanence | Programme | Event) -> HttpResponse:
    return redirect("desk:kit", kits.open_kit(about, by=request.membership, now=timezone.now()).pk)


def _own[M: Model](request: MemberRequest, rows: OwnedQuerySet[M]) -> OwnedQuerySet[M]:
    return rows.visible_to(request.user).of_organization(request.membership.organization)


def _refused(request: MemberRequest, piece: Piece, problem: str, *, now: datetime) -> HttpResponse:
    piece.refresh_from_db(fields=["revision"])
    sent = Sent(piece=piece, text=request.POST.get("text", ""), problem=problem)
    return page(request, kit_or_404(request, piece.kit_id), now=now, sent=sent)


def _back(piece: Piece) -> HttpResponse:
    return redirect(reverse("desk:kit", args=[piece.kit_id], fragment=f"piece-{piece.pk}"))
