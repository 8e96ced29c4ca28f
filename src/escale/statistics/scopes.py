"""Of what figures are asked: whose, when, and filtered by what."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from escale.accounts.models import Network, Organization, OrganizationQuerySet, User
from escale.activity.models import Tag
from escale.people.models import AgeBand, Gender, SocialStatus
from escale.places.models import Venue
from escale.statistics.tallies import months_later
from escale.topics import Topic

type Public = AgeBand | SocialStatus | Gender
"""Who took part: an age, a situation or a gender."""


class NobodysFigures(ValueError):
    """Figures belong to an organization or to a network, and to one of them only."""


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Whose figures, from one day to another, both included; each filter leaves out what doesn't answer it.

    `commune` is where the activity took place. With a `public`, only its participations are counted.
    """

    since: date
    until: date
    organization: Organization | None = None
    network: Network | None = None
    adviser: User | None = None
    venue: Venue | None = None
    topic: Topic | None = None
    commune: str = ""
    public: Public | None = None
    tag: Tag | None = None

    def __post_init__(self) -> None:
        if (self.organization is None) == (self.network is None):
            raise NobodysFigures

    @property
    def is_filtered(self) -> bool:
        """Whether something is left out of the organization's or the network's figures."""
        return any((self.adviser, self.venue, self.topic, self.commune, self.public, self.tag))

    @property
    def organizations(self) -> OrganizationQuerySet:
        """Those counted together."""
        if self.organization:
            return Organization.objects.filter(pk=self.organization.pk)
        return Organization.objects.filter(networks=self.network)

    @property
    def before(self) -> "Scope":
        """The same of the period before: the same days a year earlier, or as many days just before within a year.

        A year to date is compared with the same year to date, as people do; a month or a quarter with the one before.
        """
        whole_months = self.since.day == 1 and (self.until + timedelta(days=1)).day == 1
        months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month + 1
        if self.since.month == 1 and self.since.day == 1 and self.since.year == self.until.year:
            return replace(self, since=_years(self.since, -1), until=_years(self.until, -1))
        until = self.since - timedelta(days=1)
        if whole_months:
            return replace(self, since=months_later(self.since, -months), until=until)
        return replace(self, since=until - (self.until - self.since), until=until)


def around(scopes: Sequence[Scope]) -> Scope:
    """From the first day of scopes alike but for their days to the last one."""
    since, until = min(scope.since for scope in scopes), max(scope.until for scope in scopes)
    return replace(scopes[0], since=since, until=until)


def _years(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + years, 2, 28)
    return day.replace(year=day.year + years)
