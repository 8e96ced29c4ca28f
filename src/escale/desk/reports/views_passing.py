"""Help in passing, a telephone call: three taps, nothing announced it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Membership
from escale.activity import drafts, prefill, recording
from escale.activity.models import ActivityRecord, Kind, Place
from escale.activity.reports import NewRecord
from escale.desk.answers import with_undo
from escale.desk.reports import answers, reading, saving
from escale.desk.reports.cards import TopicChips
from escale.desk.reports.finding import person_behind
from escale.desk.reports.forms import as_initial
from escale.desk.reports.forms_passing import PassingForm
from escale.desk.today import today_of
from escale.people import search
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.places.zones import venues_of, zone_of

KEY = "spontaneous"
USUAL_MINUTES = 10
NOBODY = 0
"""No row has this number."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """What the form begins with: nothing, somebody's file, or another report to be told again."""

    person: Beneficiary | None
    like: ActivityRecord | None

    @classmethod
    def read(cls, request: MemberRequest) -> "Start":
        organization = request.membership.organization
        own = ActivityRecord.objects.of_organization(organization).of_adviser(request.user).counted()
        like = own.with_everything_shown().filter(pk=_number(request, "comme")).get_or_none()
        wanted = _number(request, "personne") or (like and person_behind(like)) or NOBODY
        people = Beneficiary.objects.of_organization(organization).filter(erased_at=None)
        return cls(person=people.filter(pk=wanted).get_or_none(), like=like)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(rules.may_receive)
def add(request: MemberRequest) -> HttpResponse:
    """Write help in passing: the subject, how long, done."""
    now, start = timezone.now(), Start.read(request)
    if request.method == "POST" and (answer := answers.of_draft(request, KEY, now=now)):
        return answer
    form = _form(request, start, now=now)
    if request.method == "POST" and form.is_valid():
        record = _create(form, start, by=request.membership, now=now)
        drafts.forget(KEY, by=request.membership)
        undo = reverse("desk:report-remove", args=[record.pk])
        said = with_undo("C’est noté. Cela compte déjà dans vos chiffres.", undo, "Annuler")
        return answers.saved(request, said, reverse("desk:report-day", args=[record.on]))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "desk/reports/add.html", _context(request, form, start, now=now), status=status)


def _form(request: MemberRequest, start: Start, *, now: datetime) -> PassingForm:
    member = request.membership
    like = as_initial(prefill.as_written(start.like)) if start.like else {}
    form = PassingForm(
        request.POST or None,
        organization=member.organization,
        today=today_of(request),
        person=start.person,
        minutes=int(like.get("minutes") or USUAL_MINUTES),
        sees_notes=rules.may_see_notes(member),
        initial={
            "submission": uuid4(),
            "on": today_of(request),
            "minutes": USUAL_MINUTES,
            "unnamed": 1,
            "venue": _usual_venue(member),
            "place": start.like.place if start.like else Place.VENUE,
            **{name: said for name, said in like.items() if name not in {"unnamed", "note"}},
        },
    )
    if request.method != "POST" and not start.like:
        form.show_draft(drafts.read(KEY, by=member))
    return form


def _create(form: PassingForm, start: Start, *, by: Membership, now: datetime) -> ActivityRecord:
    said, local = form.cleaned_data, now.astimezone(zone_of(by.organization))
    is_today = said["on"] == local.date()
    starts_at = now - timedelta(minutes=said["minutes"]) if is_today else None
    record = recording.create(
        NewRecord(
            organization=by.organization,
            adviser=by.user,
            kind=Kind.COLLECTIVE if said.get("unnamed", 1) > 1 else Kind.INDIVIDUAL,
            on=said["on"],
            minutes=said["minutes"],
            starts_at=starts_at,
            hour=starts_at.astimezone(local.tzinfo).hour if starts_at else None,
            place=said["place"],
            venue=said["venue"],
            people=[start.person] if start.person else [],
            report=form.report(),
            created_at=now,
            created_by=by.user,
            completed_at=now,
            submission=said["submission"],
        )
    )
    if record.created_at == now:
        saving.note_question(said["question"], record, by=by, now=now)
    return record


def _context(request: MemberRequest, form: PassingForm, start: Start, *, now: datetime) -> dict[str, Any]:
    asked = request.GET.get("q", "").strip()[:80]
    usual = list(reading.usual_topics(request.user, since=now - reading.RECENT))
    return {
        "form": form,
        "topics": TopicChips.of(form, usual),
        "person": start.person,
        "asked": asked,
        "found": search.find(request.membership.organization, asked),
        "key": f"escale-passage-{request.membership.pk}",
    }


def _usual_venue(member: Membership) -> Venue | None:
    """Where she last reported something, else the first venue. Two queries at most."""
    own = ActivityRecord.objects.of_organization(member.organization).of_adviser(member.user).exclude(venue=None)
    last = own.select_related("venue").order_by("-on", "-pk").first()
    if last:
        return last.venue
    return next(iter(venues_of(member.organization)), None)


def _number(request: MemberRequest, name: str) -> int:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 19 else NOBODY
