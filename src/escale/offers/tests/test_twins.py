"""What is told twice is shown once: ours first, then the oldest source; and somebody may say they differ."""

from collections.abc import Callable
from datetime import datetime, timedelta

from escale.accounts.models import Membership, Organization
from escale.offers import keeping, refreshing
from escale.offers.models import ForeignOffer, Source, SourceKind
from escale.offers.tests.conftest import agenda, event
from escale.offers.tests.test_formats import PLACES
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.other_site import Site
from escale.workshops.models import Group

type Read = Callable[..., Source]
HOUR = timedelta(hours=1)


def shown() -> list[str]:
    return [
        f"{offer.title} ({offer.source.name})"
        for offer in ForeignOffer.objects.shown().select_related("source").order_by("pk")
    ]


def told_of(group: Group, title: str = "") -> bytes:
    """What the library says of a workshop of ours."""
    session = group.sessions.select_related("venue").get()
    timings = [{"begin": session.starts_at.isoformat(), "end": session.ends_at.isoformat()}]
    venue = session.venue
    place = {"name": venue.name, "insee": venue.commune, "latitude": venue.latitude, "longitude": venue.longitude}
    return agenda(event(title or group.title, timings=timings, location=place))


def test_a_workshop_of_ours_is_told_by_us_alone(read: Read, adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue, title="Ranger ses photos")
    source = read(told_of(group, "Atelier : ranger vos photos"))
    assert (source.offers.get().same_group, shown()) == (group, [])


def test_a_reserved_or_unpublished_workshop_of_ours_hides_nothing(
    read: Read, adviser: Membership, venue: Venue
) -> None:
    group = builders.group(adviser, venue, title="Ranger ses photos")
    Group.objects.update(published_at=None)
    read(told_of(group))
    assert shown() == ["Ranger ses photos (Médiathèque)"]


def test_once_ours_is_called_off_theirs_is_shown_again(
    read: Read, adviser: Membership, venue: Venue, now: datetime
) -> None:
    group = builders.group(adviser, venue, title="Ranger ses photos")
    read(told_of(group))
    Group.objects.update(canceled_at=now)
    refreshing.read_due(now=now + HOUR)
    assert shown() == ["Ranger ses photos (Médiathèque)"]


def test_of_two_sources_the_older_tells_it_in_whatever_order_they_are_read(read: Read, now: datetime) -> None:
    older = read(agenda(event()), path="/a")
    younger = read(agenda(event("Ranger vos photos", uid=2)), path="/b", name="Ville")
    assert (shown(), younger.offers.get().same_as) == (["Ranger ses photos (Médiathèque)"], older.offers.get())
    ForeignOffer.objects.update(same_as=None)
    Source.objects.filter(pk=older.pk).update(due_at=now + HOUR)
    refreshing.read_due(now=now + HOUR)
    assert shown() == ["Ranger ses photos (Médiathèque)"]


def test_once_the_older_source_stops_the_younger_tells_it(read: Read, now: datetime) -> None:
    older = read(agenda(event()), path="/a")
    read(agenda(event("Ranger vos photos", uid=2)), path="/b", name="Ville")
    keeping.pause(older, now=now)
    assert shown() == ["Ranger vos photos (Ville)"]
    keeping.remove(older)
    assert shown() == ["Ranger vos photos (Ville)"]


def test_what_somebody_tells_apart_stays_apart_until_she_takes_it_back(
    read: Read, adviser: Membership, venue: Venue, now: datetime
) -> None:
    source = read(told_of(builders.group(adviser, venue, title="Ranger ses photos")))
    offer = source.offers.get()
    keeping.tell_apart(offer, now=now)
    refreshing.read_due(now=now + HOUR)
    assert shown() == ["Ranger ses photos (Médiathèque)"]
    keeping.put_together(offer, now=now + HOUR)
    assert shown() == []


def test_a_hidden_offer_stays_hidden_whoever_tells_it(read: Read, now: datetime) -> None:
    older = read(agenda(event()), path="/a")
    read(agenda(event("Ranger vos photos", uid=2)), path="/b", name="Ville")
    keeping.hide(older.offers.get(), now=now)
    Source.objects.update(due_at=now + HOUR)
    refreshing.read_due(now=now + HOUR)
    assert shown() == []
    keeping.show(older.offers.get(), now=now + HOUR)
    assert shown() == ["Ranger ses photos (Médiathèque)"]


def test_what_an_organization_hides_is_still_told_by_another(read: Read, site: Site, now: datetime) -> None:
    older = read(agenda(event()), path="/a")
    theirs = keeping.add(
        builders.organization("CCAS de Fougères"), kind=SourceKind.OPENAGENDA, name="Fougères", around="", within_km=40,
        url=site.answers("/b", agenda(event("Ranger vos photos", uid=2))), words={}, now=now,
    )  # fmt: skip
    refreshing.read_due(now=now)
    assert (shown(), theirs.offers.get().same_as) == (["Ranger ses photos (Médiathèque)"], older.offers.get())
    keeping.hide(older.offers.get(), now=now)
    assert shown() == ["Ranger vos photos (Fougères)"]
    keeping.show(older.offers.get(), now=now + HOUR)
    assert shown() == ["Ranger ses photos (Médiathèque)"]


def test_a_place_of_ours_in_a_national_list_is_told_by_us(read: Read, adviser: Membership, now: datetime) -> None:
    Organization.objects.update(online_booking_opened_at=now)
    ours = builders.venue(adviser.organization, name="La médiathèque de Balazé")
    Venue.objects.update(commune="35015", latitude=48.16, longitude=-1.19)
    source = read(PLACES.encode(), kind=SourceKind.PLACES)
    assert (source.offers.get().same_venue, shown()) == (ours, [])
