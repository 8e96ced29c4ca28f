"""A referral in words, as far as its reader may know: in the list, on the person’s file, on its own page."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from escale.accounts import rules
from escale.accounts.models import Membership
from escale.directory import messages
from escale.directory.models import ConsentHow, Method, Outcome, Referral, ReferralState, Refusal
from escale.french.dates import day_hour, day_year
from escale.french.sentences import inside
from escale.people.models import ERASED

TONES = {
    ReferralState.ACCEPTED: "ok",
    ReferralState.DONE: "ok",
    ReferralState.SEEN: "ok",
    ReferralState.REFUSED: "bad",
    ReferralState.NOT_COME: "warn",
    ReferralState.WAITING: "warn",
}
HOW = {
    Method.PHONE: "au téléphone, ensemble",
    Method.MAIL: "par mail, avec une page secrète",
    Method.SMS: "l’adresse reçue par SMS",
    Method.PAPER: "avec un bon imprimé",
    Method.TOGETHER: "rendez-vous à trois",
}
CONSENT = {ConsentHow.SAID: "de vive voix", ConsentHow.SMS: "par SMS", ConsentHow.PAPER: "sur papier"}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One referral of the list."""

    pk: int
    name: str
    partner: str
    words: str
    said: str
    state: str
    tone: str


def sees_words(referral: Referral, *, reader: Membership) -> bool:
    """Whether the reader is shown the need: whoever sent the person, and those who read notes."""
    return rules.may_see_notes(reader) or referral.adviser_id == reader.user_id


def name_of(referral: Referral) -> str:
    return referral.person.short_name if referral.person else ERASED


def row(referral: Referral, *, reader: Membership, zone: ZoneInfo) -> Row:
    return Row(
        pk=referral.pk,
        name=name_of(referral),
        partner=referral.partner.name,
        words=referral.words if sees_words(referral, reader=reader) else "",
        said=", ".join(
            [
                day_year(referral.created_at.astimezone(zone)).capitalize(),
                HOW[Method(referral.method)],
                f"par {referral.adviser.first_name}",
            ]
        ),
        state=state_words(referral),
        tone=TONES.get(ReferralState(referral.state), ""),
    )


def state_words(referral: Referral) -> str:
    """ "Refusée : il manque des pièces", "Acceptée, c’est en cours"; what leaves no answer to wait for says how it was sent."""
    if referral.outcome and referral.state != ReferralState.REFUSED:
        return Outcome(referral.outcome).label
    if referral.state == ReferralState.SENT and referral.method in {Method.SMS, Method.PAPER}:
        return "Adresse donnée"
    label = str(ReferralState(referral.state).label)
    return f"{label} : {inside(str(Refusal(referral.refusal).label))}" if referral.refusal else label


def sentence(referral: Referral, *, reader: Membership) -> str:
    """One line of her history: "Orientée vers France services par Maëlle : acceptée."."""
    about = f" {referral.words.rstrip('.')}." if referral.words and sees_words(referral, reader=reader) else ""
    adviser = referral.adviser.first_name
    return f"Orientation vers {referral.partner.name}, par {adviser} : {inside(state_words(referral))}.{about}"


def local_day(referral: Referral) -> date:
    """The day it was made, on the partner’s clock."""
    return messages.local(referral, referral.created_at).date()


def steps(referral: Referral, *, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What happened, the latest first. One query."""
    told = []
    for step in referral.steps.select_related("by").order_by("-at", "-pk"):
        who = f"{step.by.first_name} : " if step.by else f"{referral.partner.name} : "
        label = "envoyée" if step.state == ReferralState.SENT else inside(str(ReferralState(step.state).label))
        told.append((day_hour(step.at.astimezone(zone)).capitalize(), f"{who}{label}."))
    return told
