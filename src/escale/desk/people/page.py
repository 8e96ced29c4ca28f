"""What the page of one person shows: who she is, what comes, what she can do, her history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.appointments import no_shows
from escale.appointments.models import Appointment, State
from escale.desk.cards import subject_for
from escale.desk.forms.following import ReferentForm
from escale.desk.people import history, listing, skills, told
from escale.desk.privacy import panel as privacy
from escale.desk.referrals import history as referrals
from escale.desk.sheets_given import page as sheets
from escale.desk.workshops.people import panel as workshops_panel
from escale.desk.workshops.people.panel import Panel
from escale.desk.workshops.progress import panel as progress
from escale.french.dates import day, hour
from escale.french.plural import plural
from escale.mandates.models import Mandate
from escale.people import duplicates
from escale.people.models import Beneficiary, Gender
from escale.places.zones import zone_of
from escale.sheets import giving
from escale.workshops import rules as workshop_rules


def of(person: Beneficiary, *, reader: Membership, now: datetime) -> dict[str, Any]:
    """Everything the page shows to this reader; the front desk and volunteers see who she is, and hours."""
    zone, sees_notes = zone_of(reader.organization), rules.may_see_notes(reader)
    appointments = _appointments(person)
    coming = [each for each in reversed(appointments) if each.is_upcoming(now=now)]
    reports = told.of(person, sees_notes=sees_notes, zone=zone, now=now, most=history.MOST)
    groups = progress.of_person(person, now=now) if workshop_rules.may_see_progress(reader) else []
    workshops = workshops_panel.of(person, now=now)
    events = history.of(appointments, told=reports.of_appointments, reader=reader, zone=zone, now=now)
    year = now.astimezone(zone).year
    sent = referrals.events(person, reader=reader, zone=zone, year=year, most=history.MOST)
    return {
        "person": person,
        "town": listing.town(person),
        "sees_notes": sees_notes,
        "privacy": privacy.of(person, reader=reader, now=now),
        "workshops": workshops,
        "progress": groups,
        "skills": skills.of(person, groups, zone=zone, now=now) if groups else None,
        "events": sorted([*events, *reports.events, *sent], key=lambda event: event.at, reverse=True),
        "heard_by": reports.heard_by,
        "met": _met(appointments, workshops),
        "absences": no_shows.note(no_shows.times_absent(person, now=now), after=reader.organization.no_show_note_after),
        "next": _next(coming[0], reader) if coming else None,
        "given": sheets.given(reader.organization, giving.given_to(person, with_discreet=sees_notes)),
        "mandates": list(Mandate.objects.open(now=now).filter(person=person).order_by("pk")),
        "alike": duplicates.likely(person),
        "referent_form": ReferentForm(initial={"referent": person.referent_id}, organization=reader.organization),
        **_grammar(person),
    }


def _grammar(person: Beneficiary) -> dict[str, str]:
    """ "la personne" is feminine: only a man's file says "il"."""
    is_man = person.gender == Gender.MALE
    return {"pronoun": "il" if is_man else "elle", "referred": "Accompagné par" if is_man else "Accompagnée par"}


def _appointments(person: Beneficiary) -> list[Appointment]:
    return list(
        Appointment.objects.filter(person=person)
        .with_everything_shown()
        .select_related("booked_by")
        .order_by("-starts_at", "-pk")[: history.MOST]
    )


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
