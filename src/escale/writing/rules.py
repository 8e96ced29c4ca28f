"""Who may write and publish. Predicates on a membership: no query, one answer each."""

from escale.accounts.models import Membership, Role

WRITES = frozenset({Role.ADVISER, Role.COORDINATOR, Role.ADMIN})
MODERATES = WRITES


def may_write(membership: Membership) -> bool:
    """Opens the editor: writes chronicles and sheets of her organization, and reads those of her colleagues over."""
    return membership.role in WRITES


def may_publish(membership: Membership) -> bool:
    """Shows to the public what was written, hers or a colleague’s: who writes may publish, being read over is offered."""
    return membership.role in WRITES


def may_moderate(membership: Membership) -> bool:
    """Decides whether what a reader wrote is shown."""
    return membership.role in MODERATES
