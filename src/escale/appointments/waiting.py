"""Telling people that an hour became free: first come, first told, one person at a time.

Told three times at most and once a day at most: a broadcast would bring ten people to one hour.
"""

from datetime import datetime, timedelta
from types import MappingProxyType
from uuid import UUID

from escale.appointments import messages, offers
from escale.appointments.booking import is_bookable_online
from escale.appointments.models import Appointment, FreedHourAlert, Reason
from escale.french.dates import day
from escale.french.phone import display
from escale.outbox import texts, writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message

ABOUT = "freed_hour"
LASTS = timedelta(days=60)
SOONEST = timedelta(hours=3)
"""An hour freed later than that is too close to be offered by message."""


def ask(*, reason: Reason, first_name: str, phone: str, submission: UUID, now: datetime) -> FreedHourAlert:
    """Note that somebody wants to be told; the same submission, or the same number again, gives the same alert."""
    known = FreedHourAlert.objects.waiting(now=now).filter(reason=reason, phone=phone).order_by("pk").first()
    if known:
        return known
    alert, _ = FreedHourAlert.objects.get_or_create(
        submission=submission,
        defaults={
            "organization": reason.organization,
            "reason": reason,
            "first_name": first_name,
            "phone": phone,
            "created_at": now,
            "until": now + LASTS,
        },
    )
    return alert


def tell_first_waiting(freed: Appointment, *, now: datetime) -> FreedHourAlert | None:
    """Write a message to the first person who waits for such an hour, in the transaction that frees it."""
    if freed.starts_at - now < SOONEST:
        return None
    waiting = FreedHourAlert.objects.may_be_told(now=now).filter(reason=freed.reason).exclude(phone=freed.contact_phone)
    alert = waiting.select_for_update(no_key=True, skip_locked=True, of=("self",)).order_by("created_at", "pk").first()
    if alert is None:
        return None
    alert.times_told += 1
    alert.told_at, alert.hour_at, alert.hour_venue = now, freed.starts_at, freed.venue
    alert.save()
    writing.write(
        FREED_HOUR,
        organization=freed.organization,
        person=None,
        about=ABOUT,
        about_id=alert.pk,
        revision=alert.times_told,
        venue=freed.venue,
        phone=alert.phone,
        now=now,
        due_at=now,
        expires_at=freed.starts_at - SOONEST,
    )
    return alert


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    alert = (
        FreedHourAlert.objects.waiting(now=now)
        .select_related("reason__organization", "hour_venue")
        .one(pk=message.about_id, times_told=message.revision)
    )
    if alert is None or alert.hour_at is None or alert.hour_venue is None or not is_bookable_online(alert.reason):
        return Dropped("Cette personne n’attend plus.")
    venue, reason = alert.hour_venue, alert.reason
    local = alert.hour_at.astimezone(venue.zone)
    if not offers.is_free(reason, venue=venue, starts_at=alert.hour_at, now=now):
        return Dropped("Cette heure est déjà reprise.")
    organization = reason.organization
    values = {
        "prenom": alert.first_name,
        "jour": day(local.date()),
        "heure": messages.hour_words(local),
        "lieu": venue.name,
        "telephone": display(organization.phone) if organization.phone else "",
        "lien": messages.short_address(f"/rendez-vous/{organization.slug}/"),
    }
    return Rendered(text=texts.fill(texts.wording(FREED_HOUR, organization), values), subject="Une heure est libre")


FREED_HOUR = MessageKind(
    name="freed_hour",
    label="Une heure s’est libérée",
    default_text="Bonjour {prenom}. Une heure est libre : {jour} à {heure}, {lieu}. "
    "Pour la prendre : {telephone} ou {lien}. Premier arrivé, premier servi.",
    render=_render,
    placeholders=MappingProxyType(
        {
            "prenom": "Lucette",
            "jour": "mardi 17 novembre",
            "heure": "14 h",
            "lieu": "CCAS de Vitré",
            "telephone": "02 61 91 05 12",
            "lien": "escale.example/rendez-vous/vitre/",
        }
    ),
)
