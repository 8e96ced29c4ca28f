"""What a program is told of each activity: counts and codes, never who, never the note."""

from collections import Counter
from datetime import datetime

from django.db.models import QuerySet

from escale.accounts.models import Organization
from escale.activity.exchange.activities import latest_first, unnamed, where
from escale.activity.models import ActivityRecord, Kind
from escale.api import paging, schemas
from escale.people.models import AgeBand, Gender, SocialStatus


def of(
    organization: Organization, *, created_since: datetime | None, changed_since: datetime | None
) -> QuerySet[ActivityRecord]:
    """The activities of an organization, those taken away too: a program that copied them has to know."""
    records = latest_first(ActivityRecord.objects.of_organization(organization))
    if created_since:
        records = records.filter(created_at__gte=created_since)
    return paging.changed(records, since=changed_since)


def told(record: ActivityRecord) -> schemas.Activity:
    """One activity, its rows prefetched."""
    place = where(record)
    return schemas.Activity(
        id=record.external_id or str(record.submission),
        attributes=schemas.ActivityAttributes(
            type=record.kind,
            mediateur_id=str(record.adviser_id),
            user_id=str(record.adviser_id),
            accompagnements=record.people,
            date=record.on,
            duree=record.minutes,
            type_lieu=record.place,
            structure_id=str(record.venue_id) if record.venue_id else None,
            lieu_code_postal=place.postcode or None,
            lieu_commune=place.commune_name or None,
            lieu_code_insee=place.commune or None,
            creation=record.created_at,
            modification=record.changed_at or record.created_at,
            suppression=record.removed_at,
            autonomie=record.autonomy or None if record.kind == Kind.INDIVIDUAL else None,
            oriente_vers_structure=record.referred,
            structure_de_redirection=record.referred_to or None,
            materiel=[each.device for each in record.devices.all()],
            thematiques=[each.topic for each in record.topics.all()],
            tags=[each.tag.name for each in record.tagged.all()],
            precisions_demarche=record.procedure or None,
            titre_atelier=record.title or None,
            niveau_atelier=record.level or None if record.kind == Kind.COLLECTIVE else None,
            beneficiaires=_people(record),
        ),
    )


def _people(record: ActivityRecord) -> schemas.People:
    named = [(each.gender, each.age_band, each.status) for each in record.participations.all()]
    nameless = [(each.gender, each.age, each.status) for each in unnamed(record)]
    everybody = [*named, *nameless]
    genders, ages, statuses = (Counter(each[axis] for each in everybody) for axis in range(3))
    return schemas.People(
        total=len(everybody),
        genres=schemas.Genders(**{code: genders[code] for code in Gender.values}),
        tranches_age=schemas.Ages(**{code: ages[code] for code in AgeBand.values}),
        statuts=schemas.Statuses(**{code: statuses[code] for code in SocialStatus.values}),
    )
