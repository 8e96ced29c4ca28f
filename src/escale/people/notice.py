"""What is promised of personal data, from the very file the nightly job reads: on the public page, on the one handed over."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from escale.accounts.models import Organization
from escale.people.models import Beneficiary
from escale.people.policy import in_words, policy


@dataclass(frozen=True, kw_only=True)
class Promise:
    """A category as people read it: "Votre fiche" is kept "24 mois après votre dernier rendez-vous"."""

    title: str
    holds: str
    kept: str
    then: str


def promises(organization: Organization | None = None) -> list[Promise]:
    """What is promised to the public: by one organization, with the delay it has chosen, or by the whole instance."""
    months = organization.keeps_people_months if organization else None
    return [
        Promise(
            title=each.title,
            holds=each.holds,
            kept=f"{in_words({'months': months})} après {each.after}" if months and each.chosen else each.promise,
            then=each.then,
        )
        for each in policy().categories
        if each.audience == "public"
    ]


def version(organization: Organization) -> str:
    """ "27/11/2026 3f2a91": the day this text was written, and the print of what it says."""
    said = "\n".join(f"{each.title}|{each.holds}|{each.kept}|{each.then}" for each in promises(organization))
    return f"{policy().written_on:%d/%m/%Y} {sha256(said.encode()).hexdigest()[:6]}"


def hand_over(person: Beneficiary, *, now: datetime) -> str:
    """Note that she was given today's version; give that version."""
    given = version(person.organization)
    Beneficiary.objects.filter(pk=person.pk).update(notice_version=given, notice_given_at=now)
    return given


def take_back(person: Beneficiary) -> None:
    """It was noted by mistake: nothing was handed over."""
    Beneficiary.objects.filter(pk=person.pk).update(notice_version="", notice_given_at=None)
