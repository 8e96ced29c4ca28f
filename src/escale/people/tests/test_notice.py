"""The page handed to people says what the policy does; its version changes with it, and so does its date."""

from escale.accounts.models import Organization
from escale.people import notice

WRITTEN = "28/11/2026 e02b52"
"""Changed together with `written_on` of retention.yaml, when a promise changes: people were handed the former one."""


def test_the_date_of_the_policy_changes_with_what_it_promises() -> None:
    assert notice.version(Organization()) == WRITTEN


def test_another_delay_is_another_version() -> None:
    assert notice.version(Organization(keeps_people_months=24)) != WRITTEN


def test_the_version_fits_its_field() -> None:
    assert len(notice.version(Organization())) <= 20


def test_each_organization_promises_the_delay_it_chose() -> None:
    promised = {promise.title: promise.kept for promise in notice.promises(Organization(keeps_people_months=18))}
    assert promised["Votre fiche"].startswith("18\u00a0mois après votre dernière venue")
    assert promised["Vos demandes d’être rappelé"].startswith("3\u00a0mois")
