"""What the demonstration's team has let out: a report, a link to the town hall, a mail each month."""

from datetime import date, datetime, timedelta

from escale.accounts.models import Membership
from escale.places.zones import zone_of
from escale.statistics import releasing, scheduling
from escale.statistics.releasing import Outgoing
from escale.statistics.scopes import Scope


def fill(adviser: Membership, *, now: datetime) -> None:
    """Three months of figures leave, as they were at the end of last month."""
    organization, user = adviser.organization, adviser.user
    until = now.astimezone(zone_of(organization)).date().replace(day=1) - timedelta(days=1)
    since = date(until.year, until.month, 1)
    scope = Scope(organization=organization, since=(since - timedelta(days=40)).replace(day=1), until=until)
    releasing.report(
        Outgoing(
            scope=scope,
            title="Bilan pour le conseil municipal",
            objectives="Aller vers les quartiers les plus éloignés. Ouvrir un atelier le samedi.",
            comments="Les ateliers du mardi sont complets chaque semaine.",
        ),
        by=user,
        now=now,
    )
    releasing.share(Outgoing(scope=scope, title="Chiffres pour la mairie"), lasts=timedelta(days=92), by=user, now=now)
    scheduling.ask(
        organization, title="Chiffres du mois", recipient="mairie@example.org", narrowed={}, by=user, now=now
    )
