"""An activity read into words: a workshop, a cycle, regular hours, a term, a meeting."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.places.models import Venue
from escale.programme.models import Programme, ProgrammeSlot
from escale.publishing import sources
from escale.publishing.models import Kit
from escale.publishing.rendering import words as paper_words
from escale.publishing.source import Occasion, SourceKind
from escale.publishing.texts.tests.spoken_of import EVENT, PERMANENCE
from escale.testing import builders, publicity
from escale.testing.builders import NOW
from escale.testing.pages import words
from escale.workshops.models import Audience, Group, Level, Session


def read(group: Group):
    return sources.of_group(Group.objects.with_everything_shown().get(pk=group.pk))


def test_a_workshop(adviser: Membership, venue: Venue) -> None:
    room = builders.room(venue, name="Salle 2")
    group = builders.group(adviser, venue, title="Mes photos", level=Level.BEGINNER, audience=Audience.SENIORS, seats=8)
    Session.objects.update(room=room)
    said = read(group)
    assert (said.kind, said.label, said.title) == (SourceKind.WORKSHOP, "Atelier gratuit", "Mes photos")
    assert said.occasions == [
        Occasion(
            day="vendredi 20\u00a0novembre",
            hours="de 9\u00a0h\u00a030 à 11\u00a0h\u00a030",
            short="ven. 20\u00a0nov., 9\u00a0h\u00a030",
        )
    ]
    assert (said.place, said.room, said.address) == ("Centre social", "Salle 2", "13 rue Notre-Dame, Vitré")
    assert (said.adviser, said.adviser_job) == ("Maëlle Garnier", "conseillère numérique")
    assert (said.seats, said.public, said.public_words) == (8, "seniors", "pour les seniors")
    assert said.level_words == "débutants bienvenus"
    assert said.phone == "02\u00a061\u00a091\u00a005\u00a013"
    assert said.path == f"/ateliers/{group.slug}/"
    assert not said.is_canceled


def test_what_it_costs_is_said(adviser: Membership, venue: Venue) -> None:
    said = read(builders.group(adviser, venue, price_note="Adhésion de 5 €"))
    assert (said.label, said.price) == ("Atelier", "Adhésion de 5 €")


def test_a_cycle_says_its_period_and_its_dates(adviser: Membership, venue: Venue) -> None:
    said = read(builders.group(adviser, venue, sessions=3))
    assert said.summary == "3\u00a0séances, du vendredi 20\u00a0novembre au vendredi 4\u00a0décembre"
    assert [each.day for each in said.occasions][1:] == ["vendredi 27\u00a0novembre", "vendredi 4\u00a0décembre"]
    assert (said.kind, said.path.split("/")[1]) == (SourceKind.CYCLE, "cycles")


def test_a_canceled_one_says_so_and_its_fingerprint_changes(adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue)
    before = read(group).fingerprint
    assert read(group).fingerprint == before
    Group.objects.update(canceled_at=NOW)
    assert read(group).is_canceled
    assert read(group).fingerprint != before


def test_a_group_without_any_date_can_be_read(adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue)
    Session.objects.all().delete()
    assert read(group).occasions == []


def test_regular_hours(adviser: Membership, venue: Venue) -> None:
    permanence = builders.permanence(adviser, venue, weekdays=(1, 3))
    said = sources.of_kit(Kit(permanence=permanence, organization=adviser.organization))
    assert [(each.day, each.hours) for each in said.occasions] == [
        ("Le mardi et le jeudi", "de 9\u00a0h à 12\u00a0h"),
    ]
    assert (said.summary, said.path) == ("Sur rendez-vous", f"/lieux/{venue.slug}/")


def test_the_dates_of_a_term(adviser: Membership, venue: Venue) -> None:
    programme = Programme.objects.create(
        organization=adviser.organization,
        title="Les vendredis du numérique",
        slug="vendredis",
        starts_on=date(2027, 1, 4),
        ends_on=date(2027, 3, 26),
        created_at=NOW,
    )
    for days, values in ((4, {"title": "Mes photos"}), (11, {"off_because": "Pont"}), (18, {})):
        ProgrammeSlot.objects.create(
            organization=adviser.organization,
            programme=programme,
            on=programme.starts_on + timedelta(days=days),
            start=time(9, 30),
            end=time(11, 30),
            venue=venue,
            adviser=adviser.user,
            **values,
        )
    said = sources.of_kit(Kit(programme=programme, organization=adviser.organization))
    assert said.summary == "1\u00a0atelier, de janvier à mars"
    assert [(each.title, each.off) for each in said.occasions] == [("Mes photos", ""), ("", "Pont")]
    assert (said.place, said.adviser) == ("Centre social", "Maëlle Garnier")


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 1, 4), date(2027, 3, 26), "de janvier à mars"),
        (date(2027, 4, 4), date(2027, 6, 26), "d’avril à juin"),
        (date(2027, 10, 1), date(2027, 10, 8), "du 1er au 8\u00a0octobre"),
        (date(2026, 12, 4), date(2027, 2, 5), "de décembre à février"),
    ],
)
def test_a_period_in_words(first: date, last: date, said: str) -> None:
    assert sources.months(first, last).replace("du\u00a01er", "du 1er") == said


def test_a_meeting_and_its_page(adviser: Membership, venue: Venue, client: Client, friday: None) -> None:
    event = publicity.event(adviser, venue, co_host="le CCAS", bring="Votre téléphone")
    said = sources.of_kit(Kit.objects.create(event=event, organization=adviser.organization, created_at=NOW))
    assert (said.label, said.path) == ("Gratuit, ouvert à tous", f"/evenements/{event.slug}/")
    page = words(client.get(said.path))
    assert "Le café des écrans" in page
    assert "Mardi 17 novembre de 14 h à 16 h" in page
    assert "Avec le CCAS" in page
    event.canceled_at = NOW
    event.save()
    assert "Ce rendez-vous est annulé." in words(client.get(said.path))


def test_a_meeting_of_the_past_says_so(adviser: Membership, venue: Venue, client: Client, friday: None) -> None:
    event = publicity.event(adviser, venue, starts_at=NOW - timedelta(days=2), ends_at=NOW - timedelta(days=1))
    assert "a déjà eu lieu" in words(client.get(f"/evenements/{event.slug}/"))


def test_nobody_books_a_meeting_nor_hours_without_appointment() -> None:
    meeting, walk_in = EVENT, replace(PERMANENCE, summary="Sans rendez-vous")
    for source in (meeting, walk_in):
        assert paper_words.call(source, "")[0] == "Renseignements par téléphone"
        assert paper_words.scan(source) == "Scannez pour en savoir plus"
    assert paper_words.call(PERMANENCE, "")[0] == "Réservez par téléphone"
