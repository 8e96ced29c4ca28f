"""The sheets of partners: added, changed, put away and back, read over every six months; two of the same place are told."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import F

from escale.accounts.models import Membership, Organization
from escale.directory.models import Partner, PartnerNeed, PartnerQuerySet, PartnerSource, PartnerWord
from escale.french.alike import are_alike
from escale.french.plain_text import fold
from escale.places.communes import Commune
from escale.places.zones import zone_of
from escale.scheduling.french_calendar import zone_name

CHECKED_EVERY = relativedelta(months=6)
WRITTEN = (
    "name", "kinds", "kind_words", "missions", "presentation", "call_for", "not_for", "publics", "address", "address_more",
    "postcode", "commune", "commune_name", "latitude", "longitude", "time_zone", "phone", "email", "website", "booking_link",
    "hours", "hours_note", "without_appointment", "accessibility", "accessibility_link", "languages", "fees", "is_colleague",
)  # fmt: skip
"""What a member writes on a sheet, besides its needs."""
NEEDS = "needs"
"""Names the needs among the fields that are kept."""
MOST_TWINS = 5
LONGEST_KEY = Partner._meta.get_field("search_key").max_length or 300


class ChangedMeanwhile(Exception):
    """Somebody wrote this sheet since it was read: nothing is written over."""


def add(partner: Partner, *, needs: Collection[str], by: Membership, now: datetime) -> Partner:
    """Keep a sheet just described; it is true today, hence asked about in six months."""
    partner.organization, partner.created_by, partner.created_at = by.organization, by.user, now
    _checked(partner, by=by, now=now)
    partner.search_key = search_key(partner)
    with transaction.atomic():
        partner.save(force_insert=True)
        write_words([partner])
        write_needs(partner, needs)
    return partner


@transaction.atomic
def change(partner: Partner, *, needs: Collection[str], revision: int) -> Partner:
    """Write a sheet as it is described now, read at this revision. Raises ChangedMeanwhile.

    What a refresh from a list would bring back is kept as the team wrote it.
    """
    before = Partner.objects.get_locked(pk=partner.pk)
    if before.revision != revision:
        raise ChangedMeanwhile
    changed = {name for name in WRITTEN if getattr(before, name) != getattr(partner, name)}
    changed |= {NEEDS} if write_needs(partner, needs) else set()
    if before.source != PartnerSource.TEAM:
        partner.kept = sorted({*before.kept, *changed})
    partner.revision, partner.search_key = revision + 1, search_key(partner)
    partner.save(update_fields=[*WRITTEN, "kept", "revision", "search_key"])
    write_words([partner])
    return partner


def write_needs(partner: Partner, needs: Collection[str]) -> bool:
    """Write which needs a partner answers; say whether they changed."""
    before = set(PartnerNeed.objects.filter(partner=partner).order_by("need").values_list("need", flat=True))
    wanted = set(needs)
    PartnerNeed.objects.filter(partner=partner, need__in=before - wanted).delete()
    PartnerNeed.objects.bulk_create(PartnerNeed(partner=partner, need=need) for need in sorted(wanted - before))
    return before != wanted


def write_words(partners: Sequence[Partner]) -> None:
    """Keep the words of their search keys, by which a name is found. Called whenever a key was written."""
    found = PartnerWord.objects.filter(partner__in=partners).order_by("pk").values_list("partner", "word")
    before = set(found)
    wanted = {(each.pk, word) for each in partners for word in each.search_key.split()}
    for pk in {pk for pk, _ in before - wanted}:
        gone = [word for owner, word in before - wanted if owner == pk]
        PartnerWord.objects.filter(partner=pk, word__in=gone).delete()
    PartnerWord.objects.bulk_create(
        [PartnerWord(partner_id=pk, word=word) for pk, word in sorted(wanted - before)], batch_size=1000
    )


def checked(partner: Partner, *, by: Membership, now: datetime) -> None:
    """Say that a sheet is still true; it is asked about again in six months."""
    _checked(partner, by=by, now=now)
    partner.save(update_fields=["checked_on", "checked_by", "check_again_on"])


def unchecked(partner: Partner) -> None:
    """Take "still true" back: nobody answers for the sheet until it is read over."""
    partner.checked_on = partner.checked_by = partner.check_again_on = None
    partner.save(update_fields=["checked_on", "checked_by", "check_again_on"])


def archive(partner: Partner, *, now: datetime) -> None:
    """Put a sheet away: nobody is sent there any more, what was done with them stays."""
    Partner.objects.in_use().filter(pk=partner.pk).update(archived_at=now, revision=F("revision") + 1)


def put_back(partner: Partner) -> None:
    """Take a sheet out again."""
    Partner.objects.filter(pk=partner.pk).update(archived_at=None, revision=F("revision") + 1)


def know(partner: Partner, *, by: Membership, knows: bool = True) -> None:
    """Say that one knows them, or not any more."""
    if knows:
        partner.known_by.add(by.user)
    else:
        partner.known_by.remove(by.user)


def twins(organization: Organization, *, name: str, commune: str, besides: int | None = None) -> list[Partner]:
    """The partners in use that may be the same place: nearly the same name in that commune. One query."""
    there = Partner.objects.of_organization(organization).in_use().filter(commune=commune).order_by("name", "pk")
    return [each for each in there if each.pk != besides and _is_same(each.name, name)][:MOST_TWINS]


def to_check(organization: Organization, *, on: date) -> PartnerQuerySet:
    """The sheets to read over, the longest forgotten first."""
    return (
        Partner.objects.of_organization(organization)
        .to_check(on=on)
        .order_by(F("checked_on").asc(nulls_first=True), "pk")
    )


def locate(partner: Partner, commune: Commune) -> None:
    """Put a partner not yet written in this commune; what isn't said otherwise is worked out: postcode, place, zone.

    When it moves to another commune, its place is that of the new one until a better one is said.
    """
    has_moved = bool(partner.commune) and partner.commune != commune.code
    partner.commune, partner.commune_name, partner.time_zone = commune.code, commune.name, zone_name(commune.code)
    if (has_moved or not partner.postcode) and partner.postcode not in commune.postcodes and commune.postcodes:
        partner.postcode = commune.postcodes[0]
    if has_moved or partner.point is None:
        partner.latitude, partner.longitude = commune.latitude, commune.longitude


def search_key(partner: Partner) -> str:
    """What a name typed is compared with: each word after a space, so that its beginning is found."""
    return f" {fold(' '.join((partner.name, partner.kind_words, partner.commune_name)))}"[:LONGEST_KEY]


def _checked(partner: Partner, *, by: Membership, now: datetime) -> None:
    today = now.astimezone(zone_of(by.organization)).date()
    partner.checked_on, partner.checked_by, partner.check_again_on = today, by.user, today + CHECKED_EVERY


def _is_same(one: str, other: str) -> bool:
    """The same words, whatever their order, or names that sound alike."""
    return set(fold(one).split()) == set(fold(other).split()) or are_alike(one, other)
