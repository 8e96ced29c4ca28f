"""What the page of one mandate shows: where it stands, what was done, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.desk.mandates.forms import ActForm, ConsentForm, EndForm
from escale.french.dates import day_hour, hour
from escale.mandates import charter, papers, rules
from escale.mandates.models import ConsentBy, Mandate, Standing
from escale.people.models import Beneficiary
from escale.places.zones import zone_of

STEPS = ("Le cadre", "Le mandat", "Les actes", "La suite")
TONES = {Standing.OPEN: "ok", Standing.UNSIGNED: "warn", Standing.REVOKED: "bad", Standing.REFUSED: "bad"}


@dataclass(frozen=True, kw_only=True)
class LogLine:
    """One thing that happened, the latest first."""

    when: str
    what: str
    note: str = ""


def of(mandate: Mandate, *, reader: Membership, now: datetime, **forms: Any) -> dict[str, Any]:
    """Everything the page shows; `forms` are those shown again with what must be corrected."""
    zone = zone_of(mandate.organization)
    stands = mandate.standing(now=now)
    lines, acts = papers.lines_of(mandate, zone=zone), papers.acts_of(mandate, zone=zone)
    return {
        "mandate": mandate,
        "person": mandate.person,
        "name": mandate.person.short_name if mandate.person else papers.name_of(mandate),
        "words": charter.words(mandate.organization),
        "stands": stands,
        "tone": TONES.get(stands, ""),
        "step": 2 if stands == Standing.UNSIGNED else 3 if stands == Standing.OPEN else 4,
        "steps": STEPS,
        "until": papers.until_words(mandate, zone=zone),
        "log": _log(mandate, lines, acts, now=now),
        "may_change": stands == Standing.UNSIGNED and mandate.asked_at is None,
        "waits_for_sms": stands == Standing.UNSIGNED and mandate.asked_at is not None,
        "next": _next(mandate, now=now),
        "consent_form": forms.get("consent_form") or ConsentForm(way=ConsentBy(mandate.consent_by)),
        "act_form": forms.get("act_form") or ActForm(mandate=mandate),
        "end_form": forms.get("end_form") or EndForm(),
        "shown_form": next(iter(forms.values()), None),
        "may_act": rules.may_act(reader),
        "refer_address": refer_address(mandate.person, mandate.appointment),
    }


def _log(mandate: Mandate, lines: list[papers.Line], acts: list[papers.DoneAct], *, now: datetime) -> list[LogLine]:
    """The journal in words, each act under its own name."""
    done = {act.act.pk: act for act in acts}
    said = []
    for line in lines:
        act = done.get(line.act_id or 0)
        note = ""
        if act is not None:
            receipt = f"reçu {act.act.receipt}" if act.act.receipt else ""
            note = ", ".join(filter(None, [act.act.get_result_display(), receipt, act.act.words]))
        when = hour(line.at) if line.at.date() == now.astimezone(line.at.tzinfo).date() else day_hour(line.at)
        said.append(LogLine(when=when, what=act.act.what if act else f"{line.what}, {line.who}", note=note))
    return said[::-1]


def _next(mandate: Mandate, *, now: datetime) -> Appointment | None:
    """Her next appointment, where she may learn what was done for her. One query."""
    if mandate.person_id is None:
        return None
    coming = Appointment.objects.upcoming(now=now).filter(person=mandate.person_id)
    return coming.with_everything_shown().order_by("starts_at", "pk").first()


def refer_address(person: Beneficiary | None, appointment: Appointment | None) -> str:
    """Where she is sent to somebody entitled."""
    asked = {"rendez-vous": appointment.pk} if appointment else {"personne": person.pk} if person else {}
    return reverse("desk:refer", query=asked or None)
