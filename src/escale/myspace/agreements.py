"""Letting a relative act: asked by her, agreed to by the person or said aloud to the team, stopped by any of them."""

from datetime import datetime, timedelta

from django.db import transaction

from escale.accounts.models import Membership
from escale.french.plain_text import fold
from escale.myspace import links, messages
from escale.myspace.models import AgreedHow, EndedBy, HelperAgreement
from escale.myspace.whose import Visitor, same
from escale.people import rights
from escale.people.models import Beneficiary

ANSWER_WITHIN = timedelta(days=7)
LASTS = timedelta(days=365)
MOST_ASKED = 5
"""People one telephone may wait for an answer of at once."""


class NotWaiting(Exception):
    """There is nothing to answer any more: it was answered, stopped, or the time to answer is over."""


class HelpsHerself(Exception):
    """The number of the relative is the person's own."""


def ask(*, helper_name: str, helper_phone: str, first_name: str, phone: str, now: datetime) -> list[HelperAgreement]:
    """Ask whoever has this first name and this own number (E.164), in each organization that knows her.

    Nobody may be: the caller's answer must be the same. Asked already, nothing is sent again.
    """
    if HelperAgreement.objects.asked(now=now).filter(helper_phone=helper_phone).count() >= MOST_ASKED:
        return []
    asked = []
    with transaction.atomic():
        for person in _called(first_name, phone):
            if phone == helper_phone or _already(person, helper_phone, now=now):
                continue
            agreement = _write(person, helper_name, helper_phone, now=now)
            messages.ask_agreement(agreement, now=now)
            asked.append(agreement)
    return asked


def note(person: Beneficiary, *, helper_name: str, helper_phone: str, by: Membership, now: datetime) -> HelperAgreement:
    """Note a yes the person said to the team, and write to her what she can stop. Raises `HelpsHerself`.

    Noted already, the same agreement lasts a year more.
    """
    if helper_phone in person.phones:
        raise HelpsHerself
    with transaction.atomic():
        known = HelperAgreement.objects.filter(person=person, helper_phone=helper_phone, ended_at=None)
        known.filter(refused_at=None).update(ended_at=now, ended_by=EndedBy.TEAM)
        agreement = _write(
            person,
            helper_name,
            helper_phone,
            now=now,
            agreed_at=now,
            agreed_how=AgreedHow.SPOKEN,
            until=now + LASTS,
            noted_by=by.user,
        )
        messages.tell_agreed(agreement, now=now)
    return agreement


def agree(agreement: HelperAgreement, *, now: datetime) -> None:
    """Say yes from the address received by SMS, for a year. Raises `NotWaiting`."""
    asked = HelperAgreement.objects.asked(now=now).filter(pk=agreement.pk)
    if not asked.update(agreed_at=now, agreed_how=AgreedHow.SMS, until=now + LASTS):
        raise NotWaiting


def refuse(agreement: HelperAgreement, *, now: datetime) -> None:
    """Say no. Raises `NotWaiting`."""
    if not HelperAgreement.objects.asked(now=now).filter(pk=agreement.pk).update(refused_at=now):
        raise NotWaiting


def stop(agreement: HelperAgreement, *, by: EndedBy, now: datetime) -> bool:
    """Stop it at once, agreed to or only asked; give whether there was anything to stop."""
    standing = HelperAgreement.objects.filter(pk=agreement.pk, ended_at=None, refused_at=None)
    return bool(standing.update(ended_at=now, ended_by=by))


def forget(person: Beneficiary, *, now: datetime) -> None:
    """Be forgotten, as `rights.forget`, and as a relative of others too: her name and number leave their agreements.

    Raises `StillExpected`.
    """
    with transaction.atomic():
        rights.forget(person, now=now)
        # What the row said before it was emptied is still in hand.
        as_helper = HelperAgreement.objects.filter(
            organization=person.organization_id, helper_phone__in=sorted(person.phones)
        ).order_by("pk")
        hers = [each.pk for each in as_helper if same(each.helper_name) == same(person.first_name)]
        HelperAgreement.objects.filter(pk__in=hers).delete()


def helped_by(visitor: Visitor, *, now: datetime) -> list[HelperAgreement]:
    """The people this relative may act for, by name. One query."""
    hers = HelperAgreement.objects.live(now=now).filter(helper_phone=visitor.phone, person__erased_at=None)
    found = hers.with_everything_shown().order_by("person__search_key", "pk")
    return [each for each in found if visitor.is_called(each.helper_name)]


def helpers_of(people: list[Beneficiary], *, now: datetime) -> list[HelperAgreement]:
    """Who may act for these files, or asks to, the last asked first. One query."""
    about = HelperAgreement.objects.filter(person__in=people)
    standing = about.live(now=now) | about.asked(now=now)
    return list(standing.with_everything_shown().order_by("-asked_at", "-pk"))


def _called(first_name: str, phone: str) -> list[Beneficiary]:
    own = Beneficiary.objects.not_erased().filter(phone=phone).select_related("organization").order_by("pk")
    return [person for person in own if fold(person.first_name) == fold(first_name)]


def _already(person: Beneficiary, helper_phone: str, *, now: datetime) -> bool:
    """Agreed to or asked already; or refused a moment ago: nobody is asked every day."""
    about = HelperAgreement.objects.filter(person=person, helper_phone=helper_phone)
    standing = about.live(now=now) | about.asked(now=now) | about.filter(refused_at__gt=now - ANSWER_WITHIN)
    return standing.exists()


def _write(
    person: Beneficiary, helper_name: str, helper_phone: str, *, now: datetime, **agreed: object
) -> HelperAgreement:
    agreement = HelperAgreement(
        organization=person.organization,
        person=person,
        helper_name=helper_name,
        helper_phone=helper_phone,
        asked_at=now,
        answer_by=now + ANSWER_WITHIN,
    )
    for name, value in agreed.items():
        setattr(agreement, name, value)
    agreement.link_hash = links.hash_of(agreement)
    agreement.save(force_insert=True)
    return agreement
