"""The channels of the organization: the ready list, one of them, their order; the places of posters."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.communication import words
from escale.desk.communication.finding import channel_or_404, outlet_or_404
from escale.desk.communication.forms import ChannelForm, OutletForm
from escale.french.plural import plural
from escale.publishing import channels as operations
from escale.publishing import deadlines, rules, starters
from escale.publishing.channels import OutOfOrder
from escale.publishing.models import Channel, ChannelKind, Outlet
from escale.ui.status import status_of

WITH_OUTLETS = frozenset({ChannelKind.POSTERS, ChannelKind.FLYERS})


@require_safe
@requires(rules.may_spread)
def channels(request: MemberRequest) -> HttpResponse:
    """Every channel in order, those withdrawn, and what the ready list would add."""
    organization = request.membership.organization
    own = Channel.objects.visible_to(request.user).of_organization(organization)
    used = list(own.in_use().in_order())
    rows = [(each, words.ICONS[ChannelKind(each.kind)], deadlines.words(each, activity_on=None)) for each in used]
    context = {
        "rows": rows,
        "withdrawn": own.exclude(archived_at=None).in_order(),
        "missing": starters.missing(organization),
        "may_prepare": rules.may_prepare(request.membership),
        "with_outlets": WITH_OUTLETS,
    }
    return render(request, "desk/communication/channels.html", context)


@require_POST
@requires(rules.may_prepare)
def add_ready(request: MemberRequest) -> HttpResponse:
    """Take the ready list in one gesture."""
    added = starters.add(request.membership.organization, now=timezone.now())
    messages.success(
        request, f"{plural(len(added), 'canal ajouté', 'canaux ajoutés')}. Corrigez ce qui n’est pas comme chez vous."
    )
    return redirect("desk:channels")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    organization = request.membership.organization
    added = Channel(organization=organization, created_at=timezone.now())
    form = ChannelForm(request.POST or None, organization=organization, instance=added)
    if request.method == "POST" and form.is_valid():
        added.position = operations.next_position(organization)
        form.save()
        messages.success(request, f"C’est ajouté : {added.name}.")
        return redirect("desk:channels")
    return render(request, "desk/communication/channel_form.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    changed = channel_or_404(request, pk)
    form = ChannelForm(request.POST or None, organization=changed.organization, instance=changed)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"C’est enregistré : {changed.name}.")
        return redirect("desk:channels")
    context = {"form": form, "channel": changed, "has_outlets": changed.kind in WITH_OUTLETS}
    return render(request, "desk/communication/channel_form.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def archive(request: MemberRequest, pk: int) -> HttpResponse:
    channel = channel_or_404(request, pk)
    operations.archive(channel, now=timezone.now())
    said = f"{channel.name} est retiré. Les adresses déjà imprimées mènent toujours à la bonne page."
    messages.success(request, with_undo(said, reverse("desk:channel-restore", args=[pk]), "Le remettre"))
    return redirect("desk:channels")


@require_POST
@requires(rules.may_prepare)
def restore(request: MemberRequest, pk: int) -> HttpResponse:
    channel = channel_or_404(request, pk)
    if operations.restore(channel):
        messages.success(request, f"{channel.name} est remis.")
    else:
        messages.error(request, "Un canal porte déjà ce nom. Changez le nom de l’autre, puis recommencez.")
    return redirect("desk:channels")


@require_POST
@requires(rules.may_prepare)
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """One place up, or down."""
    channel = channel_or_404(request, pk)
    try:
        operations.move(channel, up="haut" in request.POST)
    except (OutOfOrder, ValueError):
        messages.info(request, f"{channel.name} est déjà au bout de la liste.")
    return redirect(reverse("desk:channels", fragment=f"canal-{pk}"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_spread)
def outlets(request: MemberRequest, pk: int) -> HttpResponse:
    """Where the posters of a channel hang; one more is added below."""
    channel = channel_or_404(request, pk)
    form = OutletForm(request.POST or None, channel=channel)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"C’est ajouté : {form.instance.name}.")
        return redirect("desk:outlets", pk)
    listed = Outlet.objects.filter(channel=channel).in_use().by_name()
    context = {"channel": channel, "form": form, "outlets": listed}
    return render(request, "desk/communication/outlets.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_spread)
def outlet(request: MemberRequest, pk: int) -> HttpResponse:
    changed = outlet_or_404(request, pk)
    form = OutletForm(request.POST or None, channel=changed.channel, instance=changed)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, f"C’est enregistré : {changed.name}.")
        return redirect("desk:outlets", changed.channel_id)
    return render(request, "desk/communication/outlet.html", {"form": form, "outlet": changed}, status=status_of(form))


@require_POST
@requires(rules.may_spread)
def withdraw_outlet(request: MemberRequest, pk: int) -> HttpResponse:
    gone = outlet_or_404(request, pk)
    operations.withdraw_outlet(gone, now=timezone.now())
    undo = reverse("desk:outlet-restore", args=[pk])
    messages.success(request, with_undo(f"{gone.name} est retiré.", undo, "Le remettre"))
    return redirect("desk:outlets", gone.channel_id)


@require_POST
@requires(rules.may_spread)
def restore_outlet(request: MemberRequest, pk: int) -> HttpResponse:
    back = outlet_or_404(request, pk)
    if operations.restore_outlet(back):
        messages.success(request, f"{back.name} est remis.")
    else:
        messages.error(request, "Un lieu porte déjà ce nom.")
    return redirect("desk:outlets", back.channel_id)
