"""Who came, and what for, in the year before the days the demonstration lives. Everybody is invented."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from types import MappingProxyType

from escale.activity.models import Autonomy, Device, NextStep, Posture, SessionLevel
from escale.people.models import Gender, SocialStatus
from escale.topics import Topic

TOWN = "35360"
FUNDER = "Conférence des financeurs"
WOMEN = (
    "Lucette", "Jeanne", "Marie-Thérèse", "Monique", "Annick", "Nolwenn", "Fatoumata", "Sarah", "Léa", "Camille",
    "Denise", "Simone", "Marcelle", "Odette", "Paulette", "Thérèse", "Colette", "Josiane", "Odile", "Fatima",
    "Suzanne", "Yvette", "Ginette", "Khadija", "Marie", "Inès", "Nicole", "Élise", "Solange", "Tuyet", "Madeleine",
    "Henriette", "Aïcha", "Louisette", "Danielle", "Bernadette", "Germaine", "Huguette", "Lydie", "Renée", "Micheline",
    "Lucienne", "Armelle", "Brigitte", "Chantal", "Éliane", "Gwenaëlle", "Maryvonne", "Soizic", "Yolande",
)  # fmt: skip
MEN = (
    "Robert", "Yves", "Bernard", "Gérard", "Michel", "Kévin", "Théo", "Abdel", "Mamadou", "Enzo", "Raymond", "Louis",
    "René", "Joseph", "Hassan", "Daniel", "Marcel", "André", "Roger", "Jacques", "Alain", "Tom", "Christian", "Armand",
    "Émile", "Victor", "Claude", "Ahmed", "Augustin", "Francis", "Paul", "Joël", "Marc", "Didier", "Henri", "Loïc",
)  # fmt: skip
LAST_NAMES = (
    "Aubert", "Bazin", "Cherel", "Davy", "Ermel", "Fouillet", "Goupil", "Houdayer", "Jamet", "Kerjean", "Lemoine",
    "Marchand", "Noblet", "Orain", "Pelletier", "Quéré", "Renault", "Savary", "Tessier", "Urvoy", "Vallée", "Yvon",
    "Baudry", "Coquelin", "Denis", "Gallais", "Hubert", "Lambert", "Maheu", "Panaget", "Rouxel", "Sauvée", "Traoré",
)  # fmt: skip
COMMUNES: Mapping[str, int] = MappingProxyType({
    "35360": 54, "35015": 9, "35006": 8, "35068": 5, "35125": 5, "35109": 4, "35300": 3, "35229": 3, "35105": 3,
    "35347": 2, "35194": 2, "": 2,
})  # fmt: skip
"""Where people live, by INSEE code, in a hundred."""
BIRTH_YEARS_AGO: Mapping[tuple[int, int], int] = MappingProxyType({
    (71, 89): 38, (61, 70): 22, (41, 60): 18, (26, 40): 12, (18, 25): 7, (13, 17): 3,
})  # fmt: skip
STATUSES: Mapping[int, Mapping[SocialStatus, int]] = MappingProxyType({
    63: {SocialStatus.RETIRED: 96, SocialStatus.UNSAID: 4},
    26: {SocialStatus.EMPLOYED: 42, SocialStatus.UNEMPLOYED: 46, SocialStatus.UNSAID: 12},
    18: {SocialStatus.UNEMPLOYED: 45, SocialStatus.STUDENT: 35, SocialStatus.EMPLOYED: 20},
    0: {SocialStatus.STUDENT: 1},
})  # fmt: skip
"""By the youngest age, the oldest first."""
SEASONS: Mapping[int, float] = MappingProxyType({
    1: 0.95, 2: 0.85, 3: 0.95, 4: 0.9, 5: 0.85, 6: 0.9, 7: 0.55, 8: 0.3, 9: 1.0, 10: 1.0, 11: 1.0, 12: 0.75,
})  # fmt: skip
"""The share of days that bring people, by month."""
WITHOUT_COURSES = frozenset({7, 8})


@dataclass(frozen=True, kw_only=True)
class Course:
    """A workshop held every week, and by whom."""

    title: str
    who: str
    venue: str
    weekday: int
    start: time
    topics: tuple[Topic, ...]
    device: Device
    level: SessionLevel


COURSES = (
    Course(title="Débuter avec l’ordinateur", who="Maëlle", venue="centre-social-de-vitre", weekday=1, start=time(9, 30),
           topics=(Topic.EQUIPMENT, Topic.BROWSING), device=Device.COMPUTER, level=SessionLevel.BEGINNER),
    Course(title="Mon téléphone, pas à pas", who="Yann", venue="mediatheque-de-vitre", weekday=3, start=time(10),
           topics=(Topic.EQUIPMENT, Topic.SAFETY), device=Device.PHONE, level=SessionLevel.BEGINNER),
    Course(title="Papa, maman, l’école en ligne", who="Anne", venue="mairie-de-la-guerche", weekday=4, start=time(14),
           topics=(Topic.SCHOOL, Topic.PARENTING), device=Device.PHONE, level=SessionLevel.INTERMEDIATE),
)  # fmt: skip
SUBJECTS: Mapping[str, tuple[tuple[Topic, ...], ...]] = MappingProxyType({
    "mails": ((Topic.EMAIL,), (Topic.EMAIL, Topic.CONTENTS), (Topic.EMAIL, Topic.SAFETY), (Topic.OFFICE,)),
    "photos": ((Topic.CONTENTS,), (Topic.CONTENTS, Topic.EQUIPMENT), (Topic.CREATION, Topic.CONTENTS)),
    "telephone": ((Topic.EQUIPMENT,), (Topic.EQUIPMENT, Topic.SOCIAL_MEDIA), (Topic.HEALTH, Topic.EQUIPMENT)),
    "demarche": ((Topic.PROCEDURES, Topic.MONEY), (Topic.PROCEDURES, Topic.SOCIAL), (Topic.PROCEDURES, Topic.FAMILY),
                 (Topic.PROCEDURES, Topic.HOUSING), (Topic.PROCEDURES, Topic.PAPERS), (Topic.PROCEDURES, Topic.TRANSPORT)),
    "arnaques": ((Topic.SAFETY,), (Topic.SAFETY, Topic.BANK_AND_SHOPPING), (Topic.SAFETY, Topic.AI)),
    "emploi": ((Topic.EMPLOYMENT,), (Topic.EMPLOYMENT, Topic.OFFICE), (Topic.EMPLOYMENT, Topic.EMAIL)),
    "conseil": ((Topic.EQUIPMENT,), (Topic.BROWSING,), (Topic.DIAGNOSIS,)),
})  # fmt: skip
"""The national subjects of what people come for, by the key of the reason."""
PASSING = ("mails", "telephone", "arnaques", "demarche", "conseil")
PROGRESS: tuple[Mapping[Autonomy, int], ...] = (
    {Autonomy.WATCHES: 38, Autonomy.WITH_HELP: 48, Autonomy.ALONE: 14},
    {Autonomy.WATCHES: 18, Autonomy.WITH_HELP: 54, Autonomy.ALONE: 28},
    {Autonomy.WATCHES: 8, Autonomy.WITH_HELP: 42, Autonomy.ALONE: 50},
)
"""How far people get, at the first visit, the second, the ones after."""
POSTURES: Mapping[Posture, int] = MappingProxyType({Posture.TEACH: 56, Posture.ASSIST: 37, Posture.ACT: 7})
POSTURES_IN_PROCEDURES: Mapping[Posture, int] = MappingProxyType(
    {Posture.TEACH: 24, Posture.ASSIST: 58, Posture.ACT: 18}
)
NEXT_STEPS: Mapping[NextStep, int] = MappingProxyType({
    NextStep.NOTHING: 44, NextStep.SEE_AGAIN: 30, NextStep.WORKSHOP: 18, NextStep.REFER: 8,
})  # fmt: skip
DEVICES: Mapping[Device, int] = MappingProxyType(
    {Device.PHONE: 46, Device.COMPUTER: 38, Device.TABLET: 12, Device.NONE: 4}
)
GENDERS: Mapping[Gender, int] = MappingProxyType({Gender.FEMALE: 60, Gender.MALE: 36, Gender.UNSAID: 4})
