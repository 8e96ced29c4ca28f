"""Three faces, and what one still does alone: nothing else than the secret address is needed."""

from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.appointments import callbacks
from escale.portal.guards import with_enrollment
from escale.portal.progress import asked
from escale.ui.status import REFUSED
from escale.workshops import checks, links, skills
from escale.workshops import satisfaction as opinions
from escale.workshops.forms import MASTERY_CHOICES, QUESTIONS, FacesForm, GridForm
from escale.workshops.models import Enrollment, Moment


@with_enrollment
@require_http_methods(["GET", "HEAD", "POST"])
def skill_check(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """What she does alone, three months after; what isn't answered stays so, what was answered can be corrected."""
    if not asked.point_is_asked(found):
        return render(request, "portal/progress/not_yet.html", _about(found) | {"title": "Le point trois mois après"})
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        skills.ensure(found.organization)
    grid = checks.grid(found, Moment.LATER)
    form = GridForm(sent, grid=grid, choices=MASTERY_CHOICES)
    if sent is not None and form.is_valid():
        if answers := form.answers():
            checks.fill(found, moment=Moment.LATER, answers=answers, by=None, now=timezone.now())
            messages.success(request, "Merci\u00a0! Vos réponses sont notées.")
            return redirect("portal:enrollment", links.secret_of(found))
        messages.warning(request, "Choisissez au moins une réponse, ou demandez que nous vous appelions.")
        return redirect("portal:skill-check", links.secret_of(found))
    context = _about(found) | {"form": form, "phone": _phone(found), "is_answered": grid.check is not None}
    return render(request, "portal/progress/point.html", context, status=REFUSED if sent is not None else 200)


@with_enrollment
@require_POST
def call_me(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """She would rather speak: a call to make, once however often she asks."""
    phone = _phone(found)
    if phone and asked.point_is_asked(found):
        callbacks.ask(
            organization=found.organization,
            reason=None,
            first_name=found.person.first_name,
            phone=phone,
            wish=f"Faire le point, trois mois après « {found.group.title} »."[:160],
            submission=uuid5(found.link_nonce, "point"),
            now=timezone.now(),
        )
        messages.success(request, "C’est noté. Nous vous appelons.")
    return redirect("portal:enrollment", links.secret_of(found))


@with_enrollment
@require_http_methods(["GET", "HEAD", "POST"])
def satisfaction(request: HttpRequest, found: Enrollment) -> HttpResponse:
    """Three taps; said again, they replace what was said."""
    now = timezone.now()
    if not opinions.may_say(found, now=now):
        return render(request, "portal/progress/not_yet.html", _about(found) | {"title": "Votre avis"})
    said = opinions.said_by(found)
    initial = {name: getattr(said, name) for name in QUESTIONS} if said else {}
    form = FacesForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        opinions.say(found, form.faces, now=now)
        messages.success(request, "Merci\u00a0! Votre avis est noté.")
        return redirect("portal:enrollment", links.secret_of(found))
    context = _about(found) | {"form": form, "is_answered": said is not None}
    return render(request, "portal/progress/opinion.html", context, status=REFUSED if request.method == "POST" else 200)


def _about(found: Enrollment) -> dict[str, Any]:
    return {
        "enrollment": found,
        "group": found.group,
        "secret": links.secret_of(found),
        "site_name": found.organization.name,
        "site_phone": found.organization.phone,
    }


def _phone(found: Enrollment) -> str:
    return found.contact_phone or found.person.phone
