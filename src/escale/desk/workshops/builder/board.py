"""The page where groups are formed: the proposal, proposing again, moving somebody, taking a gesture back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.today import today_of
from escale.desk.workshops.builder import cards, ideas, memory
from escale.desk.workshops.builder.forms import RulesForm, StartForm
from escale.french.dates import day_of_month
from escale.french.plural import plural
from escale.places.zones import zone_of
from escale.workshops import drafts, forming, half_days, interest, proposing, rules
from escale.workshops.drafts import Change, DraftGone
from escale.workshops.models import DraftGroup, Interest


@require_safe
@requires(rules.may_prepare)
def groups(request: MemberRequest) -> HttpResponse:
    """The groups as they stand; before there is any, the half-days to begin with."""
    organization, now, form = request.membership.organization, timezone.now(), RulesForm(request.GET)
    board = proposing.read(organization, rules=form.rules, now=now)
    if not board.drafts:
        return start_page(request, waiting=len(board.interests))
    zone = zone_of(organization)
    found = ideas.ideas(organization, board.proposal.left, now=now)
    shown = cards.cards(board, zone=zone, now=now)
    placed = [member.interest for card in shown for member in card.members]
    said = proposing.answers_before(board.interests)
    context = {
        "rules_form": form,
        "cards": shown,
        "left": cards.left(board, found, said, zone=zone, now=now),
        "waiting": len(board.interests),
        "term": cards.term_words(board.drafts),
        "enough": cards.enough_words(board, form.rules),
        "by_hand": any(each.placed_by_hand for each in board.interests),
        "cycles": sum(bool(card.members) for card in shown),
        "placed": len(placed),
        "reach": cards.reach_words(forming.reach(placed)) if placed else "",
    }
    return render(request, "desk/workshops/builder/board.html", context)


def start_page(
    request: MemberRequest, *, waiting: int, form: StartForm | None = None, status: int = 200
) -> HttpResponse:
    """Draw the page of the half-days to begin with."""
    organization = request.membership.organization
    suggested = half_days.suggest(organization, request.membership.user, now=timezone.now())
    choices = [(str(rank), cards.half_day_words(each)) for rank, each in enumerate(suggested)]
    context = {"form": form or StartForm(choices=choices), "suggested": suggested, "waiting": waiting}
    return render(request, "desk/workshops/builder/start.html", context, status=status)


@require_POST
@requires(rules.may_prepare)
def propose(request: MemberRequest) -> HttpResponse:
    """Propose again; what was moved by hand stays unless "tout" is ticked."""
    organization, form = request.membership.organization, RulesForm(request.POST)
    keeps = "tout" not in request.POST
    change = drafts.propose(organization, form.rules, keep_by_hand=keeps, now=timezone.now())
    moved = len(change.places)
    if not moved:
        messages.info(request, "La proposition est la même : personne ne change de groupe.")
        return to_board(request)
    said = f"Nouvelle proposition : {plural(moved, 'personne')} {'changent' if moved > 1 else 'change'} de groupe."
    return done(request, said, change)


@require_POST
@requires(rules.may_prepare)
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Move somebody: `vers` is a group, nobody's group, or the next term."""
    organization = request.membership.organization
    who = get_object_or_404(Interest.objects.visible_to(request.user).of_organization(organization).open(), pk=pk)
    match request.POST.get("vers", ""):
        case cards.TO_NOBODY:
            return done(request, f"{who.short_name} n’a plus de groupe.", drafts.move(who, to=None))
        case cards.TO_NEXT_TERM:
            until = interest.next_term(after=half_days.first_day(today_of(request)))
            change = drafts.move_to_next_term(who, until=until)
            return done(request, f"{who.short_name} attend le {day_of_month(until)} {until.year}.", change)
        case group:
            to = draft_or_404(request, int(group) if group.isascii() and group.isdecimal() and len(group) < 19 else 0)
            try:
                change = drafts.move(who, to=to)
            except DraftGone:
                return gone(request)
            return done(request, f"{who.short_name} rejoint « {to} ».", change, fragment=f"groupe-{to.pk}")


@require_POST
@requires(rules.may_prepare)
def undo(request: MemberRequest) -> HttpResponse:
    """Take the last gesture back."""
    organization = request.membership.organization
    change = memory.take(request.session, organization_id=organization.pk)
    if change is None:
        messages.info(request, "Il n’y a plus rien à défaire.")
        return to_board(request)
    drafts.undo(organization, change)
    messages.success(request, "C’est défait.")
    return to_board(request)


def done(request: MemberRequest, said: str, change: Change, *, fragment: str = "") -> HttpResponse:
    """Say what a gesture did, with the button that takes it back, and lead to the groups."""
    memory.keep(request.session, change, organization_id=request.membership.organization_id)
    address = reverse("desk:groups-undo", query=RulesForm(_given(request)).query)
    messages.success(request, with_undo(said, address, "Défaire"))
    return to_board(request, fragment=fragment)


def gone(request: MemberRequest) -> HttpResponse:
    """Say that a colleague was faster."""
    messages.warning(request, "Ce groupe vient d’être retiré, ou son cycle créé. Voici où nous en sommes.")
    return to_board(request)


def to_board(request: MemberRequest, *, fragment: str = "") -> HttpResponse:
    """Lead to the groups, with the rules the form came with."""
    given = RulesForm(_given(request)).query
    return redirect(reverse("desk:groups", query=given, fragment=fragment or None))


def draft_or_404(request: MemberRequest, pk: int) -> DraftGroup:
    own = DraftGroup.objects.visible_to(request.user).of_organization(request.membership.organization)
    draft = own.pending().with_everything_shown().one(pk=pk)
    if draft is None:
        raise Http404
    return draft


def _given(request: MemberRequest) -> dict[str, Any]:
    return {name: request.POST.get(name) or request.GET.get(name, "") for name in ("taille", "ordre")}
