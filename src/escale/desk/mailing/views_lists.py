"""A list of recipients: made, read, searched, added to, renamed, put away and taken out again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.answers import with_undo
from escale.desk.mailing.finding import list_or_404
from escale.desk.mailing.forms import AddListForm, ListForm, RecipientForm
from escale.desk.today import today_of
from escale.french.plain_text import clean
from escale.publishing import rules
from escale.publishing.mailing import lists
from escale.publishing.mailing.lists import AlreadyThere, Refuses
from escale.publishing.models import Public, Recipient, RecipientQuerySet
from escale.ui.status import status_of

PER_PAGE = 50
ALREADY = "Cette adresse est déjà dans la liste."
REFUSES = (
    "Cette personne a demandé à ne plus recevoir ce mail. Elle seule peut revenir, depuis le lien de son dernier mail."
)
REFUSES_SMS = "Ce numéro a répondu STOP : il ne reçoit plus de SMS."


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def add(request: MemberRequest) -> HttpResponse:
    form = AddListForm(request.POST or None, organization=request.membership.organization)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        made = lists.make(
            request.membership.organization,
            name=said["name"],
            public=Public(said["public"]),
            by_sms=said["by"] == "sms",
            channel=said["channel"],
            now=timezone.now(),
        )
        messages.success(request, f"La liste « {made.name} » est prête. Ajoutez des adresses.")
        return redirect("desk:mailing-list", made.pk)
    return render(request, "desk/mailing/list_form.html", {"form": form, "list": None}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def change(request: MemberRequest, pk: int) -> HttpResponse:
    shown = list_or_404(request, pk)
    initial = {"name": shown.name, "public": shown.public, "channel": shown.channel_id}
    form = ListForm(request.POST or None, organization=shown.organization, changed=shown, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        lists.change(shown, name=said["name"], public=Public(said["public"]), channel=said["channel"])
        messages.success(request, "La liste est enregistrée.")
        return redirect("desk:mailing-list", pk)
    return render(request, "desk/mailing/list_form.html", {"form": form, "list": shown}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_prepare)
def recipients(request: MemberRequest, pk: int) -> HttpResponse:
    """The addresses of a list, and the form of one more."""
    shown, today = list_or_404(request, pk), today_of(request)
    form = RecipientForm(request.POST or None, by_sms=shown.by_sms, today=today, initial={"asked_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            made = lists.add(shown, form.contact(), by=request.user, now=timezone.now())
        except AlreadyThere:
            form.add_error("phone" if shown.by_sms else "email", ALREADY)
        except Refuses:
            form.add_error("phone" if shown.by_sms else "email", REFUSES_SMS if shown.by_sms else REFUSES)
        else:
            undo = reverse("desk:mailing-recipient-remove", args=[made.pk])
            messages.success(request, with_undo(f"{made.address} est dans la liste.", undo, "Annuler"))
            return redirect("desk:mailing-list", pk)
    asked, only = clean(request.GET.get("q", ""))[:80], request.GET.get("voir", "")
    found = _matching(Recipient.objects.filter(list=shown).standing().with_refusals(), asked, only)
    page = Paginator(found.order_by("structure", "name", "email", "phone", "pk"), PER_PAGE)
    context = {
        "list": shown,
        "page": page.get_page(request.GET.get("page")),
        "form": form,
        "asked": asked,
        "only": only,
    }
    return render(request, "desk/mailing/list.html", context, status=status_of(form))


@require_POST
@requires(rules.may_prepare)
def put_away(request: MemberRequest, pk: int) -> HttpResponse:
    shown = list_or_404(request, pk)
    lists.put_away(shown, now=timezone.now())
    undo = reverse("desk:mailing-list-take-out", args=[pk])
    messages.success(request, with_undo(f"La liste « {shown.name} » ne reçoit plus rien.", undo, "La remettre"))
    return redirect("desk:mailing")


@require_POST
@requires(rules.may_prepare)
def take_out_again(request: MemberRequest, pk: int) -> HttpResponse:
    shown = list_or_404(request, pk)
    if lists.take_out_again(shown):
        messages.success(request, f"La liste « {shown.name} » est remise.")
    else:
        messages.error(request, "Une autre liste porte maintenant ce nom. Changez-le d’abord.")
    return redirect("desk:mailing")


def _matching(found: RecipientQuerySet, asked: str, only: str) -> RecipientQuerySet:
    if only == "a-corriger":
        found = found.filter(bounced_at__isnull=False)
    if asked:
        words = ("name", "structure", "email", "phone")
        anywhere = Q()
        for word in words:
            anywhere |= Q(**{f"{word}__icontains": asked})
        found = found.filter(anywhere)
    return found
