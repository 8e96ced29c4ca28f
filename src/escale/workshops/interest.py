"""The list of those who want to learn: entering it, correcting what was said, waiting for later, leaving it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from escale.accounts.models import Membership, Organization
from escale.french.plain_text import fold
from escale.people import registration
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.workshops import positioning
from escale.workshops.models import AVAILABILITY, Device, Interest, InterestEnd, InterestSource, Level
from escale.workshops.positioning import Answers

TERMS = (1, 4, 9)
"""The months in which groups begin: January, April, September."""


class AlreadyOnTheList(Exception):
    """The same person, with the same number, is on the list already: `interest`."""

    def __init__(self, interest: Interest) -> None:
        super().__init__(interest.pk)
        self.interest = interest


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Who wants to learn, and what she said. `level` is what somebody who knows her says; answers say better."""

    first_name: str
    last_name: str = ""
    phone: str = ""
    level: Level | None = None
    wants_basics: bool = False
    device: Device = Device.ANY
    availability: tuple[str, ...] = ()
    venue: Venue | None = None
    commune: str = ""
    goals: str = ""
    room_needs: tuple[str, ...] = ()
    note: str = ""
    acquisition: str = ""
    answers: Answers = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The place on the list; `is_new` when it wasn't there before this call."""

    interest: Interest
    is_new: bool


def ask(
    organization: Organization,
    wish: Wish,
    *,
    source: InterestSource,
    submission: UUID,
    now: datetime,
    person: Beneficiary | None = None,
    by: Membership | None = None,
) -> Asked:
    """Put somebody on the list.

    The same submission gives the place already taken. The same number and first name, or the same whole name when no
    number was given, complete the place already there: what is said now replaces what was said, silence changes nothing.
    """
    try:
        with transaction.atomic():
            lock_list(organization)
            if sent := Interest.objects.of_organization(organization).one(submission=submission):
                return Asked(interest=sent, is_new=False)
            if known := already_there(organization, wish):
                return Asked(interest=_complete(known, wish, person=person, now=now), is_new=False)
            made = build(
                organization, wish, source=source, now=now, person=person or _file_of(organization, wish), by=by
            )
            made.submission = submission
            made.save(force_insert=True)
            return Asked(interest=made, is_new=True)
    except IntegrityError:
        if sent := Interest.objects.of_organization(organization).one(submission=submission):
            return Asked(interest=sent, is_new=False)
        raise


def correct(interest: Interest, wish: Wish, *, now: datetime) -> None:
    """Write everything that was said anew. Raises `AlreadyOnTheList` when it makes her somebody else of the list."""
    with transaction.atomic():
        lock_list(interest.organization)
        other = already_there(interest.organization, wish, but=interest)
        if other is not None and interest.closed_at is None:
            raise AlreadyOnTheList(other)
        _write(interest, wish, now=now)
        interest.save()


def position(interest: Interest, answers: Answers, *, now: datetime) -> Level | None:
    """Keep the answers of a positioning, and the level they give; None when they say nothing."""
    return _position(interest, answers, now=now, save=True)


def postpone(interest: Interest, *, until: date) -> None:
    """Look for no group before that day. She leaves the group she was proposed for."""
    Interest.objects.open().filter(pk=interest.pk).update(postponed_until=until, draft=None)


def bring_back(interest: Interest) -> None:
    """Undo: look for a group now."""
    Interest.objects.filter(pk=interest.pk).update(postponed_until=None)


def close(interest: Interest, why: InterestEnd, *, now: datetime) -> bool:
    """Take somebody off the list, and out of the group proposed; give whether this call did it."""
    return bool(Interest.objects.filter(pk=interest.pk).close(why, now=now))


def reopen(interest: Interest) -> None:
    """Undo: she is on the list again, since the day she asked. Raises `AlreadyOnTheList`."""
    with transaction.atomic():
        lock_list(interest.organization)
        said = Wish(first_name=interest.first_name, last_name=interest.last_name, phone=interest.phone)
        if other := already_there(interest.organization, said, but=interest):
            raise AlreadyOnTheList(other)
        Interest.objects.filter(pk=interest.pk).update(closed_at=None, why_closed="")


