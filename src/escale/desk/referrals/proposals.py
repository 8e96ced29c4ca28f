"""Who may be chosen on the page “Orienter”: the nearest who answer the need, with why, and what passed with them this year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.accounts.models import Membership
from escale.desk.referrals.asked import Asked
from escale.directory import figures, opening, referring, searching
from escale.directory.models import Contact, Partner
from escale.directory.reasons import known_contacts, reasons
from escale.places.distance import kilometres
from escale.places.zones import zone_of

MOST = 4
"""As many as the style sheet tells apart, with the one the page was opened for."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A partner to choose, by its rank on the page; `lines` are why, `figures` what passed with it this year."""

    rank: int
    partner: Partner
    contact: Contact | None
    lines: Sequence[str]
    figures: Sequence[str] = ()

    @property
    def phone(self) -> str:
        """The direct line of whoever receives referrals there, else the one of the house."""
        return (self.contact.phone if self.contact else "") or self.partner.phone


def find(asked: Asked, *, chosen: Partner | None = None, by: Membership, now: datetime) -> list[Proposal]:
    """The partner the page speaks of first, then the nearest ones; without the one that refused."""
    first = chosen or asked.partner
    skipped = {asked.instead_of.partner_id if asked.instead_of else None, first.pk if first else None}
    needs = [need.code for need in asked.needs]
    found = searching.nearest(
        by.organization,
        point=asked.point,
        commune=asked.commune,
        needs=needs,
        text="" if needs else asked.typed,
        now=now,
        limit=MOST + len(skipped),
    )
    others = [_proposal(each.partner, each.reasons) for each in found if each.partner.pk not in skipped]
    return [*([_opened_for(first, asked, now=now)] if first else []), *others][:MOST]


def with_figures(proposals: Sequence[Proposal], *, by: Membership, now: datetime) -> list[Proposal]:
    """Add what passed with each since January, and number them. Four queries, whatever their number."""
    today = now.astimezone(zone_of(by.organization)).date()
    this_year = figures.by_partner(by.organization, today.replace(month=1, day=1), today)
    nothing = figures.PartnerFigures()
    return [
        Proposal(
            rank=rank,
            partner=each.partner,
            contact=each.contact,
            lines=each.lines,
            figures=figures.in_words(this_year.get(each.partner.pk, nothing)),
        )
        for rank, each in enumerate(proposals, start=1)
    ]


def _opened_for(partner: Partner, asked: Asked, *, now: datetime) -> Proposal:
    """The partner the page was opened for, whether it answers the need or not."""
    start = asked.point or asked.commune
    km = kilometres(start, partner.point) if start and partner.point else None
    why = reasons(partner, needs=asked.needs, km=km, stands=opening.of(partner, now=now))
    return Proposal(rank=0, partner=partner, contact=referring.receiver_at(partner), lines=_lines(partner, why))


def _proposal(partner: Partner, why: Sequence[str]) -> Proposal:
    receiver = next((each for each in known_contacts(partner) if each.receives_referrals), None)
    return Proposal(rank=0, partner=partner, contact=receiver, lines=_lines(partner, why))


def _lines(partner: Partner, why: Sequence[str]) -> list[str]:
    """Why, in one sentence, then what they do."""
    sentence = ", ".join(each[:1].lower() + each[1:] if rank else each for rank, each in enumerate(why))
    return [line for line in (sentence, partner.missions) if line]
