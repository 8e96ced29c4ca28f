"""Who may open the settings: advisers, coordinators and admins of the organization, nobody else."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from escale.accounts.models import Membership
from escale.agenda import absences, closures, resources
from escale.agenda.models import Permanence
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.cast import Reception, signed_in

PAGES = (
    "settings",
    "settings-venues",
    "settings-venue-add",
    "settings-communes",
    "settings-reasons",
    "settings-reason-add",
    "permanences",
    "permanence-add",
    "settings-absences",
    "settings-online",
    "settings-online-qr",
    "settings-online-poster",
    "settings-texts",
    "setup-venues",
    "setup-hours",
    "setup-reasons",
)


@pytest.mark.parametrize("page", PAGES)
def test_an_adviser_opens_every_settings_page(reception: Reception, page: str):
    assert signed_in(reception.adviser).get(reverse(f"desk:{page}")).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_the_front_desk_and_volunteers_are_refused(front_desk: Membership, volunteer: Membership, page: str):
    # A volunteer receives people, and notes her own absences.
    closed_to = (front_desk,) if page == "settings-absences" else (front_desk, volunteer)
    for refused in closed_to:
        assert signed_in(refused).get(reverse(f"desk:{page}")).status_code == 403


def test_what_belongs_to_another_organization_does_not_exist(reception: Reception, outsider: Membership):
    room = builders.room(reception.venue)
    permanence = Permanence.objects.get()
    occurrence = permanence.occurrences.order_by("starts_at")[0]
    start, end = datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 1, 18, tzinfo=UTC)
    absence = absences.declare(resources.for_adviser(reception.adviser.user), starts_at=start, ends_at=end)
    closed = closures.close_days(
        organization=reception.organization, venue=None, first=start.date(), last=start.date(), label="Pont"
    )
    ours = {
        "get": [
            ("settings-venue", reception.venue.pk),
            ("settings-venue-room", room.pk),
            ("settings-reason", reception.reason.pk),
            ("permanence", permanence.pk),
            ("permanence-change", permanence.pk),
        ],
        "post": [
            ("settings-venue-close", reception.venue.pk),
            ("settings-venue-add-room", reception.venue.pk),
            ("settings-venue-remove-room", room.pk),
            ("settings-reason-duplicate", reception.reason.pk),
            ("settings-reason-archive", reception.reason.pk),
            ("settings-reason-move", reception.reason.pk),
            ("permanence-end", permanence.pk),
            ("permanence-cancel", occurrence.pk),
            ("permanence-restore", occurrence.pk),
            ("settings-absence-withdraw", absence.pk),
            ("settings-closure-reopen", closed.pk),
            ("settings-online-offer", reception.reason.pk),
            ("settings-online-everyone", reception.reason.pk),
        ],
    }
    client = signed_in(outsider)
    for method, addresses in ours.items():
        for name, pk in addresses:
            response = getattr(client, method)(reverse(f"desk:{name}", args=[pk]))
            assert response.status_code == 404, name
    assert Venue.objects.in_use().filter(pk=reception.venue.pk).exists()


def test_settings_of_one_organization_never_offer_the_venues_of_another(reception: Reception, outsider: Membership):
    elsewhere = builders.venue(outsider.organization, name="Ailleurs")
    page = signed_in(reception.adviser).get(reverse("desk:permanence-add")).content.decode()
    assert "Ailleurs" not in page
    assert elsewhere.name
