"""What is behind a shared link: figures, nobody's name, until it is closed."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse

from escale.people.models import Beneficiary
from escale.statistics import releasing
from escale.statistics.models import Release
from escale.statistics.releasing import Outgoing
from escale.statistics.scopes import Scope
from escale.statistics.tests import activities
from escale.testing.browser import page_problems


@pytest.fixture
def shared(adviser, venue, now):
    random = Random("shared")
    people = activities.people(adviser, 40, random)
    Beneficiary.objects.update(first_name="Lucette", last_name="Briand")
    activities.write(activities.invented(adviser, [venue], people, count=120, random=random))
    scope = Scope(organization=adviser.organization, since=date(2025, 10, 1), until=date(2026, 4, 30))
    asked = Outgoing(scope=scope, title="Bilan du semestre", comments="Un bel hiver.")
    return releasing.share(asked, lasts=timedelta(days=31), by=adviser.user, now=now)


def opened(client, release, name="figures"):
    return client.get(reverse(f"portal:{name}", args=[releasing.secret_of(release)]))


def test_figures_are_shown_without_an_account_a_name_or_a_search_engine(client, shared, time_machine, now):
    time_machine.move_to(now)
    response = opened(client, shared)
    page = response.content.decode()
    assert (response.status_code, response.headers["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert "Un bel hiver." in page
    for name in ("Lucette", "Briand", "Maëlle", "Garnier"):
        assert name not in page


def test_each_opening_is_counted(client, shared, time_machine, now):
    time_machine.move_to(now)
    opened(client, shared)
    opened(client, shared)
    assert Release.objects.get().opened == 2


@pytest.mark.parametrize("name", ["figures", "figures-pdf", "figures-xlsx"])
def test_a_closed_link_says_whom_to_ask(client, shared, time_machine, now, name):
    time_machine.move_to(now)
    releasing.revoke(shared, now=now)
    response = opened(client, shared, name)
    assert response.status_code == 410
    assert "Demandez un nouveau lien à Centre social de Vitré" in response.content.decode().replace("\u00a0", " ")


def test_an_expired_link_opens_nothing(client, shared, time_machine, now):
    time_machine.move_to(now + timedelta(days=31))
    assert opened(client, shared).status_code == 410


def test_the_files_are_the_same_figures(client, shared, time_machine, now):
    time_machine.move_to(now)
    assert opened(client, shared, "figures-pdf").content.startswith(b"%PDF")
    assert opened(client, shared, "figures-xlsx").content.startswith(b"PK")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_is_accessible_and_fits(shared, running_friday, page):
    page.goto(reverse("portal:figures", args=[releasing.secret_of(shared)]))
    assert page_problems(page) == []
