"""The channels of the field, ready to be taken in one gesture, then rewritten: newspaper, shops, mails, town."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from escale.accounts.models import Organization
from escale.people.models import Acquisition
from escale.publishing import channels
from escale.publishing.models import Channel, ChannelKind, DeadlineRule, Public, Sending


@dataclass(frozen=True, kw_only=True)
class Starter:
    """A channel as it is proposed: what it costs and asks are usual values, to be corrected."""

    kind: ChannelKind
    name: str
    reach: str
    public: Public = Public.EVERYONE
    acquisition: str = ""
    deadline: DeadlineRule = DeadlineRule.NONE
    number: int | None = None
    euros: int = 0
    minutes: int = 10

    @property
    def sending(self) -> Sending:
        return channels.SENDING.get(self.kind, Sending.COPY)


STARTERS = (
    Starter(
        kind=ChannelKind.POSTERS,
        name="Affiches",
        reach="Lieux partenaires et commerces",
        acquisition=Acquisition.POSTER,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=15,
        euros=8,
        minutes=90,
    ),
    Starter(
        kind=ChannelKind.FLYERS,
        name="Flyers",
        reach="Par courrier, ou à l’accueil",
        public=Public.YOUNG,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=12,
        euros=20,
        minutes=45,
    ),
    Starter(
        kind=ChannelKind.NEWSPAPER,
        name="Journal local",
        reach="Article et agenda",
        public=Public.SENIORS,
        acquisition=Acquisition.NEWSPAPER,
        deadline=DeadlineRule.MONTH_DAY,
        number=20,
    ),
    Starter(
        kind=ChannelKind.CITY_APP,
        name="Agenda de l’appli de la ville",
        reach="Les habitants qui l’ont installée",
        acquisition=Acquisition.CITY_APP,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=10,
        minutes=5,
    ),
    Starter(
        kind=ChannelKind.SENIORS_SITE,
        name="Pour bien vieillir",
        reach="Le site des caisses de retraite",
        public=Public.SENIORS,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=21,
    ),
    Starter(
        kind=ChannelKind.COLLEAGUES,
        name="Collègues",
        reach="L’équipe de la structure",
        public=Public.PROFESSIONALS,
        acquisition=Acquisition.SOCIAL_CENTER,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=10,
        minutes=5,
    ),
    Starter(
        kind=ChannelKind.PARTNERS,
        name="Partenaires",
        reach="CCAS, CLIC, France Services, médiathèque",
        public=Public.PROFESSIONALS,
        acquisition=Acquisition.PARTNER,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=15,
    ),
    Starter(kind=ChannelKind.FACEBOOK, name="Facebook", reach="La page de la structure", minutes=10),
    Starter(
        kind=ChannelKind.INSTAGRAM, name="Instagram", reach="Le compte de la structure", public=Public.YOUNG, minutes=15
    ),
    Starter(
        kind=ChannelKind.SMS,
        name="SMS",
        reach="Les personnes qui l’ont demandé",
        deadline=DeadlineRule.DAYS_BEFORE,
        number=7,
        euros=5,
        minutes=5,
    ),
    Starter(
        kind=ChannelKind.RADIO,
        name="Radio locale",
        reach="30 secondes, lues à l’antenne",
        public=Public.SENIORS,
        deadline=DeadlineRule.DAYS_BEFORE,
        number=10,
    ),
    Starter(
        kind=ChannelKind.DISPLAY,
        name="Panneau de la ville",
        reach="80 signes, à l’entrée de la ville",
        deadline=DeadlineRule.DAYS_BEFORE,
        number=10,
        minutes=5,
    ),
    Starter(kind=ChannelKind.FEED, name="Flux et sites web", reach="Les sites qui reprennent notre agenda", minutes=0),
)


def missing(organization: Organization) -> list[Starter]:
    """Those whose kind no channel in use has yet. One query."""
    there = set(Channel.objects.of_organization(organization).in_use().values_list("kind", flat=True))
    return [each for each in STARTERS if each.kind not in there]


@transaction.atomic
def add(organization: Organization, *, now: datetime) -> list[Channel]:
    """Add every ready channel that is missing; a name taken already keeps its own. Twice adds nothing more."""
    Organization.objects.locked().get(pk=organization.pk)
    names = set(Channel.objects.of_organization(organization).in_use().values_list("name", flat=True))
    first = channels.next_position(organization)
    added = [
        Channel(
            organization=organization,
            kind=each.kind,
            name=each.name,
            public=each.public,
            reach=each.reach,
            acquisition=each.acquisition,
            sending=each.sending,
            deadline=each.deadline,
            deadline_number=each.number,
            cost_euros=each.euros,
            effort_minutes=each.minutes,
            position=first + at,
            created_at=now,
        )
        for at, each in enumerate(each for each in missing(organization) if each.name not in names)
    ]
    return Channel.objects.bulk_create(added)
