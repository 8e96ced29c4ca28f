"""A choice among few rows: read once, found among them, and nothing else is taken."""

import pytest

from escale.accounts.models import Organization
from escale.places.models import Venue
from escale.places.zones import venues_of, zone_of
from escale.testing import builders
from escale.ui.forms import Form
from escale.ui.rows import RowField

pytestmark = pytest.mark.django_db


class Places(Form):
    first = RowField(Venue.objects.none(), label="D’abord", empty_label=None)
    then = RowField(Venue.objects.none(), label="Puis", required=False, empty_label="Nulle part")

    def __init__(self, *args, organization: Organization, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            self.fields[name].queryset = venues_of(organization)


def test_two_choices_their_checks_and_the_clock_read_the_rows_once(organization, django_assert_num_queries):
    here, _there = builders.venue(organization), builders.venue(organization, name="Résidence")
    with django_assert_num_queries(1):
        form = Places({"first": here.pk, "then": ""}, organization=organization)
        assert form.is_valid()
        assert form.as_div()
        assert zone_of(organization).key == "Europe/Paris"
    assert (form.cleaned_data["first"], form.cleaned_data["then"]) == (here, None)


@pytest.mark.parametrize("given", ["", "0", "x", "9" * 30, "-1"])
def test_what_is_not_among_them_is_refused(organization, given):
    builders.venue(organization)
    assert "first" in Places({"first": given}, organization=organization).errors


def test_a_row_of_another_organization_is_refused(organization):
    elsewhere = builders.venue(builders.organization("Médiathèque de Fougères"))
    assert "first" in Places({"first": elsewhere.pk}, organization=organization).errors
