"""A file of the national tool brought in (kept, read again, written, undone), and ours taken away in its form."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.activity.exchange import gestures, taking_out
from escale.activity.exchange.findings import NotThisFile, ToCorrect
from escale.activity.exchange.gestures import MOST_BYTES, PREFIX, AlreadyWritten
from escale.activity.models import Draft
from escale.desk.exchange import words
from escale.desk.exchange.forms import Content, FileForm, PeriodForm
from escale.desk.today import today_of
from escale.french.plural import plural
from escale.spreadsheets import XLSX, UnreadableFile
from escale.ui.status import REFUSED

NOT_IT = "Ce n’est pas un fichier d’activités de La Coop. Dans La Coop : « Mes activités », puis « Exporter »."
TAKE = {
    Content.OWN: taking_out.own,
    Content.TEAM: taking_out.team,
    Content.COORDINATION: taking_out.coordination,
}


@require_safe
@requires(rules.may_see_notes)
def exchange(request: MemberRequest) -> HttpResponse:
    return _page(request)


@require_POST
@requires(rules.may_see_notes)
def bring(request: MemberRequest) -> HttpResponse:
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            # A file is read no further than one byte after its limit.
            draft = gestures.keep(
                sent.read(MOST_BYTES + 1),
                file_name=sent.name,
                by=request.membership,
                key=uuid4(),
                now=timezone.now(),
            )
            return redirect("desk:exchange-preview", draft.pk)
        except UnreadableFile as problem:
            form.add_error("file", problem.sentence)
        except NotThisFile:
            form.add_error("file", NOT_IT)
    return _page(request, bringing=form)


@require_safe
@requires(rules.may_see_notes)
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    return _preview(request, _draft(request, pk))


@require_POST
@requires(rules.may_see_notes)
def write(request: MemberRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    try:
        written = gestures.write(draft, by=request.membership, now=timezone.now())
    except ToCorrect:
        return _preview(request, draft, status=REFUSED)
    except AlreadyWritten:
        messages.info(request, "Ce fichier est déjà écrit.")
    else:
        messages.success(request, f"{plural(written, 'activité écrite', 'activités écrites')}. Elles sont comptées.")
    return redirect("desk:exchange")


@require_POST
@requires(rules.may_see_notes)
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    draft = _draft(request, pk)
    if "written" not in draft.content:
        gestures.leave(draft)
        messages.success(request, "Ce fichier est laissé de côté. Rien n’en a été gardé.")
    return redirect("desk:exchange")


@require_POST
@requires(rules.may_see_notes)
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    gone, kept = gestures.undo(_draft(request, pk), by=request.membership)
    stays = f" {plural(kept, 'activité reste', 'activités restent')} : changées depuis." if kept else ""
    messages.success(request, f"{plural(gone, 'activité retirée', 'activités retirées')}.{stays}")
    return redirect("desk:exchange")


@require_POST
@requires(rules.may_see_notes)
def take(request: MemberRequest) -> HttpResponse:
    """The file itself. It names people: it is asked for by a form, and leaves a line in each of their files."""
    form = _period(request)
    if request.POST.get("content") == Content.TEAM and not rules.may_set_up_others(request.membership):
        raise PermissionDenied
    if not form.is_valid():
        return _page(request, taking=form)
    said = form.cleaned_data
    make = TAKE[Content(said["content"])]
    file = make(request.membership, first=said["first"], last=said["last"], now=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(file.content, content_type=XLSX, headers=headers)


def _page(
    request: MemberRequest, *, bringing: FileForm | None = None, taking: PeriodForm | None = None
) -> HttpResponse:
    context = {
        "bringing": bringing or FileForm(),
        "taking": taking or _period(request),
        "brought": [(each, words.standing(each.written)) for each in gestures.brought_by(request.membership)],
    }
    refused = bringing is not None or taking is not None
    return render(request, "desk/exchange/exchange.html", context, status=REFUSED if refused else 200)


def _preview(request: MemberRequest, draft: Draft, *, status: int = 200) -> HttpResponse:
    try:
        planned = gestures.plan(draft, by=request.membership)
    except AlreadyWritten:
        return redirect("desk:exchange")
    findings, left_out = words.shown(planned.findings)
    context = {
        "draft": draft,
        "effect": words.effect(planned),
        "fresh": len(planned.fresh),
        "stops": len(planned.stops),
        "findings": findings,
        "left_out": left_out,
    }
    return render(request, "desk/exchange/preview.html", context, status=status)


def _period(request: MemberRequest) -> PeriodForm:
    sees_team = rules.may_set_up_others(request.membership)
    said = request.POST if request.resolver_match and request.resolver_match.url_name == "exchange-take" else None
    return PeriodForm(said, today=today_of(request), sees_team=sees_team)


def _draft(request: MemberRequest, pk: int) -> Draft:
    """A file she brought herself: another's isn't hers to read."""
    member = request.membership
    own = Draft.objects.filter(organization=member.organization, user=member.user, key__startswith=PREFIX)
    return get_object_or_404(own, pk=pk)
