"""The first steps of booking: with whom, about what, when. Nothing is written here: every answer is in the address."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from escale.accounts.models import Organization
from escale.appointments import public_hours
from escale.portal import nearby, scope, steps
from escale.portal.answers import Answers, ChosenHour, read_key
from escale.portal.forms import SubjectForm
from escale.portal.guards import public
from escale.portal.steps import STEPS, Journey


@public
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """With whom: asked only when several organizations receive."""
    answers = Answers.read(request.GET.dict())
    found = [each for each in public_hours.organizations() if scope.holds(request, each.pk)]
    if len(found) == 1:
        return redirect(reverse("portal:booking-subject", args=[found[0].slug]) + answers.query())
    venues = nearby.venues_of(found)
    around = nearby.home_town(venues)
    town = nearby.understood(request.GET.get("ville", ""), known=answers.origin, around=around)
    near = nearby.places(venues, origin=town.origin)
    context = {
        "choices": nearby.organizations(found, near),
        "town": town,
        "too_far": nearby.too_far(near),
        "answers": answers,
        "kept": replace(answers, commune=town.origin.code if town.origin else "").query(),
        "steps": STEPS,
    }
    return render(request, "portal/organizations.html", context)


@public
@require_safe
def subject(request: HttpRequest, organization: str) -> HttpResponse:
    """About what."""
    found = public_hours.organization(organization)
    if found is None:
        return _closed(request, organization)
    return _subject_page(request, found, form=SubjectForm(), opened=False)


# It writes nothing, and must answer without cookies. POST keeps what is typed out of addresses and of their
# histories until it is known to hold no password.
@csrf_exempt
@public
@require_POST
def own_words(request: HttpRequest, organization: str) -> HttpResponse:
    """A subject that isn't in the list: it goes with the organization's everyday reason."""
    found = public_hours.organization(organization)
    everyday = public_hours.everyday_reason(found) if found else None
    if found is None or everyday is None:
        return _closed(request, organization)
    form = SubjectForm(request.POST)
    if not form.is_valid():
        return _subject_page(request, found, form=form, opened=True)
    said = Answers.read({**request.GET.dict(), "sujet": form.cleaned_data["subject"]})
    return redirect(Journey(reason=everyday, answers=said).slots_page())


@public
@require_safe
def slots(request: HttpRequest, organization: str, reason: int) -> HttpResponse:
    """When: seven days at a time."""
    journey = journey_of(request, organization, reason)
    if isinstance(journey, HttpResponse):
        return journey
    now = timezone.now()
    venues = public_hours.venues_of(journey.reason)
    first = steps.asked_week(request.GET.get("a-partir", ""), journey.reason, venues, now=now)
    return render(request, "portal/slots.html", week_context(request, journey, venues, first, now=now))


def week_context(request: HttpRequest, journey: Journey, venues: list[Any], first: Any, *, now: Any) -> dict[str, Any]:
    """What the page of the hours shows, when one comes to it and when one is led back to it."""
    week = public_hours.week(journey.reason, first=first, venues=venues, now=now)
    notice = request.GET.get("avis", "")
    missed = ChosenHour.read(request.GET.get("creneau", "")) if notice == "prise" else None
    return journey.context | {
        "recap": steps.slot_recap(journey, week),
        "week": steps.week_shown(journey, venues, week, page=journey.slots_page, now=now),
        "waiting_page": journey.waiting_page(),
        "action": journey.number_page(),
        "hidden": [pair for pair in journey.answers.pairs if pair[0] != "moment"]
        + [("envoi", str(read_key(request.GET.get("envoi", ""))))],
        "notice": steps.NOTICES.get(notice, ""),
        "nearest": nearby.hours_around(journey.reason, venues, missed, now=now) if missed else [],
    }


def journey_of(request: HttpRequest, organization: str, reason: int) -> Journey | HttpResponse:
    """The booking under way, or the page to go back to when its subject is no longer offered, or never was there."""
    found = public_hours.reason(reason, organization_slug=organization)
    answers = Answers.read(request.GET.dict())
    if found is not None:
        return Journey(reason=found, answers=answers)
    return redirect(reverse("portal:booking-subject", args=[organization]) + answers.query(avis="sujet"))


def _subject_page(request: HttpRequest, found: Organization, *, form: SubjectForm, opened: bool) -> HttpResponse:
    answers = Answers.read(request.GET.dict())
    context = steps.about(found) | {
        "steps": STEPS,
        "journeys": [Journey(reason=reason, answers=answers) for reason in public_hours.reasons_of(found)],
        "answers": answers,
        "form": form,
        "opened": opened or bool(answers.subject),
        "notice": steps.NOTICES.get(request.GET.get("avis", ""), ""),
    }
    return render(request, "portal/subject.html", context)


def _closed(request: HttpRequest, slug: str) -> HttpResponse:
    """An organization that doesn't book online, or no longer, still answers the telephone: its posters outlive it."""
    organization = get_object_or_404(Organization, slug=slug)
    return render(request, "portal/closed.html", steps.about(organization))
