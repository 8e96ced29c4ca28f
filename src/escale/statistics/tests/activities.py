"""Activities invented from a seed, and their figures counted the slow way: person by person, in plain Python."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from escale.accounts.models import Membership
from escale.activity import bulk
from escale.activity.models import ActivityRecord, Autonomy, Axis, Device, Kind, Posture, Tag
from escale.activity.reports import NewRecord, Report
from escale.people.models import Acquisition, AgeBand, Beneficiary, Gender, SocialStatus
from escale.places.communes import department_of
from escale.places.models import Venue
from escale.statistics.tallies import Tally, month_key
from escale.testing import builders
from escale.topics import Topic

FIRST, LAST = date(2025, 10, 5), date(2026, 4, 20)
COMMUNES = ("35360", "35125", "97411", "")


def people(of: Membership, count: int, random: Random) -> list[Beneficiary]:
    return [
        Beneficiary.objects.create(
            organization=of.organization,
            first_name=f"Personne {number}",
            search_key=f"personne {number}",
            gender=random.choice(Gender.values),
            status=random.choice(SocialStatus.values),
            birth_year=random.choice((None, 1950, 1985, 2012)),
            commune=random.choice(COMMUNES),
            created_at=builders.NOW,
        )
        for number in range(count)
    ]


def invented(
    adviser: Membership,
    venues: Sequence[Venue],
    people: Sequence[Beneficiary],
    *,
    count: int,
    random: Random,
    tags: Sequence[Tag] = (),
) -> list[NewRecord]:
    """Many activities of an adviser on few days, so that people come again the same day, month and period."""
    days = (LAST - FIRST).days
    return [
        _one(adviser, random.choice(venues), people, FIRST + timedelta(random.randint(0, days)), random, tags)
        for _ in range(count)
    ]


def _one(
    adviser: Membership, venue: Venue, people: Sequence[Beneficiary], on: date, random: Random, tags: Sequence[Tag]
) -> NewRecord:
    collective = random.random() < 0.3
    hour, unnamed = random.randint(8, 18), random.randint(0, 4) if collective else 0
    came = random.sample(people, random.randint(0 if unnamed else 1, 4) if collective else 1)
    said = random.randint(0, unnamed)
    return NewRecord(
        organization=adviser.organization,
        adviser=adviser.user,
        kind=Kind.COLLECTIVE if collective else Kind.INDIVIDUAL,
        on=on,
        minutes=random.choice((20, 30, 45, 60, 120)),
        starts_at=random.choice((None, datetime.combine(on, time(hour), tzinfo=UTC))),
        hour=random.choice((None, hour)),
        venue=random.choice((None, venue)),
        people=came,
        heard_by={person.pk: random.choice([*Acquisition]) for person in came if random.random() < 0.5},
        created_at=builders.NOW,
        report=Report(
            topics=random.sample([*Topic], random.randint(0, 3)),
            devices=random.sample([*Device], random.randint(0, 2)),
            autonomy=random.choice((None, *Autonomy)),
            posture=random.choice((None, *Posture)),
            tags=random.sample(tags, random.randint(0, len(tags))),
            unnamed=unnamed,
            unnamed_known=random.randint(0, unnamed),
            counts={
                (Axis.AGE, AgeBand.OVER_70): said,
                (Axis.GENDER, Gender.FEMALE): said,
                (Axis.FORMER_STATUS, "ancien"): said,
            },
        ),
    )


def write(news: Iterable[NewRecord]) -> None:
    bulk.write(news)


def counted_slowly(records: Iterable[ActivityRecord]) -> Tally:
    """Figures of these activities, all of one organization, in the order they took place; whoever came before isn't known."""
    total: Tally = Counter()
    known: set[int] = set()
    for record in records:
        work = {"activities": 1, "participations": record.people, "minutes": record.minutes}
        said = [
            ("all", ""),
            ("month", month_key(record.on)),
            ("kind", record.kind),
            ("place", record.place),
            ("posture", record.posture),
            ("autonomy", record.autonomy),
            ("next_step", record.next_step),
            ("duration", _duration(record.minutes)),
            ("weekday", str(record.on.isoweekday())),
            ("place_commune", record.commune),
            *(("topic", row.topic) for row in record.topics.all()),
            *(("device", row.device) for row in record.devices.all()),
            *(("tag", str(row.tag_id)) for row in record.tagged.all()),
        ]
        said += [("hour", str(record.hour))] if record.hour is not None else []
        said += [("venue", str(record.venue_id))] if record.venue_id else []
        for axis, value in said:
            for measure, n in work.items():
                total[axis, value, measure] += n
        total["month", month_key(record.on), record.kind] += record.people
        total["all", "", "unnamed"] += record.unnamed
        total["all", "", "unnamed_known"] += record.unnamed_known
        for row in record.unnamed_counts.all():
            total[row.axis, row.value, "unnamed"] += row.count
        for participation in sorted(record.participations.all(), key=lambda each: each.pk):
            if participation.person_id in known:
                continue
            known.add(participation.person_id)
            heard = participation.acquisition
            for axis, value in (
                *([("acquisition_age", f"{heard}:{participation.age_band}")] if heard else []),
                ("all", ""),
                ("gender", participation.gender),
                ("age", participation.age_band),
                ("status", participation.status),
                ("acquisition", participation.acquisition),
                ("commune", participation.commune),
                ("department", department_of(participation.commune)),
            ):
                total[axis, value, "people"] += 1
                if participation.previous_on is None:
                    total[axis, value, "new"] += 1
    return Counter({key: n for key, n in total.items() if n})


def _duration(minutes: int) -> str:
    if minutes < 30:
        return "under_30"
    return "under_60" if minutes < 60 else "under_120" if minutes < 120 else "longer"
