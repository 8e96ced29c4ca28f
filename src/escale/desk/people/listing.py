"""The people of the organization as the list shows them: found, filtered, ordered, with when they came and come again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, F, Max, Min, OuterRef, Q, Subquery

from escale import db
from escale.accounts.models import Membership
from escale.activity.models import Participation
from escale.appointments.models import Appointment, State
from escale.french.dates import day, day_year
from escale.outbox.models import Channel, Message, MessageState
from escale.people import search
from escale.people.models import Beneficiary, BeneficiaryQuerySet
from escale.places import communes
from escale.workshops.models import LIVE, Enrollment

ALL, MINE, TO_CALL = "", "les-miennes", "a-rappeler"
VIEWS = {ALL: "Toutes", MINE: "Que j’accompagne", TO_CALL: "À rappeler"}
ORDERS = {
    "": "Le nom",
    "venues": "Les dernières venues",
    "anciennes": "Pas revues depuis longtemps",
    "ouvertes": "Les dernières fiches",
}
WITHOUT_CONTACT = {"3": "3 mois", "6": "6 mois", "9": "9 mois", "11": "11 mois"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the page was asked to show; what can't be read is left out."""

    text: str = ""
    view: str = ALL
    months: str = ""
    order: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Asked":
        def one_of(name: str, known: Iterable[str]) -> str:
            return query.get(name, "") if query.get(name, "") in set(known) else ""

        return cls(
            text=query.get("q", "").strip()[:80],
            view=one_of("voir", VIEWS),
            months=one_of("sans-nouvelles", WITHOUT_CONTACT),
            order=one_of("tri", ORDERS),
        )

    @property
    def is_filtered(self) -> bool:
        return any((self.text, self.view, self.months))


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person; `said` tells the last time she came and the next."""

    person: Beneficiary
    town: str
    said: str


def find(asked: Asked, *, reader: Membership, now: datetime) -> BeneficiaryQuerySet:
    """The people asked for, in the order asked for."""
    found = search.people(reader.organization, asked.text)
    if asked.view == MINE:
        found = found.filter(_accompanied_by(reader))
    if asked.view == TO_CALL:
        found = found.filter(Exists(_calls_to_make()) | Exists(_wanting_another()))
    if asked.months:
        found = _without_contact_since(found, now - relativedelta(months=int(asked.months)))
    return _ordered(found, asked.order)


def rows(people: Collection[Beneficiary], *, zone: ZoneInfo, now: datetime) -> list[Row]:
    """A page of people in words. Two queries, whatever its length."""
    hers = _counted().filter(person__in=people).order_by().values("person")
    came = dict(hers.annotate(on=Max("record__on")).values_list("person", "on"))
    comes = dict(
        Appointment.objects.upcoming(now=now)
        .filter(person__in=people)
        .order_by()
        .values("person")
        .annotate(at=Min("starts_at"))
        .values_list("person", "at")
    )
    return [
        Row(person=each, town=town(each), said=_said(came.get(each.pk), comes.get(each.pk), zone=zone, now=now))
        for each in people
    ]


def town(person: Beneficiary) -> str:
    known = communes.by_code(person.commune) if person.commune else None
    return known.name if known else ""


def _said(came: date | None, comes: datetime | None, *, zone: ZoneInfo, now: datetime) -> str:
    today = now.astimezone(zone).date()
    last = f"Dernière venue {_on(came, today)}." if came else "Pas encore venue." if comes else ""
    coming = f"Prochain rendez-vous {_on(comes.astimezone(zone).date(), today)}." if comes else ""
    return " ".join(filter(None, [last, coming]))


def _on(on: date, today: date) -> str:
    return f"le {day(on) if on.year == today.year else day_year(on)}"


def _counted() -> db.QuerySet[Participation]:
    return Participation.objects.filter(record__removed_at=None)


def _accompanied_by(reader: Membership) -> Q:
    """She follows them, or received them herself."""
    user = reader.user
    received = Appointment.objects.filter(Q(adviser=user) | Q(co_adviser=user), person=OuterRef("pk"))
    recorded = _counted().filter(record__adviser=user, person=OuterRef("pk"))
    return Q(referent=user) | Q(Exists(received)) | Q(Exists(recorded))


def _calls_to_make() -> db.QuerySet[Message]:
    return Message.objects.filter(channel=Channel.CALL, state=MessageState.WAITING, person=OuterRef("pk"))


def _wanting_another() -> db.QuerySet[Appointment]:
    return Appointment.objects.to_follow_up().filter(person=OuterRef("pk"))


def _without_contact_since(found: BeneficiaryQuerySet, since: datetime) -> BeneficiaryQuerySet:
    """Nobody saw them since then, and nothing is to come."""
    met = Appointment.objects.filter(state__in=[State.SEEN, State.EXPECTED], ends_at__gt=since, person=OuterRef("pk"))
    took_part = _counted().filter(record__starts_at__gt=since, person=OuterRef("pk"))
    enrolled = Enrollment.objects.filter(
        state__in=sorted(LIVE), group__canceled_at=None, group__sessions__ends_at__gt=since, person=OuterRef("pk")
    )
    return found.filter(~Exists(met), ~Exists(took_part), ~Exists(enrolled), created_at__lte=since)


def _ordered(found: BeneficiaryQuerySet, order: str) -> BeneficiaryQuerySet:
    if order == "ouvertes":
        return found.order_by("-created_at", "-pk")
    if not order:
        return found.by_name()
    latest = _counted().filter(person=OuterRef("pk")).order_by("-record__on").values("record__on")[:1]
    last = F("last_on").asc(nulls_last=True) if order == "anciennes" else F("last_on").desc(nulls_last=True)
    return found.annotate(last_on=Subquery(latest)).order_by(last, "search_key", "pk")
