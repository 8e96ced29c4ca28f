"""What a period teaches, in sentences: never more than the numbers say."""

from escale.people.models import Acquisition
from escale.publishing import findings
from escale.publishing.measures import Measured, Through, Way


def way(answer: Acquisition, *, old: int = 0, young: int = 0, **of_channel: int) -> Way:
    channel = Through(**({"name": str(answer.label), "visits": 0, "bookings": 0} | of_channel))
    public = {"60 ans et plus": old, "Moins de 25 ans": young}
    return Way(
        answer=answer,
        label=str(answer.label),
        channels=[channel] if of_channel else [],
        by_public={name: count for name, count in public.items() if count},
    )


def read(*ways: Way, asked: int = 0) -> findings.Findings:
    told = sum(each.people for each in ways)
    ordered = sorted(ways, key=lambda each: -each.people)
    found = findings.of(Measured(ways=ordered, activities=[], told=told, asked=asked or told))
    return findings.Findings(
        learnt=[said.replace("\u00a0", " ") for said in found.learnt],
        advice=[said.replace("\u00a0", " ") for said in found.advice],
    )


def test_nothing_is_said_of_nothing() -> None:
    assert read() == findings.Findings(learnt=[], advice=[])


def test_small_numbers_are_said_and_conclude_nothing() -> None:
    assert read(way(Acquisition.POSTER, old=3)).learnt == ["3 personnes ont dit comment : trop peu pour conclure."]
    assert read(way(Acquisition.POSTER, old=1)).learnt == ["1 personne a dit comment : trop peu pour conclure."]


def test_a_line_is_said_strong_from_one_person_in_five_and_weak_under_five_people() -> None:
    said = [findings.of_way(way(Acquisition.POSTER, old=people), told=50) for people in (0, 4, 9, 10)]
    assert said == ["", "trop peu pour conclure", "", "Fait venir"]
    assert findings.of_way(way(Acquisition.POSTER, old=10, visits=3), told=50) == "Ce canal fait venir"
    assert findings.of_way(way(Acquisition.OTHER, old=40), told=50) == ""


def test_visits_alone_conclude_nothing_of_who_comes() -> None:
    assert read(way(Acquisition.SOCIAL_MEDIA, visits=40)).learnt == [
        "Personne n’a encore dit comment il nous a connus : on ne peut pas conclure.",
        "« Facebook ou Instagram » fait regarder, pas encore venir : 40 visites, aucune inscription.",
    ]


def test_what_brings_most_is_named_with_its_numbers() -> None:
    found = read(
        way(Acquisition.NEWSPAPER, old=12, visits=9, bookings=4, minutes=60, sent=2),
        way(Acquisition.POSTER, old=8),
    )
    assert found.learnt == [
        "Ce qui fait venir le plus : « Le journal », 12 personnes sur 20 qui ont répondu, "
        "et 4 inscriptions par son adresse courte."
    ]
    assert found.advice == ["Gardez « Le journal » : 5 minutes de travail par personne."]


def test_two_at_the_same_height_are_said_together() -> None:
    assert read(way(Acquisition.NEWSPAPER, old=6), way(Acquisition.POSTER, old=6)).learnt == [
        "Ce qui fait venir le plus : « Le journal » et « Une affiche », 6 personnes sur 12 qui ont répondu."
    ]


def test_the_old_and_the_young_come_by_other_ways() -> None:
    found = read(way(Acquisition.NEWSPAPER, old=9), way(Acquisition.SOCIAL_MEDIA, young=6, old=1))
    assert (
        "Les 60 ans et plus viennent surtout par « Le journal » (9 sur 10). "
        "Les moins de 25 ans viennent surtout par « Facebook ou Instagram » (6 sur 6)."
    ) in found.learnt


def test_what_costs_and_brings_nobody_is_questioned() -> None:
    found = read(way(Acquisition.POSTER, old=12), way(Acquisition.RADIO, sent=3, euros=60, minutes=90))
    assert found.advice == [
        "« La radio » : 3 envois, personne ne l’a cité, pour 1 heure 30 et 60 €. Changez le texte, ou passez un tour."
    ]


def test_silence_and_word_of_mouth_have_their_advice() -> None:
    assert read(way(Acquisition.WORD_OF_MOUTH, old=11), asked=40).advice == [
        "On vient parce que quelqu’un en a parlé : donnez un papier à chaque personne reçue.",
        "29 personnes sur 40 n’ont pas dit comment. Posez la question à l’accueil ou en notant un rendez-vous.",
    ]
