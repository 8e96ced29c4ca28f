"""What becomes of a piece: planned, sent, left out, taken back; the mail it is, and where its posters hang."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.communication import kit_page, words
from escale.desk.communication.finding import piece_or_404, revision_of
from escale.desk.communication.forms import PlanForm
from escale.desk.today import today_of
from escale.french.dates import day
from escale.publishing import channel_mail, pieces, rules, sources
from escale.publishing.channel_mail import NoAddress
from escale.publishing.models import Piece
from escale.publishing.pieces import ChangedMeanwhile
from escale.publishing.texts import mails
from escale.ui.status import status_of


@require_POST
@requires(rules.may_spread)
def done(request: MemberRequest, pk: int) -> HttpResponse:
    """It has left."""
    piece = piece_or_404(request, pk)
    source = sources.of_kit(piece.kit).fingerprint
    pieces.mark_done(piece, source=source, by=request.membership, now=timezone.now())
    return _said(request, piece, f"C’est noté : {piece.channel.name}.")


@require_POST
@requires(rules.may_spread)
def undone(request: MemberRequest, pk: int) -> HttpResponse:
    """It hasn't left after all."""
    piece = piece_or_404(request, pk)
    pieces.reopen(piece)
    messages.success(request, f"C’est de nouveau à faire : {piece.channel.name}.")
    return _back(piece)


@require_POST
@requires(rules.may_spread)
def skip(request: MemberRequest, pk: int) -> HttpResponse:
    """Not this time."""
    piece = piece_or_404(request, pk)
    pieces.skip(piece)
    return _said(request, piece, f"Pas cette fois : {piece.channel.name}.")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_spread)
def plan(request: MemberRequest, pk: int) -> HttpResponse:
    """Say the day it will leave."""
    piece = piece_or_404(request, pk)
    form = PlanForm(request.POST or None, today=today_of(request), initial={"on": piece.planned_on})
    if request.method == "POST" and form.is_valid():
        pieces.plan(piece, on=form.cleaned_data["on"])
        messages.success(request, f"C’est prévu {day(form.cleaned_data['on'])} : {piece.channel.name}.")
        return _back(piece)
    context = {"form": form, "piece": piece, "title": words.title_of(piece.kit)}
    return render(request, "desk/communication/plan.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def send(request: MemberRequest, pk: int) -> HttpResponse:
    """The mail of a channel: read again, then sent to its contact."""
    piece = piece_or_404(request, pk)
    source = sources.of_kit(piece.kit)
    shown = kit_page.text_of(piece, source, kit_page.addresses_of([piece])[piece.pk])
    if request.method == "POST":
        try:
            channel_mail.send(
                piece,
                source=source.fingerprint,
                revision=revision_of(request),
                by=request.membership,
                now=timezone.now(),
            )
        except NoAddress:
            messages.error(request, f"Il manque l’adresse mail de {piece.channel.name}. Écrivez-la, puis revenez.")
            return redirect("desk:channel", piece.channel_id)
        except ChangedMeanwhile:
            messages.warning(request, "Ce mail vient de partir, ou son texte a changé. Relisez-le avant de l’envoyer.")
            return redirect("desk:piece-send", pk)
        messages.success(request, f"Le mail part à {piece.channel.contact_email}.")
        return _back(piece)
    subject, body = mails.subject_and_body(shown.text, otherwise=source.title)
    context = {"piece": piece, "shown": shown, "subject": subject, "body": body, "source": source}
    return render(request, "desk/communication/send.html", context)


def _said(request: MemberRequest, piece: Piece, said: str) -> HttpResponse:
    messages.success(request, with_undo(said, reverse("desk:piece-undone", args=[piece.pk]), "Annuler"))
    return _back(piece)


def _back(piece: Piece) -> HttpResponse:
    return redirect(reverse("desk:kit", args=[piece.kit_id], fragment=f"canal-{piece.channel_id}"))
