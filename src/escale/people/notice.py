"""The page handed to people, which says what is kept and how long: `retention.yaml` in their words, with a version."""

from datetime import datetime
from hashlib import sha256

from escale.accounts.models import Organization
from escale.people import retention
from escale.people.models import Beneficiary
from escale.people.policy import policy
from escale.people.retention import Promise


def promises(organization: Organization) -> list[Promise]:
    """What this organization promises, with the delay it has chosen."""
    return retention.rules(months=organization.keeps_people_months)


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
