"""What the page of a partner says: what was transmitted, where it stands, and nothing else."""

from dataclasses import dataclass
from typing import Any

from escale.directory import messages, referring
from escale.directory.links import secret_of
from escale.directory.models import ConsentHow, Referral, ReferralState
from escale.french.dates import day, day_hour, day_of_month, hour

CONSENT = {
    ConsentHow.SAID: "Donné de vive voix",
    ConsentHow.SMS: "Donné par SMS",
    ConsentHow.PAPER: "Donné sur papier",
}
DONE_BY_PARTNER = {
    ReferralState.WAITING: "Vous avez dit : réponse dans la semaine.",
    ReferralState.ACCEPTED: "Vous avez accepté.",
    ReferralState.SEEN: "Vous avez dit : venue, à suivre.",
}


@dataclass(frozen=True)
class Step:
    when: str
    words: str


def around(sent: Referral) -> dict[str, Any]:
    """What may be said even when the link opens nothing more: who sent it, how to reach her, until when it was open."""
    return {
        "organization": sent.organization,
        "site_name": sent.organization.name,
        "adviser": sent.adviser,
        "open_until": messages.local(sent, sent.link_expires_at),
        "ended_on": messages.local(sent, sent.ended_at) if sent.ended_at else None,
    }


def of(sent: Referral) -> dict[str, Any]:
    """What an open page shows. Two queries."""
    told = referring.transmitted(sent)
    at = messages.local(sent, sent.consent_at)
    answered_on = messages.local(sent, sent.answered_at) if sent.answered_at else None
    return around(sent) | {
        "told": told,
        "for_whom": ", ".join(filter(None, [sent.contact.name.split()[0] if sent.contact else "", sent.partner.name])),
        "consent": f"{CONSENT[ConsentHow(told.consent)]}, le {day_of_month(at)} à {hour(at)}",
        "together": day_hour(messages.local(sent, sent.together_at)) if sent.together_at else "",
        "answered_on": answered_on,
        "is_waiting": sent.state == ReferralState.WAITING,
        "steps": _steps(sent),
        "secret": secret_of(sent),
    }


def _steps(sent: Referral) -> list[Step]:
    """What happened, the latest first."""
    adviser = sent.adviser.first_name
    told = []
    for step in sent.steps.order_by("-at", "-pk"):
        at = messages.local(sent, step.at)
        words = (
            f"{adviser} vous a écrit." if step.state == ReferralState.SENT else _answer(step.state, adviser, step.by_id)
        )
        told.append(Step(f"{day(at).capitalize()}, {hour(at)}", words))
    return told


def _answer(state: str, adviser: str, by: int | None) -> str:
    if by is not None:
        return f"{adviser} l’a noté : {ReferralState(state).label.lower()}."
    return DONE_BY_PARTNER.get(ReferralState(state), ReferralState(state).label)
