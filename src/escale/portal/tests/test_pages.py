"""The front door, the places, and the pages every public service owes."""

import re
from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from escale.agenda import opening_hours
from escale.agenda.models import Closure, Permanence
from escale.agenda.models import Reception as HowOneComes
from escale.portal.tests import acting, found
from escale.portal.tests.acting import text_of
from escale.scheduling import recurrence_text
from escale.scheduling.recurrence import Recurrence
from escale.testing import builders
from escale.testing.cast import Reception


def test_the_home_page_shows_the_next_free_hours_of_the_nearest_places(client: Client, reception: Reception) -> None:
    page = text_of(client.get("/"))
    assert "Près de Vitré, ces prochains jours" in page
    assert "à 9 h, 9 h 45, 10 h 30 ou 11 h 15" in page
    assert "4 heures libres" in page
    assert "45 minutes avec Maëlle, conseillère numérique" in page
    assert f'href="{acting.subject_page(reception)}"' in page


def test_a_place_one_comes_to_without_appointment_is_shown(client: Client, reception: Reception) -> None:
    made = builders.permanence(reception.adviser, reception.venue, weekdays=(1,), start=time(14), end=time(17))
    Permanence.objects.filter(pk=made.pk).update(reception=HowOneComes.WALK_IN)
    page = text_of(client.get("/"))
    assert "Aide sans rendez-vous" in page
    assert "de 14 h à 17 h" in page


@pytest.mark.parametrize("words", ["envoyer un mail", "jariv pa a envoyé un mail", "MAILS", "documen"])
def test_a_subject_is_found_with_ones_own_words(client: Client, reception: Reception, words: str) -> None:
    page = text_of(client.get("/", {"q": words, "ville": "vitre"}, follow=True))
    assert "1 réponse" in page
    assert acting.slots_page(reception.reason, "?a-partir=2026-11-16") in page
    assert "Je veux envoyer un document par mail" in page


def test_what_is_found_comes_by_distance(client: Client, reception: Reception) -> None:
    far = builders.venue(reception.organization, name="Argentré", commune="35006")
    far.latitude, far.longitude = 48.0567, -1.1469
    far.save()
    builders.permanence(
        reception.adviser, far, weekdays=(0,), start=time(14), end=time(17), reasons=(reception.reason,)
    )
    page = text_of(client.get("/activites/", {"q": "mail", "commune": "Argentré-du-Plessis", "tri": "distance"}))
    assert "2 réponses" in page
    assert page.index("à 14 h") < page.index("à 9 h")


def test_words_nobody_understands_lead_to_a_person(client: Client, reception: Reception) -> None:
    page = text_of(client.get("/activites/", {"q": "xyzzyx"}))
    assert "Pas d’atelier annoncé ces prochains jours." in page
    assert "On vous aide aussi sans atelier" in page
    assert reverse("portal:booking") in page


def test_a_commune_nobody_knows_is_said(client: Client, reception: Reception) -> None:
    page = text_of(client.get("/", {"ville": "Qqqqqqqq"}, follow=True))
    assert "Nous ne trouvons pas « Qqqqqqqq »." in page
    assert 'value="Qqqqqqqq"' in page


def test_an_empty_instance_still_opens(client: Client, db: None) -> None:
    builders.member(builders.organization(open_online=False))
    assert "Pas d’heure libre ces prochains jours." in text_of(client.get("/"))
    assert "Aucun lieu n’est encore ouvert en ligne." in text_of(client.get("/lieux/"))
    assert "La réservation en ligne n’est pas encore ouverte." in text_of(client.get("/rendez-vous/"))


@pytest.mark.parametrize("typed", ["vitre", "35500", "Vitrè", "Vitré (35500)"])
def test_a_commune_is_suggested_however_it_is_typed(client: Client, reception: Reception, typed: str) -> None:
    assert '<option value="Vitré (35500)">' in text_of(client.get("/communes/", {"ville": typed}))


def test_places_come_by_distance(client: Client, reception: Reception) -> None:
    far = builders.venue(reception.organization, name="Argentré", commune="35006")
    far.latitude, far.longitude = 48.0567, -1.1469
    far.save()
    page = text_of(client.get("/lieux/", {"ville": "Argentré-du-Plessis"}))
    assert page.index("<b>Argentré</b>") < page.index("<b>Centre social</b>")
    assert "à 9 km" in page


def test_the_page_of_a_place_says_when_how_and_who(client: Client, reception: Reception) -> None:
    Closure.objects.create(
        organization=reception.organization, starts_on="2026-12-21", ends_on="2027-01-03", label="Vacances de Noël"
    )
    page = text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))
    for said in (
        "Prochaines heures libres : lundi 16 novembre, à 9 h, 9 h 45, 10 h 30 ou 11 h 15.",
        "Du lundi au vendredi : de 9 h à 12 h.",
        "Fermé du 21 décembre au 3 janvier.",
        "13 rue Notre-Dame",
        "02 61 91 05 13",
        "Maëlle",
        "conseillère numérique",
        "https://www.openstreetmap.org/?mlat=48.12420",
    ):
        assert said in page
    assert "Garnier" not in page