def person_of(interest: Interest, *, now: datetime) -> Beneficiary:
    """Her file: the one already known, the one with the same number and first name, or a new one."""
    if interest.person is not None:
        return interest.person
    organization, first_name, last_name = interest.organization, interest.first_name, interest.last_name
    with transaction.atomic():
        if interest.phone:
            person = registration.recognise_or_register(
                organization=organization, first_name=first_name, last_name=last_name, phone=interest.phone, now=now
            )
        else:
            person = registration.register(
                organization=organization, first_name=first_name, last_name=last_name, now=now
            )
        interest.person = person
        Interest.objects.filter(pk=interest.pk).update(person=person)
    return person


def next_term(*, after: date) -> date:
    """The first day of the month in which the next groups begin."""
    later = [date(after.year, month, 1) for month in TERMS if month > after.month]
    return later[0] if later else date(after.year + 1, TERMS[0], 1)


def lock_list(organization: Organization) -> None:
    """Let one writer at a time look for somebody on the list before adding her."""
    list(Organization.objects.filter(pk=organization.pk).locked())


def already_there(organization: Organization, wish: Wish, *, but: Interest | None = None) -> Interest | None:
    """The open place of the same person: same number and first name; without a number, same first and last name."""
    same = Interest.objects.of_organization(organization).open().filter(phone=wish.phone).oldest_first()
    found = (each for each in same if (but is None or each.pk != but.pk) and key_of(each) == key_of(wish))
    return next(found, None) if wish.phone or wish.last_name else None


def key_of(who: Wish | Interest) -> tuple[str, str]:
    """What makes two people of the list the same one: several share a number, several share a first name."""
    if who.phone:
        return who.phone, name_key(who.first_name)
    return "", name_key(f"{who.first_name} {who.last_name}")


def name_key(name: str) -> str:
    """A name as it is compared: folded, or as it stands in a script that folding empties."""
    return fold(name) or name.casefold().strip()


def build(
    organization: Organization,
    wish: Wish,
    *,
    source: InterestSource,
    now: datetime,
    person: Beneficiary | None = None,
    by: Membership | None = None,
) -> Interest:
    """The row of somebody who wants to learn, not yet written."""
    made = Interest(organization=organization, source=source, created_at=now, person=person)
    made.created_by = by.user if by else None
    _write(made, wish, now=now)
    return made


def tidy(availability: Iterable[str]) -> list[str]:
    """The half-days in the order of the week, once each, those that don't exist left out."""
    said = set(availability)
    return [code for code in AVAILABILITY if code in said]


def _file_of(organization: Organization, wish: Wish) -> Beneficiary | None:
    """The file that already has this number and first name; none is opened before she joins a group."""
    if not wish.phone:
        return None
    same = Beneficiary.objects.of_organization(organization).filter(phone=wish.phone).order_by("pk")
    return next((each for each in same if name_key(each.first_name) == name_key(wish.first_name)), None)


def _write(interest: Interest, wish: Wish, *, now: datetime) -> None:
    for name in ("first_name", "last_name", "phone", "wants_basics", "device", "venue", "commune", "goals", "note"):
        setattr(interest, name, getattr(wish, name))
    interest.acquisition = wish.acquisition
    interest.availability = tidy(wish.availability)
    interest.room_needs = list(wish.room_needs)
    interest.level = wish.level or ""
    _position(interest, wish.answers, now=now, save=False)


def _complete(interest: Interest, wish: Wish, *, person: Beneficiary | None, now: datetime) -> Interest:
    """What is said now replaces what was said before; what isn't said stays."""
    for name in ("last_name", "venue", "commune", "goals", "note", "acquisition"):
        if said := getattr(wish, name):
            setattr(interest, name, said)
    interest.availability = tidy(wish.availability) or interest.availability
    interest.room_needs = list(wish.room_needs) or interest.room_needs
    interest.device = interest.device if wish.device == Device.ANY else wish.device
    interest.wants_basics = interest.wants_basics or wish.wants_basics
    interest.level = wish.level or interest.level
    interest.person = interest.person or person
    interest.postponed_until = None
    _position(interest, wish.answers, now=now, save=False)
    interest.save()
    return interest


def _position(interest: Interest, answers: Answers, *, now: datetime, save: bool) -> Level | None:
    found = positioning.level_of(answers)
    if found is None:
        return None
    if answers != interest.answers or interest.positioned_at is None:
        interest.positioned_at = now
    interest.answers, interest.level = dict(answers), found.level
    if save:
        Interest.objects.filter(pk=interest.pk).update(
            answers=interest.answers, level=interest.level, positioned_at=interest.positioned_at
        )
    return found.level
