"""What the page of one referral shows: what was said, what came back, and what may be done now."""

from datetime import datetime
from typing import Any

from escale.accounts.models import Membership
from escale.desk.referrals import words
from escale.directory import messages, referring
from escale.directory.models import UNANSWERED, ConsentHow, Method, Outcome, Referral, ReferralState
from escale.directory.needs import by_code
from escale.french.dates import day, day_hour, hour
from escale.places.zones import zone_of

WITH_A_PAGE = frozenset({Method.MAIL, Method.TOGETHER})


def of(shown: Referral, *, by: Membership, now: datetime) -> dict[str, Any]:
    zone = zone_of(by.organization)
    sees_words, is_open = words.sees_words(shown, reader=by), shown.ended_at is None
    link_is_open = is_open and shown.link_is_open(now=now)
    consent = shown.consent_at.astimezone(zone)
    return {
        "referral": shown,
        "name": words.name_of(shown),
        "sees_words": sees_words,
        "state": words.state_words(shown),
        "tone": words.TONES.get(ReferralState(shown.state), ""),
        "how": words.HOW[Method(shown.method)],
        "consent": f"{words.CONSENT[ConsentHow(shown.consent_how)]}, le {day(consent)} à {hour(consent)}",
        "together": day_hour(shown.together_at.astimezone(zone)) if shown.together_at else "",
        "steps": words.steps(shown, zone=zone),
        "is_open": is_open,
        "is_unanswered": is_open and shown.state in UNANSWERED,
        "has_page": shown.method in WITH_A_PAGE and is_open,
        # Behind that address stands the need.
        "address": messages.address(shown) if sees_words and link_is_open and shown.method in WITH_A_PAGE else "",
        "link_is_open": link_is_open,
        "link_until": shown.link_expires_at.astimezone(zone),
        "script": _script(shown, by=by),
        "phone": (shown.contact.phone if shown.contact else "") or shown.partner.phone,
        "needs_another": _needs_another(shown),
        "need": need_words(shown),
    }


def need_words(shown: Referral) -> str:
    """The need without the person’s own words."""
    need = by_code(shown.need)
    return need.label if need else ""


def _script(shown: Referral, *, by: Membership) -> tuple[str, ...]:
    calls = shown.method == Method.PHONE and shown.state == ReferralState.SENT and shown.ended_at is None
    if not (calls and shown.person and shown.names_somebody and words.sees_words(shown, reader=by)):
        return ()
    return tuple(referring.script(shown.words, shown.person, by=by, shares_phone=shown.shares_phone))


def _needs_another(shown: Referral) -> bool:
    """Whether somebody else is to be found: refused, or nothing changed."""
    return shown.names_somebody and (shown.state == ReferralState.REFUSED or shown.outcome == Outcome.NOT_SOLVED)
