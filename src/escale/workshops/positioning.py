"""How far somebody is, by a few questions in plain words. Pure: answers in, a level and its reasons out.

Three questions come first; what they say chooses the eight that follow. Whoever does more never gets a lower level: the
first eight lead to the middle at most, the others to the middle at least.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from escale.workshops.models import Level, Mastery

type Answers = Mapping[str, str]
"""By code of question, a `Mastery`. What isn't there was not answered."""

POINTS = {Mastery.NOT_YET: 0, Mastery.WITH_HELP: 1, Mastery.ALONE: 2}
FAR = 5
"""From this many points out of 6 on, the first three say that the basics are there."""
KNOWS_BASICS = 9
"""Out of 16."""
KNOWS_MORE = 12
"""Out of 16."""


class Question(NamedTuple):
    """One thing of everyday life: its code, as the person says it, as the adviser asks it, and in two or three words."""

    code: str
    mine: str
    asked: str
    short: str


FIRST = (
    Question(
        "use",
        "J’allume l’appareil, et j’ouvre ce que je veux.",
        "Est-ce que vous allumez l’appareil, et ouvrez ce que vous voulez ?",
        "ouvrir ce qu’on veut",
    ),
    Question(
        "search",
        "Je cherche un horaire sur internet, et je le trouve.",
        "Est-ce que vous trouvez un horaire sur internet ?",
        "chercher sur internet",
    ),
    Question(
        "mail", "J’écris un mail, et je l’envoie.", "Est-ce que vous écrivez et envoyez un mail ?", "envoyer un mail"
    ),
)

BASICS = (
    Question(
        "point",
        "J’appuie au bon endroit, avec la souris ou le doigt.",
        "Est-ce facile d’appuyer au bon endroit, avec la souris ou le doigt ?",
        "appuyer au bon endroit",
    ),
    Question(
        "type",
        "J’écris une phrase, avec ses accents et ses majuscules.",
        "Est-ce que vous écrivez une phrase, avec les accents et les majuscules ?",
        "écrire une phrase",
    ),
    Question(
        "settings",
        "Je change le son, ou la taille des lettres.",
        "Est-ce que vous changez le son, ou la taille des lettres ?",
        "régler le son et les lettres",
    ),
    Question("wifi", "Je me connecte au wifi.", "Est-ce que vous vous connectez au wifi ?", "se connecter au wifi"),
    Question(
        "read", "Je lis un mail que je reçois.", "Est-ce que vous lisez les mails que vous recevez ?", "lire un mail"
    ),
    Question(
        "photo",
        "Je prends une photo, et je la retrouve.",
        "Est-ce que vous prenez une photo, et la retrouvez ensuite ?",
        "retrouver une photo",
    ),
    Question(
        "call",
        "Je réponds à un appel en vidéo.",
        "Est-ce que vous répondez à un appel en vidéo ?",
        "répondre en vidéo",
    ),
    Question(
        "close",
        "Je ferme une page qui me gêne.",
        "Est-ce que vous fermez une page qui vous gêne ?",
        "fermer une page",
    ),
)

MORE = (
    Question(
        "sort",
        "Je range mes photos et mes papiers dans des dossiers.",
        "Est-ce que vous rangez vos photos et vos papiers dans des dossiers ?",
        "ranger dans des dossiers",
    ),
    Question(
        "scan",
        "Je photographie un papier, et je l’envoie par mail.",
        "Est-ce que vous photographiez un papier pour l’envoyer par mail ?",
        "envoyer un papier",
    ),
    Question(
        "password",
        "Je choisis un mot de passe solide, et je le retrouve.",
        "Est-ce que vous choisissez un mot de passe solide, et le retrouvez ?",
        "gérer ses mots de passe",
    ),
    Question(
        "form",
        "Je fais une démarche en ligne jusqu’au bout.",
        "Est-ce que vous faites une démarche en ligne jusqu’au bout ?",
        "finir une démarche",
    ),
    Question(
        "install",
        "J’installe une application, et je l’enlève.",
        "Est-ce que vous installez une application, et l’enlevez ?",
        "installer une application",
    ),
    Question(
        "scam",
        "Je reconnais un message trompeur.",
        "Est-ce que vous reconnaissez un message trompeur ?",
        "reconnaître une arnaque",
    ),
    Question(
        "copy",
        "Je copie mes photos du téléphone sur l’ordinateur.",
        "Est-ce que vous copiez vos photos du téléphone sur l’ordinateur ?",
        "copier ses photos",
    ),
    Question(
        "meet",
        "J’appelle plusieurs personnes en vidéo.",
        "Est-ce que vous appelez plusieurs personnes en vidéo ?",
        "appeler à plusieurs",
    ),
)

EVERY = (*FIRST, *BASICS, *MORE)


@dataclass(frozen=True, kw_only=True)
class Positioned:
    """A level, and why in words."""

    level: Level
    reasons: list[str]


def clean(answers: Mapping[str, object]) -> dict[str, str]:
    """The answers that are some: a known question, a known grade."""
    grades = set(Mastery.values)
    return {each.code: str(answers[each.code]) for each in EVERY if answers.get(each.code) in grades}


def next_questions(answers: Answers) -> tuple[Question, ...]:
    """The eight that come after the first three."""
    return MORE if _is_far(answers) else BASICS


def level_of(answers: Answers) -> Positioned | None:
    """The level these answers give; None as long as none of the first three is answered."""
    said = clean(answers)
    if not any(each.code in said for each in FIRST):
        return None
    asked = (*FIRST, *next_questions(said))
    return Positioned(level=_level(said), reasons=_reasons(said, asked))


def _level(said: Answers) -> Level:
    if _is_far(said):
        return Level.ADVANCED if _points(said, MORE) >= KNOWS_MORE else Level.INTERMEDIATE
    return Level.INTERMEDIATE if _points(said, BASICS) >= KNOWS_BASICS else Level.BEGINNER


def _is_far(answers: Answers) -> bool:
    return _points(answers, FIRST) >= FAR


def _points(answers: Answers, questions: tuple[Question, ...]) -> int:
    return sum(POINTS[Mastery(answers[each.code])] for each in questions if each.code in answers)


def _reasons(said: Answers, asked: tuple[Question, ...]) -> list[str]:
    titles = {Mastery.ALONE: "Seul", Mastery.WITH_HELP: "Avec de l’aide", Mastery.NOT_YET: "Pas encore"}
    by_grade = {
        title: [each.short for each in asked if said.get(each.code) == grade] for grade, title in titles.items()
    }
    reasons = [f"{title}\u00a0: {', '.join(things)}." for title, things in by_grade.items() if things]
    if silent := [each for each in asked if each.code not in said]:
        reasons.append(f"Sans réponse\u00a0: {len(silent)} sur {len(asked)}.")
    return reasons
