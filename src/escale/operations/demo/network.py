"""The network of the demonstration: its two organizations, followed together by Claire, every month counted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from escale.accounts.models import Membership, Network, Organization
from escale.statistics import monthly


def fill(organizations: Iterable[Organization], *, coordinator: Membership, now: datetime) -> None:
    """Bring the organizations together, then count the months they have lived, as the worker would within a minute."""
    network = Network.objects.create(
        name="Numérique du pays de Vitré", slug="numerique-du-pays-de-vitre", created_at=now - timedelta(days=60)
    )
    network.organizations.set(organizations)
    network.coordinators.set([coordinator.user])
    monthly.count_due()
