"""The directory of peers, one’s own profile in it, and what peers write to one another."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import User
from escale.desk.answers import with_undo
from escale.desk.practice import nearby
from escale.desk.practice.forms import ProfileForm, TalkForm
from escale.desk.practice.page import peers_page
from escale.practice import directory, rules
from escale.practice.directory import NotAPeer, TooManyMessages
from escale.practice.models import PeerMessage, PeerProfile
from escale.topics import Topic
from escale.ui.status import status_of

PER_PAGE = 20
MOST = 400
"""How many profiles a search sorts by distance."""
MOST_SAID = 200
FAR = 1e6


@dataclass(frozen=True, kw_only=True)
class Card:
    """A peer, what she knows, how far she is."""

    profile: PeerProfile
    user: User
    where: str
    topics: list[str]
    is_own: bool


@require_safe
@requires(rules.may_take_part)
def peers(request: MemberRequest) -> HttpResponse:
    """Those who show themselves, the nearest first; in words, by subject, and who accompanies."""
    asked, topic, mentors = request.GET.get("q", "")[:100], request.GET.get("sujet", ""), "mentor" in request.GET
    found = directory.found(PeerProfile.objects.visible_to(request.user), asked)
    found = found.filter(mentors=True) if mentors else found
    listed = found.select_related("membership__user", "membership__organization").order_by("-shown_at", "pk")[:MOST]
    cards = [card for card in _cards(request, listed) if not topic or topic in card.profile.topics]
    context = {
        "page": Paginator(cards, PER_PAGE).get_page(request.GET.get("page")),
        "asked": asked,
        "topic": topic,
        "mentors": mentors,
        "topics": Topic.choices,
        "is_filtered": bool(asked or topic or mentors),
        "own": directory.of(request.membership),
    }
    return peers_page(request, "directory.html", context)


@require_safe
@requires(rules.may_take_part)
def peer(request: MemberRequest, pk: int) -> HttpResponse:
    """What one peer says of herself."""
    found = PeerProfile.objects.visible_to(request.user).select_related("membership__user", "membership__organization")
    (card,) = _cards(request, [get_object_or_404(found, pk=pk)])
    return peers_page(request, "peer.html", {"card": card})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def profile(request: MemberRequest) -> HttpResponse:
    """What she says of herself: written, then shown when she likes."""
    own = directory.of(request.membership)
    form = ProfileForm(request.POST or None, profile=own)
    if request.method == "POST" and form.is_valid():
        made = directory.write(request.membership, form.draft(), now=timezone.now())
        waiting = "C’est enregistré. Personne ne la voit encore : montrez-la quand vous voulez."
        messages.success(request, "C’est enregistré, et vos pairs le lisent." if made.shown_at else waiting)
        return redirect("desk:peers-profile")
    return peers_page(request, "profile.html", {"form": form, "own": own}, status=status_of(form))


@require_POST
@requires(rules.may_take_part)
def show(request: MemberRequest) -> HttpResponse:
    directory.show(_own_or_404(request), now=timezone.now())
    messages.success(request, "Vos pairs lisent votre fiche. Votre adresse mail n’est jamais montrée.")
    return redirect("desk:peers-profile")


@require_POST
@requires(rules.may_take_part)
def hide(request: MemberRequest) -> HttpResponse:
    directory.hide(_own_or_404(request))
    undo = with_undo("Plus personne ne lit votre fiche.", reverse("desk:peers-profile-show"), "La remettre")
    messages.success(request, undo)
    return redirect("desk:peers-profile")


@require_POST
@requires(rules.may_take_part)
def erase(request: MemberRequest) -> HttpResponse:
    directory.erase(_own_or_404(request))
    messages.success(request, "Votre fiche est effacée.")
    return redirect("desk:peers-directory")


@require_safe
@requires(rules.may_take_part)
def talks(request: MemberRequest) -> HttpResponse:
    """With whom she writes, the last one first."""
    said = PeerMessage.objects.visible_to(request.user).select_related("sender", "recipient")
    last: dict[int, tuple[User, PeerMessage, bool]] = {}
    for each in said.order_by("-created_at", "-pk")[:MOST_SAID]:
        other = each.sender if each.recipient_id == request.user.pk else each.recipient
        last.setdefault(other.pk, (other, each, each.recipient_id == request.user.pk and each.read_at is None))
    return peers_page(request, "talks.html", {"talks": list(last.values())})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_take_part)
def talk(request: MemberRequest, pk: int) -> HttpResponse:
    """What the two wrote to each other, and the next message."""
    other = get_object_or_404(User, pk=pk)
    said = list(_between(request, other))
    may_write = directory.may_write(request.user, other)
    if not said and not may_write:
        raise Http404
    form = TalkForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _sent(request, other, form, said):
        messages.success(request, f"Votre message part. {other.first_name} le lit ici, et répond ici.")
        return redirect("desk:peers-talk", pk)
    unread = any(each.recipient_id == request.user.pk and each.read_at is None for each in said)
    context = {"form": form, "other": other, "said": said, "unread": unread, "may_write": may_write}
    return peers_page(request, "talk.html", context, status=status_of(form))


@require_POST
@requires(rules.may_take_part)
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that what a peer wrote is read."""
    other = get_object_or_404(
        User.objects.filter(pk__in=PeerMessage.objects.filter(recipient=request.user).order_by().values("sender")),
        pk=pk,
    )
    directory.read(PeerMessage.objects.unread_by(request.user).filter(sender=other), now=timezone.now())
    messages.success(request, "C’est noté : vous avez lu.")
    return redirect("desk:peers-talk", pk)


def _sent(request: MemberRequest, other: User, form: TalkForm, said: Iterable[PeerMessage]) -> bool:
    """Whether the message left; answering says that what came before is read."""
    now = timezone.now()
    try:
        directory.send(other, form.cleaned_data["text"], member=request.membership, submission=form.key, now=now)
    except NotAPeer:
        form.add_error("text", "Cette personne ne reçoit plus de message ici.")
    except TooManyMessages:
        form.add_error("text", "Vous avez beaucoup écrit aujourd’hui. Reprenez demain.")
    else:
        directory.read([each for each in said if each.recipient_id == request.user.pk], now=now)
        return True
    return False


def _between(request: MemberRequest, other: User) -> list[PeerMessage]:
    """The last messages between the two, the oldest first."""
    said = PeerMessage.objects.filter(sender__in=[request.user, other], recipient__in=[request.user, other])
    return list(said.select_related("sender").order_by("-created_at", "-pk")[:MOST_SAID])[::-1]


def _cards(request: MemberRequest, profiles: Iterable[PeerProfile]) -> list[Card]:
    """The nearest first; where nobody says, last."""
    origin = nearby.origin_of(request.membership)
    placed = [(nearby.distance_to(each.commune, origin), each) for each in profiles]
    placed.sort(key=lambda pair: FAR if pair[0] is None else pair[0])
    return [
        Card(
            profile=each,
            user=each.membership.user,
            where=nearby.said(each.commune_name, km),
            topics=[Topic(topic).label for topic in each.topics if topic in Topic],
            is_own=each.membership_id == request.membership.pk,
        )
        for km, each in placed
    ]


def _own_or_404(request: MemberRequest) -> PeerProfile:
    return get_object_or_404(PeerProfile, membership=request.membership)
