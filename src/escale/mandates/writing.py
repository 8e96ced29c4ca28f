"""A mandate is written, corrected until it is signed, or given up."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from escale.accounts.models import Membership
from escale.appointments.models import Appointment
from escale.mandates import journal, links
from escale.mandates.models import Category, ConsentBy, Duration, JournalKind, Mandate, Presence, Why
from escale.mandates.texts import information
from escale.outbox import answers
from escale.people.models import Beneficiary

ABOUT = "mandate"
YEARS_OF_AGE = 18


class NotPossible(Exception):
    """No mandate, or no question, for this person; the sentence says what to do instead, `kind` what the journal keeps."""

    def __init__(self, sentence: str, *, kind: JournalKind | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.kind = sentence, kind


class AlreadySigned(Exception):
    """Nothing is added to a mandate once it is signed: another formality is another mandate."""


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """The five questions asked aloud."""

    of_age: bool
    not_protected: bool
    understands: bool
    knows_stop: bool
    stays: bool


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is written before anything is done."""

    deadline_on: date | None
    consequence: str
    nobody_words: str
    tried_words: str
    formality: str
    service: str
    category: Category
    why: Why
    presence: Presence
    permitted: str
    duration: Duration
    until_on: date | None
    capacity: Capacity
    consent_by: ConsentBy

    def values(self) -> dict[str, object]:
        """The fields of the row."""
        said = {name: value for name, value in vars(self).items() if name != "capacity"}
        return said | vars(self.capacity)


@transaction.atomic
def write(
    draft: Draft,
    *,
    person: Beneficiary,
    appointment: Appointment | None,
    submission: UUID,
    by: Membership,
    now: datetime,
) -> Mandate:
    """Write a mandate to be signed; the same submission again gives the same one. Raises `NotPossible`."""
    if already := Mandate.objects.of_organization(by.organization).one(submission=submission):
        return already
    _refuse_who_cannot(person, draft.capacity, now=now)
    told = information()
    mandate = Mandate(
        organization=by.organization,
        person=person,
        appointment=appointment,
        adviser=by.user,
        text_version=told.version,
        text_hash=told.hash,
        created_at=now,
        submission=submission,
        **draft.values(),
    )
    links.seal(mandate)
    try:
        with transaction.atomic():
            mandate.save(force_insert=True)
    except IntegrityError:  # The same form, sent twice at once.
        return Mandate.objects.of_organization(by.organization).get(submission=submission)
    write_down(JournalKind.MANDATE_WRITTEN, mandate, by=by, now=now)
    return mandate


@transaction.atomic
def rewrite(mandate: Mandate, draft: Draft, *, by: Membership, now: datetime) -> Mandate:
    """Correct a mandate nobody signed yet. Raises `AlreadySigned`, `NotPossible`."""
    standing = Mandate.objects.with_everything_shown().get_locked(pk=mandate.pk)
    if standing.signed_at or standing.asked_at or standing.ended_at or standing.person is None:
        raise AlreadySigned
    _refuse_who_cannot(standing.person, draft.capacity, now=now)
    told = information()
    Mandate.objects.filter(pk=standing.pk).update(**draft.values(), text_version=told.version, text_hash=told.hash)
    write_down(JournalKind.MANDATE_WRITTEN, standing, by=by, now=now)
    return Mandate.objects.with_everything_shown().get(pk=standing.pk)


@transaction.atomic
def give_up(mandate: Mandate, *, by: Membership, now: datetime) -> None:
    """End a mandate that won't be signed. Raises `AlreadySigned`."""
    standing = Mandate.objects.get_locked(pk=mandate.pk)
    if standing.signed_at:
        raise AlreadySigned
    if standing.ended_at:
        return
    Mandate.objects.filter(pk=standing.pk).update(ended_at=now)
    answers.forget(ABOUT, standing.pk, now=now)
    write_down(JournalKind.MANDATE_GIVEN_UP, standing, by=by, now=now)


def write_down(kind: JournalKind, mandate: Mandate, *, by: Membership | None, now: datetime) -> None:
    """Add a line about a mandate to the journal, in the caller's transaction; `by` is None for the person herself."""
    actor_id = by.user_id if by else None
    journal.append(kind, organization_id=mandate.organization_id, actor_id=actor_id, now=now, mandate=mandate.pk)


@transaction.atomic
def note_refusal(kind: JournalKind, *, person: Beneficiary, by: Membership, now: datetime) -> None:
    """Write in the journal that a mandate was asked for somebody who can't give one."""
    journal.append(kind, organization_id=by.organization_id, actor_id=by.user_id, now=now, person=person.pk)


def refusal(person: Beneficiary, capacity: Capacity, *, now: datetime) -> NotPossible | None:
    """Why this person can't give a mandate; None when she can."""
    is_minor = person.birth_year is not None and now.year - person.birth_year < YEARS_OF_AGE
    if is_minor or not capacity.of_age:
        return NotPossible(
            "Pas de mandat avec une personne mineure. Voyez avec ses parents, ou orientez.",
            kind=JournalKind.REFUSED_MINOR,
        )
    if not capacity.not_protected:
        return NotPossible(
            "Pas de mandat avec une personne protégée (sauvegarde, curatelle, tutelle). Appelez qui la protège, ou orientez.",
            kind=JournalKind.REFUSED_PROTECTED,
        )
    if not (capacity.understands and capacity.knows_stop and capacity.stays):
        return NotPossible("Il faut un oui à chaque question. Reprenez l’explication, ou remettez à plus tard.")
    return None


def _refuse_who_cannot(person: Beneficiary, capacity: Capacity, *, now: datetime) -> None:
    if problem := refusal(person, capacity, now=now):
        raise problem
