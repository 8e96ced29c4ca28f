"""Secret addresses given to partners: the page of one referral, the page of one prescriber. Only hashes are stored."""

from escale.accounts.secret_links import derived, hashed
from escale.directory.models import Prescriber, Referral


def secret_of(row: Referral | Prescriber) -> str:
    """The secret part of its address, derived from the instance's key and the seed of the row."""
    return derived("referral" if isinstance(row, Referral) else "prescriber", row.link_nonce)


def seal(row: Referral | Prescriber) -> None:
    """Write the hash of its secret on a row that is about to be saved."""
    row.link_hash = hashed(secret_of(row))
