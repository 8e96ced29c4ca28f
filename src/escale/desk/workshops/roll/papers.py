"""What is printed: the roll sheet of a group, the certificate of a person, those of a whole group."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.roll import paper_words as words
from escale.french.phone import display
from escale.french.sentences import inside
from escale.places.zones import zone_of
from escale.ui.printing import pdf_or_page
from escale.workshops import papers, rules
from escale.workshops.models import Enrollment, Group
from escale.workshops.papers import Certificate

BLANK_LINES = 3
MOST_BLANK_LINES = 20
MOST_SKILLS_ON_TOP = 10
"""With more, the signature follows the skills instead of standing at the foot of the sheet."""
STYLE = "desk/roll/paper-pdf.css"


@require_safe
@requires(rules.may_call_roll)
def roll_sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """The roll sheet of a group, on the screen and on paper."""
    return render(request, "desk/workshops/roll/sheet.html", _sheet(request, pk))


@require_safe
@requires(rules.may_call_roll)
def roll_sheet_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The roll sheet as a file; on a machine that can't make one, the page to print."""
    return pdf_or_page(
        "desk/workshops/roll/sheet_pdf.html",
        _sheet(request, pk),
        stylesheet=STYLE,
        name="emargement.pdf",
        instead=reverse("desk:roll-sheet", args=[pk]),
    )


@require_safe
@requires(rules.may_see_progress)
def certificate(request: MemberRequest, pk: int) -> HttpResponse:
    """The certificate of one person, on the screen and on paper."""
    return render(request, "desk/workshops/roll/certificate.html", _one(request, pk))


@require_safe
@requires(rules.may_see_progress)
def certificate_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The certificate of one person, as a file."""
    return _certificates_file(_one(request, pk), instead=reverse("desk:certificate", args=[pk]))


@require_safe
@requires(rules.may_see_progress)
def certificates(request: MemberRequest, pk: int) -> HttpResponse:
    """The certificates of a whole group, one a sheet."""
    return render(request, "desk/workshops/roll/certificate.html", _all(request, pk))


@require_safe
@requires(rules.may_see_progress)
def certificates_pdf(request: MemberRequest, pk: int) -> HttpResponse:
    """The certificates of a whole group, in one file."""
    return _certificates_file(_all(request, pk), instead=reverse("desk:certificates", args=[pk]))


def _sheet(request: MemberRequest, pk: int) -> dict[str, Any]:
    now = timezone.now()
    sheet = papers.roll_sheet(_group(request, pk), now=now)
    asked = request.GET.get("vides", "")
    blank = min(int(asked), MOST_BLANK_LINES) if asked.isascii() and asked.isdecimal() else BLANK_LINES
    return {
        "sheet": sheet,
        "sheets": words.heads(sheet),
        "names": [*sheet.names, *[""] * blank],
        "blank": blank,
        "what": words.what(sheet),
        "where_and_when": words.where_and_when(sheet),
        "today": _today(request, now),
    }


def _one(request: MemberRequest, pk: int) -> dict[str, Any]:
    visible = Enrollment.objects.of_organization(request.membership.organization).with_everything_shown()
    enrollment, now = get_object_or_404(visible, pk=pk), timezone.now()
    found = papers.certificate(enrollment, now=now)
    return {
        "group": enrollment.group,
        "title": f"Attestation de {enrollment.person.full_name}",
        "certificates": _shown([found] if found else [], _today(request, now)),
        "nobody": f"{enrollment.person.short_name} n’a encore suivi aucune séance.",
        "pdf_address": reverse("desk:certificate-pdf", args=[pk]),
        "all_address": reverse("desk:certificates", args=[enrollment.group_id]),
    }


def _all(request: MemberRequest, pk: int) -> dict[str, Any]:
    group, now = _group(request, pk), timezone.now()
    return {
        "group": group,
        "title": f"Attestations : {group.title}",
        "certificates": _shown(papers.certificates(group, now=now), _today(request, now)),
        "nobody": "Personne n’a encore suivi de séance.",
        "pdf_address": reverse("desk:certificates-pdf", args=[pk]),
    }


def _shown(found: Sequence[Certificate], today: date) -> list[dict[str, Any]]:
    return [_words_of(each, today) for each in found]


def _words_of(certificate: Certificate, today: date) -> dict[str, Any]:
    sessions, hours = words.followed(certificate)
    venue, organization = certificate.venue, certificate.group.organization
    phone = venue.phone or organization.phone
    foot = ", ".join(filter(None, [str(venue), words.address(venue), display(phone)]))
    return {
        "organization": organization.name,
        "name": certificate.person.full_name,
        "first_name": certificate.person.first_name,
        "sessions": sessions,
        "hours": hours,
        "kind": "du cycle" if certificate.group.is_cycle else "de l’atelier",
        "title": certificate.group.title,
        "dates": words.dates(certificate),
        "place": str(venue),
        "alone": [inside(skill) for skill in certificate.alone],
        "with_help": [inside(skill) for skill in certificate.with_help],
        "is_short": len(certificate.alone) + len(certificate.with_help) <= MOST_SKILLS_ON_TOP,
        "made_at": words.made_at(certificate, today),
        "led_by": certificate.led_by,
        "foot": f"{foot}.",
    }


def _group(request: MemberRequest, pk: int) -> Group:
    visible = Group.objects.of_organization(request.membership.organization).with_everything_shown()
    return get_object_or_404(visible, pk=pk)


def _today(request: MemberRequest, now: datetime) -> date:
    return now.astimezone(zone_of(request.membership.organization)).date()


def _certificates_file(context: dict[str, Any], *, instead: str) -> HttpResponse:
    if not context["certificates"]:
        return redirect(instead)
    name = "attestations.pdf" if len(context["certificates"]) > 1 else "attestation.pdf"
    template = "desk/workshops/roll/certificate_pdf.html"
    return pdf_or_page(template, context, stylesheet=STYLE, name=name, instead=instead)
