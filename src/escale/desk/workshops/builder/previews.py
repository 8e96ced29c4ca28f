"""The page read before inviting: each cycle with its dates, its people, the message they receive, what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from escale.accounts.models import Organization
from escale.accounts.secret_links import short_address
from escale.desk.workshops.builder.cards import reach_words, when_words
from escale.french.dates import day, day_hour, days_range, hour
from escale.french.phone import display
from escale.french.plural import plural
from escale.outbox import texts
from escale.outbox.senders import sms_sender
from escale.outbox.texts import Preview
from escale.workshops import forming
from escale.workshops.forming import Ready
from escale.workshops.messages import INVITATION
from escale.workshops.models import Interest

EXAMPLE_LINK = "k7QmZx2LtB9vRw4NcJ6yAg"
"""As long as a real one: each person has her own."""


@dataclass(frozen=True, kw_only=True)
class Coming:
    """One cycle about to be created."""

    ready: Ready
    when: str
    dates: str
    skipped: str
    answer_by: str
    people: Sequence[Interest]
    sms: Preview | None


def of(ready: Sequence[Ready], *, organization: Organization, now: datetime) -> dict[str, Any]:
    """What the page says; `total` counts everybody, `segments` the SMS billed."""
    wording = texts.wording(INVITATION, organization)
    coming = [_coming(each, wording, organization, now=now) for each in ready]
    invited = [one for each in ready for one in each.invited]
    reach = forming.reach(invited)
    longest = max((each.sms.segments for each in coming if each.sms), default=1)
    return {
        "coming": coming,
        "cycles": len(coming),
        "total": len(invited),
        "reach": reach_words(reach),
        "cost": _cost(reach.by_sms, longest),
        "may_create": not any(each.impossible for each in ready),
        "sender": sms_sender(organization),
    }


def _coming(ready: Ready, wording: str, organization: Organization, *, now: datetime) -> Coming:
    draft, plan = ready.draft, ready.plan
    limit = forming.answer_by(draft.venue, now=now)
    return Coming(
        ready=ready,
        when=when_words(draft),
        dates=f"{plural(len(plan.dates), 'séance')}, {days_range(plan.dates[0], plan.dates[-1])}" if plan else "",
        skipped=", ".join(f"{day(each.on)} ({each.why})" for each in plan.skipped) if plan else "",
        answer_by=day_hour(limit),
        people=[*ready.invited, *ready.waiting],
        sms=_sms(ready, wording, organization, limit=limit) if plan else None,
    )


def _sms(ready: Ready, wording: str, organization: Organization, *, limit: datetime) -> Preview:
    """The invitation of the first of the group, as her telephone shows it."""
    draft, plan = ready.draft, ready.plan
    phone = draft.venue.phone or organization.phone
    values = dict(INVITATION.placeholders) | {
        "prenom": ready.invited[0].first_name,
        "atelier": draft.title,
        "jour": day(plan.dates[0]) if plan else "",
        "heure": hour(draft.start_time),
        "lieu": draft.venue.name,
        "adresse": draft.venue.one_line_address,
        "seance": plural(len(plan.dates), "séance") if plan else "",
        "limite": day_hour(limit),
        "telephone": display(phone),
        "lien": short_address(f"/i/{EXAMPLE_LINK}"),
    }
    return texts.as_sms(texts.fill(wording, values))


def _cost(people: int, segments: int) -> str:
    """ "14 SMS, comptés 28 : le texte en prend 2."."""
    if not people:
        return ""
    if segments == 1:
        return f"{people}\u00a0SMS en tout."
    return f"{people * segments}\u00a0SMS comptés en tout\u00a0: le texte en prend {segments} par personne."
