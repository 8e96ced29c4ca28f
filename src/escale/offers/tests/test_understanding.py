"""What is typed is understood whatever its spelling, and says more than a subject."""

import pytest

from escale.offers.understanding import Kind, Meaning, understand
from escale.topics import Topic


@pytest.mark.parametrize(
    ("typed", "subject"),
    [
        ("jariv pa a envoyé un mail", "Envoyer un mail"),
        ("koman envoyer des fotos par mail", "Envoyer des photos par mail"),
        ("fair un cv", "Faire un CV"),
        ("declaré mes inpo", "Déclarer ses impôts en ligne"),
    ],
)
def test_a_need_is_said_in_plain_words(typed: str, subject: str) -> None:
    assert understand(typed).subject == subject


@pytest.mark.parametrize(
    ("typed", "meaning", "codes"),
    [
        ("un rdv le matin", Meaning.MOMENT, {"matin"}),
        ("un atelier le samedi", Meaning.MOMENT, {"samedi"}),
        ("quelqu’un qui parle anglais", Meaning.LANGUAGE, {"en"}),
        ("do you speak english", Meaning.LANGUAGE, {"en"}),
        ("je suis en fauteuil roulant", Meaning.ACCESS, {"fauteuil"}),
        ("prendre un rendez-vous", Meaning.KIND, {Kind.APPOINTMENT}),
        ("venir sans rendez-vous", Meaning.KIND, {Kind.OPEN_DOOR}),
        ("un cours de groupe", Meaning.KIND, {Kind.WORKSHOP}),
        ("je préfère parler au téléphone", Meaning.KIND, {Kind.CALL}),
        ("un atelier pour ma grand-mère", Meaning.AUDIENCE, {"seniors"}),
        ("je débute", Meaning.LEVEL, {"beginner"}),
        ("à distance", Meaning.ONLINE, {"oui"}),
        ("c’est gratuit ?", Meaning.FREE, {"gratuit"}),
    ],
)
def test_words_ask_for_more_than_a_subject(typed: str, meaning: Meaning, codes: set[str]) -> None:
    assert understand(typed).of(meaning) >= codes


def test_without_appointment_is_not_with_one() -> None:
    assert Kind.APPOINTMENT not in understand("sans rendez-vous").of(Meaning.KIND)


@pytest.mark.parametrize(
    "typed", ["un rdv le matin", "speak english", "gratuit", "bonjour, de l’aide svp", "", "?!", "\x00"]
)
def test_filters_and_politeness_are_about_nothing(typed: str) -> None:
    assert not understand(typed).is_about_something


def test_every_subject_is_said_by_some_word() -> None:
    assert {topic for topic in Topic if topic in understand(topic.label).topics} >= {
        Topic.EMAIL,
        Topic.HEALTH,
        Topic.AI,
        Topic.HOUSING,
        Topic.TRANSPORT,
        Topic.JUSTICE,
    }


@pytest.mark.parametrize("typed", ["a" * 5000, "zzz " * 1000, "\ud800", "🙂🙂", "' OR 1=1 --", "<script>"])
def test_anything_may_be_typed(typed: str) -> None:
    assert understand(typed).typed == typed or not understand(typed).typed
