"""What the page of one person shows: who she is, what comes, what she can do, her history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.appointments import no_shows
from escale.appointments.models import Appointment, State
from escale.desk.cards import subject_for
from escale.desk.forms.following import ReferentForm
from escale.desk.people import history, listing, skills, told
from escale.desk.people.events import Event
from escale.desk.people.told import Reports
from escale.desk.privacy import panel as privacy
from escale.desk.receivers import receivers
from escale.desk.referrals import history as referrals
from escale.desk.sheets_given import page as sheets
from escale.desk.workshops.people import panel as workshops_panel
from escale.desk.workshops.people.panel import Panel
from escale.desk.workshops.progress import panel as progress
from escale.desk.workshops.progress.panel import Moments
from escale.french.dates import day, hour
from escale.french.plural import plural
from escale.mandates.models import Mandate
from escale.people import duplicates
from escale.people.models import Beneficiary, Gender
from escale.places.zones import zone_of
from escale.sheets import giving
from escale.together import Reading, counted, read, side_by_side
from escale.workshops import rules as workshop_rules


def of(person: Beneficiary, *, reader: Membership, now: datetime) -> dict[str, Any]:
    """Everything the page shows to this reader; the front desk and volunteers see who she is, and hours."""
    return read(_page(person, reader=reader, zone=zone_of(reader.organization), now=now))


def _page(person: Beneficiary, *, reader: Membership, zone: ZoneInfo, now: datetime) -> Reading[dict[str, Any]]:
    sees_notes, year = rules.may_see_notes(reader), now.astimezone(zone).year
    mandates, absences = Mandate.objects.open(now=now).filter(person=person), no_shows.absences_of(person, now=now)
    lived, groups, workshops, hers, alike, sent, absent, given, open_mandates, answers, _ = yield from side_by_side(
        _lived(person, reader=reader, zone=zone, now=now),
        _groups(person, reader=reader, now=now),
        workshops_panel.of(person, now=now),
        privacy.of(person, reader=reader, now=now),
        duplicates.alike(person),
        referrals.events(person, reader=reader, zone=zone, year=year, most=history.MOST),
        counted(absences),
        giving.given_to(person, with_discreet=sees_notes),
        mandates.order_by("pk"),
        skills.answers_of(person),
        receivers(reader.organization),
    )
    appointments, reports, events = lived
    coming = [each for each in reversed(appointments) if each.is_upcoming(now=now)]
    return {
        "person": person,
        "town": listing.town(person),
        "sees_notes": sees_notes,
        "privacy": hers,
        "workshops": workshops,
        "progress": groups,
        "skills": skills.table(answers, person, groups, zone=zone, now=now) if groups else None,
        "events": sorted([*events, *reports.events, *sent], key=lambda event: event.at, reverse=True),
        "heard_by": reports.heard_by,
        "met": _met(appointments, workshops),
        "absences": no_shows.note(sum(absent), after=reader.organization.no_show_note_after),
        "next": _next(coming[0], reader) if coming else None,
        "given": sheets.given(reader.organization, given),
        "mandates": list(open_mandates),
        "alike": alike,
        "referent_form": ReferentForm(initial={"referent": person.referent_id}, organization=reader.organization),
        **_grammar(person),
    }


def _lived(
    person: Beneficiary, *, reader: Membership, zone: ZoneInfo, now: datetime
) -> Reading[tuple[list[Appointment], Reports, list[Event]]]:
    """Her appointments, what the reports say, and her history so far as they make it."""
    hers = Appointment.objects.filter(person=person).with_everything_shown().select_related("booked_by")
    said = told.of(person, sees_notes=rules.may_see_notes(reader), zone=zone, now=now, most=history.MOST)
    found, reports = yield from side_by_side(hers.order_by("-starts_at", "-pk")[: history.MOST], said)
    appointments = list(found)
    events = yield from history.of(appointments, told=reports.of_appointments, reader=reader, zone=zone, now=now)
    return appointments, reports, events


def _groups(person: Beneficiary, *, reader: Membership, now: datetime) -> Reading[list[Moments]]:
    if not workshop_rules.may_see_progress(reader):
        return []
    return (yield from progress.of_person(person, now=now))


def _grammar(person: Beneficiary) -> dict[str, str]:
    """ "la personne" is feminine: only a man's file says "il"."""
    is_man = person.gender == Gender.MALE
    return {"pronoun": "il" if is_man else "elle", "referred": "Accompagné par" if is_man else "Accompagnée par"}


def _met(appointments: Sequence[Appointment], workshops: Panel) -> str:
    """ "2 rendez-vous, 1 atelier": those she came to."""
    seen = sum(each.state == State.SEEN for each in appointments)
    joined = sum(bool(line.presence) for line in (*workshops.coming, *workshops.past))
    said = [plural(seen, "rendez-vous", "rendez-vous") if seen else "", plural(joined, "atelier") if joined else ""]
    return ", ".join(filter(None, said))


def _next(appointment: Appointment, reader: Membership) -> dict[str, Any]:
    local = appointment.local_start
    return {
        "pk": appointment.pk,
        "day": day(local),
        "hour": hour(local),
        "where": ", ".join(filter(None, [str(appointment.venue), str(appointment.room or "")])),
        "adviser": appointment.adviser.full_name,
        "subject": subject_for(appointment, reader=reader),
    }