def test_the_page_of_a_place_speaks_to_search_engines(client: Client, reception: Reception) -> None:
    reception.venue.name = "Centre </script> social"
    reception.venue.save()
    response = client.get(reverse("portal:venue", args=[reception.venue.slug]))
    described, _trail = found.described(response)
    assert (described["name"], described["address"]["postalCode"]) == ("Centre </script> social", "35500")
    assert [(row["dayOfWeek"].rpartition("/")[2], row["opens"]) for row in described["openingHoursSpecification"]][
        :2
    ] == [
        ("Monday", "09:00"),
        ("Tuesday", "09:00"),
    ]


def test_a_place_says_how_to_come_by_what_and_what_is_missing(client: Client, reception: Reception) -> None:
    reception.venue.transport = "En bus : lignes 1 et 2, arrêt Notre-Dame.\nParking gratuit à 3 min."
    reception.venue.accessibility = (
        "Entrée de plain-pied, porte automatique.\nPas d’ascenseur : dites-le, nous descendons."
    )
    reception.venue.save()
    page = text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))
    assert "<b>En bus :</b> lignes 1 et 2, arrêt Notre-Dame." in page
    assert "<span>Parking gratuit à 3 min.</span>" in page
    assert re.search(r'<li class="bad">.{0,120}<b>Pas d’ascenseur :</b> dites-le', page)
    assert "Dites-nous si vous venez en fauteuil" not in page


@pytest.mark.parametrize("line", ["Pas de marche à l’entrée.", "Sans marche.", "Aucune marche."])
def test_to_have_no_step_is_good_news(client: Client, reception: Reception, line: str) -> None:
    reception.venue.accessibility = line
    reception.venue.save()
    assert '<li class="bad">' not in text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))


def test_when_nothing_is_known_of_wheelchairs_one_is_told_to_call(client: Client, reception: Reception) -> None:
    page = text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))
    assert "Dites-nous si vous venez en fauteuil : nous vous expliquons l’accès au téléphone." in page


def test_when_nobody_receives_now_the_next_time_is_said(client: Client, reception: Reception, clock) -> None:
    page = text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))
    assert "On vous reçoit lundi 16 novembre à 9 h" in page
    Closure.objects.create(
        organization=reception.organization, starts_on="2026-11-16", ends_on="2026-11-16", label="Travaux"
    )
    page = text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))
    assert "On vous reçoit mardi 17 novembre à 9 h" in page


def test_somebody_who_receives_now_is_said(client: Client, reception: Reception, clock) -> None:
    clock.move_to(acting.MONDAY_9_45)
    page = text_of(client.get(reverse("portal:venue", args=[reception.venue.slug])))
    assert "On vous reçoit maintenant, jusqu’à 12 h" in page


@pytest.mark.parametrize(
    ("rules", "sentences"),
    [
        (
            [((0, 1, 3), "09:00", "12:00"), ((0, 1, 3), "14:00", "17:00")],
            ["Le lundi, le mardi et le jeudi : de 9 h à 12 h, puis de 14 h à 17 h."],
        ),
        ([((4,), "09:00", "13:00"), ((4,), "12:00", "17:00")], ["Le vendredi : de 9 h à 17 h."]),
        (
            [((0,), "09:00", "12:00"), ((2,), "10:00", "12:00")],
            ["Le lundi : de 9 h à 12 h.", "Le mercredi : de 10 h à 12 h."],
        ),
    ],
)
def test_hours_are_said_in_sentences(rules: list[Any], sentences: list[str]) -> None:
    starts_on = builders.NOW.date()
    made = [
        Permanence(
            starts_on=starts_on,
            rule=recurrence_text.write(Recurrence.weekly(weekdays=weekdays, starts_on=starts_on)),
            start_time=time.fromisoformat(start),
            end_time=time.fromisoformat(end),
        )
        for weekdays, start, end in rules
    ]
    assert [row[1].replace("\u00a0", " ") for row in opening_hours.sentences(made)] == sentences


def test_rare_hours_say_how_rare(db: None) -> None:
    starts_on = builders.NOW.date()
    made = [
        Permanence(starts_on=starts_on, rule=recurrence_text.write(rule), start_time=time(9), end_time=time(12))
        for rule in (
            Recurrence.weekly(weekdays=(1,), starts_on=starts_on, every=2),
            Recurrence.monthly(weekday=4, nth=-1, starts_on=starts_on),
        )
    ]
    assert [row[1].replace("\u00a0", " ") for row in opening_hours.sentences(made)] == [
        "Le mardi, une semaine sur 2 : de 9 h à 12 h.",
        "Le dernier vendredi du mois : de 9 h à 12 h.",
    ]


@pytest.mark.parametrize("address", ["/accessibilite/", "/donnees-personnelles/", "/mentions-legales/"])
def test_obligations_have_their_page(client: Client, reception: Reception, address: str) -> None:
    assert client.get(address).status_code == 200


def test_the_privacy_page_tells_the_policy_that_runs(client: Client, reception: Reception) -> None:
    page = text_of(client.get("/donnees-personnelles/"))
    assert "Votre fiche" in page
    assert "24 mois" in page


def test_security_contacts_are_good_for_a_year(client: Client, reception: Reception) -> None:
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Expires: 2027-11-13T00:00:00Z" in text
    assert "Contact: mailto:bonjour@example.org" in text


def test_search_engines_are_kept_out_of_secrets(client: Client, reception: Reception) -> None:
    assert "Disallow: /mon-rendez-vous/" in client.get("/robots.txt").content.decode()
