"""What she may read of what is said: her organization's pages and the common ones; a network's, for who coordinates it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.shortcuts import get_object_or_404

from escale.accounts.access import MemberRequest
from escale.accounts.models import Network
from escale.desk.today import today_of
from escale.feedback import reading
from escale.feedback.models import PageOpinion, PageOpinionQuerySet, ReadingGroup, Remark

PERIODS = {"30": "les 30 derniers jours", "90": "les 3 derniers mois", "365": "la dernière année"}
USUAL = "90"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Of which days, of which pages; `query` keeps both from page to page."""

    opinions: PageOpinionQuerySet
    since: date
    days: str
    network: Network | None
    networks: list[Network]

    @property
    def query(self) -> dict[str, str]:
        return {"jours": self.days, "reseau": str(self.network.pk) if self.network else ""}


def asked(request: MemberRequest) -> Asked:
    """What the address asks for; what it doesn't say, or says badly, is the usual."""
    days = request.GET.get("jours", "")
    days = days if days in PERIODS else USUAL
    since = today_of(request) - timedelta(days=int(days))
    networks = list(Network.objects.coordinated_by(request.user).order_by("name", "pk"))
    network = next((each for each in networks if str(each.pk) == request.GET.get("reseau", "")), None)
    organizations = [request.membership.organization_id]
    if network:
        organizations = list(network.organizations.order_by("pk").values_list("pk", flat=True))
    opinions = PageOpinion.objects.about(organizations).since(since)
    return Asked(opinions=opinions, since=since, days=days, network=network, networks=networks)


def opinion_or_404(request: MemberRequest, pk: int) -> PageOpinion:
    """One of those she may read, in her organization or in a network she coordinates."""
    networks = Network.objects.coordinated_by(request.user).order_by()
    organizations = networks.exclude(organizations=None).values_list("organizations", flat=True)
    readable = PageOpinion.objects.about([request.membership.organization_id, *organizations])
    return get_object_or_404(readable, pk=pk)


def group_or_404(request: MemberRequest, pk: int) -> ReadingGroup:
    """A group she gathers."""
    return get_object_or_404(reading.run_by(request.membership).select_related("organization", "network"), pk=pk)


def remark_or_404(request: MemberRequest, pk: int) -> Remark:
    """A remark of a group she gathers."""
    gathered = Remark.objects.filter(group__in=reading.run_by(request.membership))
    return get_object_or_404(gathered.select_related("group"), pk=pk)
