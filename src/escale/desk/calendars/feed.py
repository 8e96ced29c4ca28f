"""The address where one's own agenda is read: by a telephone, by another calendar."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import resources
from escale.agenda.models import CalendarFeed
from escale.appointments import feed_links
from escale.desk.calendars.forms import FeedForm
from escale.desk.settings.page import settings_page
from escale.french.dates import ago


@requires(rules.may_receive)
def feed(request: MemberRequest) -> HttpResponse:
    found = CalendarFeed.objects.filter(resource__adviser=request.user).get_or_none()
    if found is None:
        return settings_page(request, "calendar_feed.html", {"feed": None})
    secret = feed_links.secret_of(found)
    address = f"{settings.BASE_URL}{reverse('portal:agenda-feed', args=[secret])}" if secret else ""
    context = {
        "feed": found,
        "address": address,
        "webcal": f"webcal://{address.partition('://')[2]}",
        "last_read": ago(timezone.now() - found.last_read_at) if found.last_read_at else "",
        "form": FeedForm(initial={"with_names": found.with_names, "with_permanences": found.with_permanences}),
    }
    return settings_page(request, "calendar_feed.html", context)


@require_POST
@requires(rules.may_receive)
def open_feed(request: MemberRequest) -> HttpResponse:
    feed_links.open_feed(resources.for_adviser(request.user), now=timezone.now())
    messages.success(request, "Votre adresse est prête. Ne la donnez qu’à vos appareils.")
    return redirect("desk:calendar-feed")


@require_POST
@requires(rules.may_receive)
def renew(request: MemberRequest) -> HttpResponse:
    if found := CalendarFeed.objects.filter(resource__adviser=request.user).get_or_none():
        feed_links.renew(found, now=timezone.now())
        messages.success(request, "Voici votre nouvelle adresse. L’ancienne n’ouvre plus rien : remettez-la partout.")
    return redirect("desk:calendar-feed")


@require_POST
@requires(rules.may_receive)
def close(request: MemberRequest) -> HttpResponse:
    if found := CalendarFeed.objects.filter(resource__adviser=request.user).get_or_none():
        feed_links.close(found)
        messages.success(request, "L’adresse est fermée. Elle n’ouvre plus rien.")
    return redirect("desk:calendar-feed")


@require_POST
@requires(rules.may_receive)
def choose(request: MemberRequest) -> HttpResponse:
    form = FeedForm(request.POST)
    found = CalendarFeed.objects.filter(resource__adviser=request.user).get_or_none()
    if found and form.is_valid():
        feed_links.choose(found, **form.cleaned_data)
        messages.success(request, "C’est enregistré. Votre téléphone le verra à sa prochaine lecture.")
    return redirect("desk:calendar-feed")
