"""The secret address of a tablet: one at a time, found by its secret alone, closed at once."""

from escale.appointments import kiosk_links, links
from escale.appointments.models import KioskLink
from escale.testing.builders import NOW


def test_a_venue_has_one_address_however_often_it_is_asked_for(venue, adviser):
    made = [kiosk_links.make(venue, by=adviser, now=NOW) for _ in "ab"]
    assert made[0].pk == made[1].pk


def test_the_secret_opens_it_and_nothing_stored_says_the_secret(venue, adviser):
    link = kiosk_links.make(venue, by=adviser, now=NOW)
    secret = kiosk_links.secret_of(link)
    assert kiosk_links.find(secret) == link
    assert secret not in str(KioskLink.objects.values().get())
    assert secret != links.secret_of(link.link_nonce)


def test_revoked_it_opens_nothing_and_the_next_one_is_another(venue, adviser):
    link = kiosk_links.make(venue, by=adviser, now=NOW)
    kiosk_links.revoke(link, now=NOW)
    another = kiosk_links.make(venue, by=adviser, now=NOW)
    assert kiosk_links.find(kiosk_links.secret_of(link)) is None
    assert kiosk_links.secret_of(another) != kiosk_links.secret_of(link)
