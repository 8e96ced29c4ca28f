"""The charter of an organization: ours until it writes its own, shown to nobody when it wants."""

from datetime import datetime

from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.mandates import charter
from escale.mandates.models import Frame
from escale.places.models import Venue
from escale.testing.cast import signed_in
from escale.testing.pages import sheets, text


def test_everyone_reads_what_the_organization_wrote(client: Client, adviser: Membership) -> None:
    page = reverse("portal:charter", args=[adviser.organization.slug])
    assert "Nous formons" in text(client.get(page))
    desk = signed_in(adviser)
    desk.post(
        reverse("desk:settings-frame"),
        charter.USUAL | {"revision": 0, "does": "Nous apprenons ensemble.", "is_public": "on"},
    )
    assert "Nous apprenons ensemble." in text(client.get(page))
    assert "Nous formons" not in text(client.get(page))


def test_on_paper_it_is_one_sheet_that_says_where_to_read_it(client: Client, adviser: Membership) -> None:
    slug = adviser.organization.slug
    (sheet,) = sheets(client.get(reverse("portal:charter-pdf", args=[slug])))
    assert "Nous formons" in sheet
    assert reverse("portal:charter", args=[slug]) in sheet


def test_nobody_reads_one_that_is_put_away(client: Client, adviser: Membership, venue: Venue, now: datetime) -> None:
    place, page = (
        reverse("portal:venue", args=[venue.slug]),
        reverse("portal:charter", args=[venue.organization.slug]),
    )
    assert page in text(client.get(place))
    charter.write(charter.USUAL | {"is_public": False}, revision=0, by=adviser, now=now)
    assert client.get(page).status_code == 404
    assert page not in text(client.get(place))


def test_two_windows_keep_the_first_and_what_was_typed(adviser: Membership, now: datetime) -> None:
    charter.write(charter.USUAL, revision=0, by=adviser, now=now)
    typed = charter.USUAL | {"revision": 0, "does": "Autre texte."}
    answer = signed_in(adviser).post(reverse("desk:settings-frame"), typed)
    assert answer.status_code == 422
    assert "Autre texte." in text(answer)
    assert Frame.objects.get().does == charter.USUAL["does"]
