"""What the address of “Orienter” says: who, during which appointment, towards whom, for what, after which refusal."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.appointments.models import Appointment
from escale.desk.cards import subject_for
from escale.desk.finding import appointment_or_404, person_or_404
from escale.desk.partners.finding import MOST_DIGITS
from escale.desk.referrals.finding import own_partners, referral_or_404
from escale.desk.referrals.words import sees_words
from escale.directory.models import Partner, Referral
from escale.directory.needs import Need, by_code, understood
from escale.people.models import Beneficiary
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import Point
from escale.places.models import Venue

LONGEST_NEED = 120


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Rows of the member’s organization, or nothing; `typed` is the need as somebody searched it, `said_before` that of
    the referral before, for whoever may read it.

    One starts from `point` or from `commune`: the place of the appointment, where the person lives, else a venue.
    """

    person: Beneficiary | None
    appointment: Appointment | None
    partner: Partner | None
    instead_of: Referral | None
    typed: str
    said_before: str
    subject: str
    point: Point | None
    commune: Commune | None

    @property
    def words(self) -> str:
        """The need as far as it is known: typed, or what the appointment is about."""
        return self.typed or self.said_before or self.subject

    @property
    def needs(self) -> list[Need]:
        """What is meant, the likeliest first."""
        known = by_code(self.typed) or (by_code(self.instead_of.need) if self.instead_of else None)
        return [known] if known else understood(self.words)


def read(request: MemberRequest) -> Asked:
    """Read the address. A number of another organization is a 404; what is no number is left out."""
    given = {name: number(request.GET.get(name, "")) for name in ("personne", "rendez-vous", "partner", "apres")}
    appointment = appointment_or_404(request, given["rendez-vous"]) if given["rendez-vous"] else None
    instead_of = referral_or_404(request, given["apres"]) if given["apres"] else None
    person = person_or_404(request, given["personne"]) if given["personne"] else None
    known = person or (appointment.person if appointment else None) or (instead_of.person if instead_of else None)
    if known and known.erased_at:
        known = None
    before = instead_of if instead_of and instead_of.person == known else None
    point, commune = _start(request, appointment, known)
    return Asked(
        person=known,
        appointment=appointment if appointment and appointment.person == known else None,
        partner=get_object_or_404(own_partners(request).in_use(), pk=given["partner"]) if given["partner"] else None,
        instead_of=before,
        typed=request.GET.get("besoin", "").strip()[:LONGEST_NEED],
        said_before=before.words if before and sees_words(before, reader=request.membership) else "",
        subject=subject_for(appointment, reader=request.membership) if appointment else "",
        point=point,
        commune=commune,
    )


def _start(
    request: MemberRequest, appointment: Appointment | None, person: Beneficiary | None
) -> tuple[Point | None, Commune | None]:
    if appointment and appointment.venue.point:
        return appointment.venue.point, None
    if person and (commune := communes.by_code(person.commune)):
        return None, commune
    ours = Venue.objects.of_organization(request.membership.organization).in_use().order_by("pk")
    return next((venue.point for venue in ours if venue.point), None), None


def number(typed: str) -> int:
    """The key of a row as an address or a form says it; 0, which no row has, when it says none."""
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) <= MOST_DIGITS else 0
