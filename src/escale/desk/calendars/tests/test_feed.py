"""The page of the address where one's own agenda is read."""

from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda.models import CalendarFeed
from escale.appointments import feed_links
from escale.testing.cast import signed_in


def _page(browser: Client) -> str:
    return browser.get(reverse("desk:calendar-feed")).content.decode().replace("\u00a0", " ")


def _open(adviser: Membership) -> tuple[Client, str]:
    browser = signed_in(adviser)
    browser.post(reverse("desk:calendar-feed-open"))
    return browser, feed_links.secret_of(CalendarFeed.objects.get())


def test_nobody_has_an_address_before_asking(adviser: Membership) -> None:
    assert "Créer mon adresse" in _page(signed_in(adviser))
    assert CalendarFeed.objects.count() == 0


def test_the_address_is_shown_with_a_link_that_opens_a_calendar(adviser: Membership) -> None:
    browser, secret = _open(adviser)
    page = _page(browser)
    assert f"http://localhost:8000/agenda/{secret}.ics" in page
    assert f'href="webcal://localhost:8000/agenda/{secret}.ics"' in page
    assert "Jamais lue jusqu’ici." in page
    assert browser.get(f"/agenda/{secret}.ics").status_code == 200


def test_names_are_off_until_chosen(adviser: Membership) -> None:
    browser, _ = _open(adviser)
    assert not CalendarFeed.objects.get().with_names
    browser.post(reverse("desk:calendar-feed-choose"), {"with_names": "on"})
    assert CalendarFeed.objects.get().with_names


def test_a_new_address_closes_the_former_and_keeps_the_choices(adviser: Membership) -> None:
    browser, former = _open(adviser)
    browser.post(reverse("desk:calendar-feed-choose"), {"with_permanences": "on"})
    browser.post(reverse("desk:calendar-feed-renew"))
    feed = CalendarFeed.objects.get()
    assert feed_links.secret_of(feed) != former
    assert feed.with_permanences
    assert browser.get(f"/agenda/{former}.ics").status_code == 404


def test_a_closed_address_is_forgotten(adviser: Membership) -> None:
    browser, former = _open(adviser)
    browser.post(reverse("desk:calendar-feed-close"))
    assert CalendarFeed.objects.count() == 0
    assert browser.get(f"/agenda/{former}.ics").status_code == 404


def test_one_sees_only_ones_own_address(adviser: Membership, colleague: Membership) -> None:
    _, secret = _open(adviser)
    assert secret not in _page(signed_in(colleague))
    signed_in(colleague).post(reverse("desk:calendar-feed-close"))
    assert CalendarFeed.objects.count() == 1


def test_an_address_made_with_a_former_key_still_opens_and_can_be_renewed(
    adviser: Membership, settings, now: datetime
) -> None:
    browser, secret = _open(adviser)
    CalendarFeed.objects.update(last_read_at=now - timedelta(hours=2))
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "y" * 60
    assert "ne peut plus être montrée" in _page(browser)
    assert browser.get(f"/agenda/{secret}.ics").status_code == 200
