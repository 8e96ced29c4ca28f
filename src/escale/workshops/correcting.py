"""Correcting what is known of whoever enrolled: what still has to be sent goes where she is written to now."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from escale.outbox import writing
from escale.outbox.models import Channel, Message, MessageQuerySet, MessageState
from escale.people.models import Acquisition, Beneficiary, Preference
from escale.workshops import dates, kinds, messages, reminders, seats
from escale.workshops.message_values import ABOUT_SESSION
from escale.workshops.models import EnrolledVia, Enrollment, EnrollmentState, Interest


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Where a person is written to; `own_phone` is hers, even when the messages go to whoever helps her."""

    own_phone: str
    phone: str
    email: str
    preference: Preference

    @property
    def is_reachable(self) -> bool:
        return bool(self.phone or self.email)


def contact_of(person: Beneficiary) -> Contact:
    return Contact(
        own_phone=person.phone,
        phone=person.message_phone,
        email=person.email,
        preference=Preference(person.preference),
    )


def follow_file(person: Beneficiary, *, before: Contact, now: datetime) -> list[Enrollment]:
    """Write to her new number, address or by her new channel about what is to come; give the enrollments that follow.

    Only where she was written to as the file said (`before`): the number of whoever enrolled her online stays. Those who
    look for a group for her call her new number. The transaction is the caller's.
    """
    if contact_of(person) == before:
        return []
    if before.own_phone and person.phone:
        Interest.objects.open().filter(person=person, phone=before.own_phone).update(phone=person.phone)
    hers = Enrollment.objects.live().filter(person=person, contact_phone=before.phone, group__canceled_at=None)
    hers = hers.exclude(Q(via=EnrolledVia.PUBLIC) & ~Q(helper_name=""))
    coming = hers.filter(group__sessions__canceled_at=None, group__sessions__ends_at__gt=now).distinct()
    seats.lock(*coming.order_by("group").values_list("group", flat=True))
    enrollments = list(coming.with_everything_shown().order_by("pk"))
    for enrollment in enrollments:
        _follow(enrollment, person, before=before, now=now)
    return enrollments


def note_acquisition(enrollment: Enrollment, answer: Acquisition) -> None:
    """Note how the person heard of us; the last answer counts."""
    Enrollment.objects.filter(pk=enrollment.pk).update(acquisition=answer)


def _follow(enrollment: Enrollment, person: Beneficiary, *, before: Contact, now: datetime) -> None:
    enrollment.person, enrollment.contact_phone = person, person.message_phone
    if enrollment.contact_email == before.email:
        enrollment.contact_email = person.email
    enrollment.save(update_fields=["contact_phone", "contact_email"])
    _readdress(enrollment)
    if enrollment.state == EnrollmentState.ENROLLED and not before.is_reachable:
        # Nobody could be told of the sessions that come near: nothing had been written.
        reminders.write_for(enrollment, dates.of(enrollment.group), now=now)


def _readdress(enrollment: Enrollment) -> None:
    """Send by the channel that reaches her now what has not left; a seat to offer by telephone waits under “À régler”."""
    phone, email = enrollment.contact_phone, enrollment.contact_email
    prefers = Preference(enrollment.person.preference)
    channel = writing.choose_channel(phone=phone, email=email, prefers=prefers)
    waiting = _of_enrollment(enrollment).not_left()
    if enrollment.state == EnrollmentState.OFFERED and channel in {Channel.CALL, None}:
        offers = waiting.filter(kind__in=[messages.SEAT_OFFERED.name, messages.INVITATION.name])
        if offers.update(state=MessageState.DROPPED):
            Enrollment.objects.filter(pk=enrollment.pk).update(offered_by_call=True)
    written = set(
        _of_enrollment(enrollment).filter(channel=channel).order_by("pk").values_list("kind", "about", "revision")
    )
    for message in waiting.order_by("pk"):
        is_new = message.channel != channel and (message.kind, message.about, message.revision) in written
        if channel is None or is_new or (channel == Channel.CALL and not kinds.BY_NAME[message.kind].worth_a_call):
            waiting.filter(pk=message.pk).update(state=MessageState.DROPPED)
        else:
            recipient = email if channel == Channel.EMAIL else phone
            waiting.filter(pk=message.pk).update(channel=channel, recipient=recipient)


def _of_enrollment(enrollment: Enrollment) -> MessageQuerySet:
    """Every message about it or about one of its sessions."""
    about = Q(about=messages.ABOUT) | Q(about__startswith=ABOUT_SESSION)
    return Message.objects.filter(about, about_id=enrollment.pk, kind__in=list(kinds.BY_NAME))
