"""What passes between us and each partner, both ways: how many, answered how fast, refused why; who came."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from statistics import fmean
from typing import Any

from django.db.models import QuerySet

from escale.accounts.models import Organization
from escale.appointments.models import FREES_THE_HOUR, State
from escale.directory.models import UNANSWERED, Partner, ReceivedReferral, Referral, ReferralState, Refusal
from escale.french.plural import plural
from escale.french.sentences import inside
from escale.places.zones import zone_of
from escale.scheduling.wall_clock import day_bounds
from escale.together import read_together

ACCEPTED = frozenset({ReferralState.ACCEPTED, ReferralState.SEEN, ReferralState.DONE, ReferralState.NOT_COME})
"""Whoever was received, or was waited for in vain, had been accepted."""
A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class PartnerFigures:
    """Referrals of a period with one partner; `delays` are those of its answers, in days.

    Sent: each is accepted, refused, unanswered or withdrawn; `came` and `not_come` are among the accepted. Received: each
    is `to_come`, `seen`, `missed`, `called_off`, or asked a call.
    """

    sent: int = 0
    accepted: int = 0
    refused: int = 0
    unanswered: int = 0
    came: int = 0
    not_come: int = 0
    refusals: Mapping[Refusal, int] = field(default_factory=dict)
    delays: Sequence[float] = ()
    received: int = 0
    booked: int = 0
    to_come: int = 0
    seen: int = 0
    missed: int = 0
    called_off: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.sent or self.received)

    @property
    def answer_days(self) -> float | None:
        """How long an answer takes, on average."""
        return fmean(self.delays) if self.delays else None

    @property
    def answer_words(self) -> str:
        """ "le jour même", "2 jours"; nothing when nobody answered yet."""
        if self.answer_days is None:
            return ""
        days = round(self.answer_days)
        return plural(days, "jour") if days else "le jour même"

    @property
    def refusal_words(self) -> str:
        """Why they refused, the most frequent first: "il manque des pièces, complet"."""
        ordered = sorted(self.refusals.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(inside(str(Refusal(why).label)) for why, _ in ordered)


_COUNTS = [each.name for each in fields(PartnerFigures) if each.type is int]


def of_partner(partner: Partner, since: date, until: date) -> PartnerFigures:
    """The figures of one partner between two days, both included. Two queries."""
    return by_partner(partner.organization, since, until, only=partner).get(partner.pk, PartnerFigures())


def by_partner(
    organization: Organization, since: date, until: date, *, only: Partner | None = None
) -> dict[int, PartnerFigures]:
    """The figures of every partner something passed with, by its key. Two queries, whatever the number of partners."""
    zone = zone_of(organization)
    start, end = day_bounds(since, zone).start, day_bounds(until, zone).end
    sent_rows, received_rows = (
        _sent_rows(organization, start, end, only),
        _received_rows(organization, start, end, only),
    )
    read_together(sent_rows, received_rows)
    sent, received = _sent(sent_rows), _received(received_rows)
    return {pk: PartnerFigures(**sent.get(pk, {}), **received.get(pk, {})) for pk in sent.keys() | received.keys()}


def altogether(each: Iterable[PartnerFigures]) -> PartnerFigures:
    """All partners as one; each answer counts the same, whoever gave it."""
    several = list(each)
    counts = {count: sum(getattr(one, count) for one in several) for count in _COUNTS}
    refusals: Counter[Refusal] = Counter()
    for one in several:
        refusals.update(one.refusals)
    delays = [days for one in several for days in one.delays]
    return PartnerFigures(**counts, refusals=dict(refusals), delays=delays)


def in_words(figures: PartnerFigures, *, period: str = "cette année") -> list[str]:
    """The sentences of a small panel: "14 orientations cette année.", "12 acceptées, 2 refusées : il manque des pièces."."""
    said = []
    if figures.sent:
        said.append(f"{plural(figures.sent, 'orientation')} {period}.")
        if figures.answer_words:
            same_day = figures.answer_words == "le jour même"
            said.append(f"Réponse {'' if same_day else 'en '}{figures.answer_words} en moyenne.")
        answers = [plural(figures.accepted, "acceptée")] if figures.accepted else []
        if figures.refused:
            answers.append(f"{plural(figures.refused, 'refusée')}\u00a0: {figures.refusal_words}")
        if answers:
            said.append(f"{', '.join(answers)}.")
        if figures.unanswered:
            said.append(f"{figures.unanswered} sans réponse.")
    if figures.received:
        came = f", {plural(figures.seen, 'venue')}" if figures.seen else ""
        said.append(f"{plural(figures.received, 'personne envoyée', 'personnes envoyées')} par eux{came}.")
    return said


def _sent_rows(
    organization: Organization, start: datetime, end: datetime, only: Partner | None
) -> QuerySet[Referral, tuple[Any, ...]]:
    rows = Referral.objects.of_organization(organization).filter(created_at__gte=start, created_at__lt=end)
    rows = rows.filter(partner=only) if only else rows
    return rows.order_by("pk").values_list("partner_id", "state", "refusal", "created_at", "answered_at")


def _sent(values: Iterable[tuple[Any, ...]]) -> dict[int, dict[str, Any]]:
    by_partner: defaultdict[int, list[tuple[str, str, datetime, datetime | None]]] = defaultdict(list)
    for partner, state, why, created, answered in values:
        by_partner[partner].append((state, why, created, answered))
    return {partner: _of_sent(rows) for partner, rows in by_partner.items()}


def _of_sent(rows: list[tuple[str, str, datetime, datetime | None]]) -> dict[str, Any]:
    states = Counter(state for state, *_ in rows)
    settled = ACCEPTED | {ReferralState.REFUSED}
    delays = [(answered - created) / A_DAY for state, _, created, answered in rows if answered and state in settled]
    return {
        "sent": len(rows),
        "accepted": sum(states[state] for state in ACCEPTED),
        "refused": states[ReferralState.REFUSED],
        "unanswered": sum(states[state] for state in UNANSWERED),
        "came": states[ReferralState.SEEN] + states[ReferralState.DONE],
        "not_come": states[ReferralState.NOT_COME],
        "refusals": dict(Counter(Refusal(why) for state, why, *_ in rows if state == ReferralState.REFUSED)),
        "delays": delays,
    }


def _received_rows(
    organization: Organization, start: datetime, end: datetime, only: Partner | None
) -> QuerySet[ReceivedReferral, tuple[int, str | None]]:
    rows = ReceivedReferral.objects.of_organization(organization).filter(created_at__gte=start, created_at__lt=end)
    rows = rows.filter(prescriber__partner=only) if only else rows
    return rows.order_by("pk").values_list("prescriber__partner_id", "appointment__state")


def _received(values: Iterable[tuple[int, str | None]]) -> dict[int, dict[str, Any]]:
    states: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
    for partner, state in values:
        states[partner][state] += 1
    return {
        partner: {
            "received": counted.total(),
            "booked": counted.total() - counted[None],
            "to_come": counted[State.EXPECTED],
            "seen": counted[State.SEEN],
            "missed": counted[State.NO_SHOW],
            "called_off": sum(counted[state] for state in FREES_THE_HOUR),
        }
        for partner, counted in states.items()
    }
