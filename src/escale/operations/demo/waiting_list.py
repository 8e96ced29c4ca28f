"""Those who wait, in the demonstration: some in line, an hour held for one of them, one taken, one left without answer."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from escale.accounts.models import Membership, Organization
from escale.appointments import answering, offering, turns, waiting
from escale.appointments.models import Appointment, HalfDay, Offer, Reason, WaitingEntry
from escale.appointments.waiting import ANY_HOUR, Wish
from escale.places.models import Venue

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def fill(reason: Reason, *, by: Membership, venue: Venue, submissions: Iterator[UUID], now: datetime) -> None:
    """Seven people wait for one reason, each at another point of the way."""
    Organization.objects.filter(pk=reason.organization_id).update(waiting_new_first=True)

    def ask(first_name: str, phone: str, *, since: timedelta, wish: Wish = ANY_HOUR) -> WaitingEntry:
        return waiting.ask(
            reason=reason, first_name=first_name, phone=phone, wish=wish, submission=next(submissions), now=now - since
        )

    accepted = ask("Rozenn", "+33639980180", since=9 * DAY)
    unanswered = ask("Henri", "+33639980181", since=8 * DAY)
    offered = ask("Solange", "+33639980172", since=6 * DAY)
    to_call = ask("Alphonse", "+33261912073", since=5 * DAY)
    first = ask("Fatima", "+33639980182", since=2 * DAY)
    ask("Jean-Yves", "+33639980183", since=DAY, wish=Wish(venue=venue, half_day=HalfDay.MORNING))
    ask("Maïwenn", "+33639980184", since=3 * HOUR, wish=Wish(weekdays="24"))
    if held := _offer(accepted, now=now - 3 * DAY):
        # Early in the morning, an offer doesn't stay open for an hour.
        answering.accept(held, now=min(now - 3 * DAY + HOUR, held.expires_at - timedelta(minutes=1)))
    if held := _offer(unanswered, now=now - 2 * DAY):
        answering.unanswered(held, now=held.expires_at)
    _offer(offered, now=now - timedelta(minutes=20))
    _offer(to_call, now=now - timedelta(minutes=10))
    waiting.put_first(first, why="Dossier à envoyer avant la fin du mois", by=by, now=now - HOUR)
    _wait_for_earlier(reason, now=now)


def _offer(entry: WaitingEntry, *, now: datetime) -> Offer | None:
    """Hold the second free hour that suits her: the first may be too near to be answered."""
    for hour in turns.hours_for(entry, now=now)[1:]:
        venue = Venue.objects.get(pk=hour.venue_id)
        if offer := offering.hold(entry, hour, venue=venue, now=now):
            return offer
    return None


def _wait_for_earlier(reason: Reason, *, now: datetime) -> None:
    """Whoever has the farthest appointment of this reason would come earlier."""
    coming = Appointment.objects.upcoming(now=now + 3 * DAY).with_everything_shown().filter(reason=reason)
    if farthest := coming.exclude(contact_phone="").order_by("-starts_at", "-pk").first():
        waiting.ask_for_earlier(farthest, now=now - HOUR)
