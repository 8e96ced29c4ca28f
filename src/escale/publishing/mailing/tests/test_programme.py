"""What the mail of a month says: built from what is planned, for whom it is written."""

from datetime import datetime, timedelta

import pytest

from escale.publishing.mailing import programme, words
from escale.publishing.mailing.tests.conftest import DECEMBER
from escale.publishing.models import Event, MonthlyMail, Public
from escale.testing import builders
from escale.testing.cast import Reception
from escale.workshops.models import Audience, EnrollmentState, Group

FIRST_FRIDAY = builders.NEXT_FRIDAY + timedelta(weeks=2)


@pytest.fixture
def scan(reception: Reception) -> Group:
    """A workshop of Friday 4 December for six people."""
    return builders.group(reception.adviser, reception.venue, starts_at=FIRST_FRIDAY, seats=6)


def read(of: Reception, now: datetime, public: Public = Public.PROFESSIONALS) -> programme.Programme:
    return programme.read(of.organization, DECEMBER, public=public, now=now)


def test_the_activities_of_the_month_with_the_seats_left(scan: Group, reception: Reception, now: datetime) -> None:
    builders.enrollment(scan)
    said = read(reception, now).activities[0]
    assert (said.title, said.when.replace("\u00a0", " "), said.seats.replace("\u00a0", " ")) == (
        scan.title,
        "vendredi 4 décembre, de 9 h 30 à 11 h 30",
        "Reste 5 places",
    )


def test_full_it_says_so(scan: Group, reception: Reception, now: datetime) -> None:
    for _ in range(6):
        builders.enrollment(scan)
    builders.enrollment(scan, state=EnrollmentState.WAITING)
    assert read(reception, now).activities[0].seats == "Complet, liste d’attente"


def test_neither_what_is_past_nor_what_is_after_nor_what_is_called_off(reception: Reception, now: datetime) -> None:
    builders.group(reception.adviser, reception.venue, starts_at=builders.NEXT_FRIDAY)
    builders.group(reception.adviser, reception.venue, starts_at=FIRST_FRIDAY + timedelta(weeks=4))
    off = builders.group(reception.adviser, reception.venue, starts_at=FIRST_FRIDAY)
    Group.objects.filter(pk=off.pk).update(canceled_at=now)
    assert read(reception, now).activities == []


def test_a_cycle_is_said_once_with_its_other_dates(reception: Reception, now: datetime) -> None:
    builders.group(reception.adviser, reception.venue, starts_at=FIRST_FRIDAY, sessions=3)
    said = read(reception, now).activities
    assert len(said) == 1
    assert said[0].others.replace("\u00a0", " ") == "Puis le 11 décembre et le 18 décembre."


def test_seniors_don_t_read_what_is_for_young_people(scan: Group, reception: Reception, now: datetime) -> None:
    Group.objects.filter(pk=scan.pk).update(audience=Audience.YOUNG)
    counts = {public: len(read(reception, now, public).activities) for public in Public}
    assert counts == {Public.EVERYONE: 1, Public.SENIORS: 0, Public.YOUNG: 1, Public.PROFESSIONALS: 1}


def test_a_meeting_open_to_all_is_said_with_the_workshops(reception: Reception, now: datetime) -> None:
    Event.objects.create(
        organization=reception.organization,
        title="Un thé connecté",
        slug="un-the-connecte",
        promise="On apporte son téléphone, et on en parle.",
        public=Public.SENIORS,
        starts_at=FIRST_FRIDAY,
        ends_at=FIRST_FRIDAY + timedelta(hours=2),
        venue=reception.venue,
        created_at=now,
    )
    said = {public: [one.title for one in read(reception, now, public).activities] for public in Public}
    told = ["Un thé connecté"]
    assert said == {Public.EVERYONE: told, Public.SENIORS: told, Public.YOUNG: [], Public.PROFESSIONALS: told}


@pytest.mark.parametrize(
    ("name", "words"), [("Médiathèque", "Médiathèque, Vitré"), ("Centre social de Vitré", "Centre social de Vitré")]
)
def test_the_town_is_not_said_twice(name: str, words: str, reception: Reception) -> None:
    reception.venue.name = name
    assert programme.place_words(reception.venue) == words


def test_where_one_is_welcome_is_said_too(reception: Reception, now: datetime) -> None:
    welcome = read(reception, now).welcomes[0]
    assert (welcome.place, welcome.how) == ("Centre social, Vitré", "Sur rendez-vous")
    assert [line.replace("\u00a0", " ") for line in welcome.hours] == ["Du lundi au vendredi : de 9 h à 12 h."]


def test_as_many_queries_for_one_activity_as_for_three(
    scan: Group, reception: Reception, now: datetime, django_assert_num_queries: object
) -> None:
    read(reception, now)  # Its zone is known from then on.
    with django_assert_num_queries(3):  # type: ignore[operator]
        read(reception, now)
    for week in (1, 2):
        builders.group(reception.adviser, reception.venue, starts_at=FIRST_FRIDAY + timedelta(weeks=week))
    with django_assert_num_queries(3):  # type: ignore[operator]
        read(reception, now)


def test_the_text_of_the_mail(scan: Group, reception: Reception, december: MonthlyMail, now: datetime) -> None:
    december.story_title, december.story = "Un mot de la Résidence", "Trois ateliers, seize personnes."
    letter = words.letter(december, read(reception, now), public=Public.PROFESSIONALS, list_name="Collègues")
    assert words.as_text(letter).replace("\u00a0", " ") == (
        "Bonjour,\n\n"
        "Voici ce que nous proposons en décembre. Parlez-en autour de vous : pour inscrire quelqu’un, un appel ou le lien"
        " suffit.\n\n"
        "Un mot de la Résidence\nTrois ateliers, seize personnes.\n\n"
        "ATELIERS ET CYCLES\n\n"
        f"{scan.title} (atelier)\nVendredi 4 décembre, de 9 h 30 à 11 h 30.\nCentre social, Vitré. Reste 6 places\n"
        f"À la fin, {scan.workshop.promise}.\nhttp://localhost:8000/ateliers/{scan.slug}/\n\n"
        "POSER UNE QUESTION, ÊTRE AIDÉ\n\n"
        "Centre social, Vitré (sur rendez-vous)\nDu lundi au vendredi : de 9 h à 12 h.\n\n"
        "Une question, une inscription : 02 61 91 05 12, du lundi au vendredi, de 9 h à 17 h.\n\n"
        "Centre social de Vitré"
    )


@pytest.mark.parametrize("public", Public)
def test_each_public_has_its_words(public: Public, reception: Reception, december: MonthlyMail, now: datetime) -> None:
    letter = words.letter(december, read(reception, now, public), public=public)
    assert "en décembre" in letter.introduction
    assert letter.introduction in words.as_text(letter).replace("\u00a0", " ")


def test_an_sms_of_two_segments_at_most_says_the_first_ones(reception: Reception, now: datetime) -> None:
    for week in range(3):
        group = builders.group(reception.adviser, reception.venue, starts_at=FIRST_FRIDAY + timedelta(weeks=week))
        Group.objects.filter(pk=group.pk).update(title=f"Un titre de soixante signes pour un atelier numérique, {week}")
    said = words.as_sms(read(reception, now))
    assert said.startswith("Centre social de Vitré, programme de décembre : 3 ateliers, dont Un titre")
    assert said.endswith("STOP pour ne plus recevoir.")


def test_a_month_without_workshop_says_where_one_is_welcome(reception: Reception, now: datetime) -> None:
    assert "nos permanences" in words.as_sms(read(reception, now))
