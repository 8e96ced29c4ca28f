"""The waiting list in words: how it works, who is before, what an offer replaces, what happens next."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from escale.accounts.models import Organization
from escale.appointments import links, offer_links, waiting
from escale.appointments.models import MOST_OFFERS, Appointment, HalfDay, Offer, OfferState, WaitingEntry, WhyClosed
from escale.french.dates import DAYS, day_year, duration
from escale.french.plural import plural
from escale.portal import steps

WHY_OVER = {
    WhyClosed.GOT_AN_HOUR: "Vous avez une heure : vous n’attendez plus.",
    WhyClosed.LEFT: "Vous avez quitté la liste.",
    WhyClosed.REMOVED: "L’équipe vous a retiré de la liste. Une question ? Un appel suffit.",
    WhyClosed.ENDED: "Votre demande est arrivée à sa fin.",
    WhyClosed.THREE_OFFERS: "Nous vous avons proposé trois heures. Vous n’êtes plus sur la liste.",
}
OFFER_OVER = {
    OfferState.DECLINED: "Vous avez dit non. L’heure est proposée à une autre personne.",
    OfferState.EXPIRED: "Le temps de réponse est passé. L’heure est proposée à une autre personne.",
    OfferState.WITHDRAWN: "Cette heure n’est plus possible. Pardon !",
}


def how_it_works(organization: Organization) -> list[tuple[str, str]]:
    """Four sentences, each with its drawing."""
    return [
        ("users", "Vous êtes sur une liste, dans l’ordre des demandes."),
        ("message-square-text", "Une heure se libère : vous recevez un SMS. Sur un téléphone fixe, nous appelons."),
        (
            "clock",
            f"L’heure est gardée pour vous {duration(organization.offer_minutes)}, moins longtemps si elle est proche. "
            "Sans réponse, elle va à la personne suivante.",
        ),
        ("bell", "Trois messages au plus, un par jour au plus."),
    ]


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What leads to an earlier hour: asking for it, or the place already taken in the list."""

    address: str
    words: str


def earlier(appointment: Appointment, *, now: datetime) -> Earlier | None:
    """The button of an appointment's page; none when no earlier day is left."""
    today = now.astimezone(appointment.venue.zone).date()
    if not appointment.is_upcoming(now=now) or appointment.local_start.date() <= today or not appointment.contact_phone:
        return None
    if asked := waiting.earlier_asked(appointment):
        return Earlier(
            address=reverse("portal:waiting-place", args=[offer_links.secret_of(asked)]),
            words="Une heure plus tôt : ma place dans la liste",
        )
    return Earlier(
        address=reverse("portal:appointment-earlier", args=[links.secret_of(appointment.link_nonce)]),
        words="Me prévenir si une heure plus tôt se libère",
    )


def before(count: int) -> str:
    """ "3 personnes avant vous", "Vous êtes la prochaine personne prévenue"."""
    if not count:
        return "Vous êtes la prochaine personne prévenue."
    return f"{plural(count, 'personne')} avant vous."


def wish_rows(entry: WaitingEntry) -> list[tuple[str, str]]:
    """What she asked for, as (term, answer)."""
    days = ", ".join(DAYS[int(number)] for number in entry.weekdays)
    half_day = HalfDay(entry.half_day).label
    rows = [
        ("Sujet", entry.reason.name),
        ("Où", entry.venue.name if entry.venue else "N’importe quel lieu"),
        ("Quand", f"{days}, {half_day}".capitalize() if days else half_day.capitalize()),
        ("Jusqu’au", day_year(entry.until.date())),
    ]
    if entry.appointment:
        rows.insert(1, ("Plus tôt que", steps.when_words(entry.appointment.venue, entry.appointment.starts_at)))
    return rows


def why_over(entry: WaitingEntry) -> str:
    """Why she waits no more; nothing while she does."""
    if entry.closed_why:
        return WHY_OVER[WhyClosed(entry.closed_why)]
    return WHY_OVER[WhyClosed.ENDED]


def offer_over(offer: Offer, *, now: datetime) -> str:
    """Why an hour is no longer hers to take."""
    state = OfferState(offer.state)
    return OFFER_OVER[OfferState.EXPIRED if state == OfferState.OPEN and now >= offer.expires_at else state]


def what_next(entry: WaitingEntry) -> str:
    """What happens after an hour that wasn't taken."""
    left = MOST_OFFERS - entry.offers_made
    if entry.closed_why or left <= 0:
        return why_over(entry)
    return f"Vous restez sur la liste, à votre place : encore {plural(left, 'proposition')} au plus, un autre jour."


def time_left(offer: Offer, *, now: datetime) -> str:
    """ "Il vous reste 1 heure 50"."""
    minutes = max(int((offer.expires_at - now).total_seconds() // 60), 1)
    days = minutes // 1440
    words = plural(days, "jour") if days > 1 else duration(minutes - minutes % 60 if minutes > 180 else minutes)
    return f"Il vous reste {words}."
