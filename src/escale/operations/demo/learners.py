"""The people of the demonstration who want to learn, and the groups proposed for the next term."""

from datetime import date, time, timedelta

from escale.operations.demo.workshops import Scene
from escale.people.acquisition import USUAL
from escale.workshops import drafts, interest
from escale.workshops.drafts import HalfDay
from escale.workshops.interest import Wish
from escale.workshops.learners import Rules
from escale.workshops.models import Device, InterestSource, Level, RoomNeed

DISCOVERS, GETS_BY, AUTONOMOUS = Level.BEGINNER, Level.INTERMEDIATE, Level.ADVANCED
TUESDAY = ("tue-morning", "thu-morning")
MONDAY = ("mon-afternoon", "tue-afternoon")
EVENING = ("thu-evening",)
LEARNERS: tuple[tuple[str, Level | None, tuple[str, ...], str], ...] = (
    ("Madeleine Jouault", DISCOVERS, TUESDAY, ""),
    ("Armand Guillou", DISCOVERS, TUESDAY, ""),
    ("Paulette Renoux", DISCOVERS, (*TUESDAY, *MONDAY), ""),
    ("Henriette Lemeur", DISCOVERS, TUESDAY, "place près de l’écran"),
    ("Robert Cadiou", DISCOVERS, TUESDAY, ""),
    ("Aïcha Haddad", DISCOVERS, TUESDAY, "libre avant 11 h 15"),
    ("Louisette Baron", DISCOVERS, TUESDAY, ""),
    ("Émile Tanguy", DISCOVERS, (*TUESDAY, "fri-morning"), ""),
    ("Victor Leray", GETS_BY, TUESDAY, ""),
    ("Danielle Roussel", GETS_BY, MONDAY, ""),
    ("Bernadette Pinel", GETS_BY, MONDAY, ""),
    ("Claude Martineau", GETS_BY, (*MONDAY, "wed-afternoon"), ""),
    ("Germaine Salaün", GETS_BY, MONDAY, ""),
    ("Yves Cloarec", AUTONOMOUS, MONDAY, ""),
    ("Huguette Morvan", GETS_BY, MONDAY, ""),
    ("Ahmed Kaci", GETS_BY, MONDAY, ""),
    ("Lydie Couasnon", AUTONOMOUS, MONDAY, ""),
    ("Kévin Duval", GETS_BY, EVENING, "travaille en journée"),
    ("Sarah Lopes", AUTONOMOUS, EVENING, ""),
    ("Augustin Hervieu", DISCOVERS, ("wed-morning",), ""),
    ("Renée Gautier", None, (), ""),
    ("Francis Thomas", DISCOVERS, TUESDAY, ""),
    ("Micheline Robert", None, TUESDAY, ""),
)
"""Name, level, half-days, what to know; those who learn on a telephone and those who need something are said below."""
THE_CYCLE_ENDS = timedelta(weeks=7)
"""Until when the cycle under way may keep the room on Tuesday mornings, holidays included."""
WANTS_BASICS = frozenset({"Victor Leray"})
ON_A_PHONE = frozenset({"Francis Thomas"})
NEEDS = {"Henriette Lemeur": (RoomNeed.NEAR_SCREEN,), "Robert Cadiou": (RoomNeed.STEP_FREE,)}


def fill(scene: Scene) -> None:
    """Everybody asked in the last ten weeks; two half-days are open, and a proposal is made."""
    for number, (name, level, availability, note) in enumerate(LEARNERS):
        _ask(scene, number, name, level, availability, note)
    organization, leads = scene.leads.organization, scene.leads.user
    begins = max(interest.next_term(after=scene.today), scene.today + THE_CYCLE_ENDS)
    for weekday, start, end in ((1, time(9, 30), time(11, 30)), (0, time(14), time(16))):
        half_day = HalfDay(
            venue=scene.venue,
            room=scene.room,
            adviser=leads,
            weekday=weekday,
            start=start,
            end=end,
            starts_on=_first(begins, weekday),
            seats=9,
        )
        drafts.add(organization, [half_day], now=scene.now)
    drafts.propose(organization, Rules(smallest=6, largest=9), keep_by_hand=True, now=scene.now)


def _ask(scene: Scene, number: int, name: str, level: Level | None, availability: tuple[str, ...], note: str) -> None:
    first_name, last_name = name.split(" ", 1)
    wish = Wish(
        first_name=first_name,
        last_name=last_name,
        phone=f"+3326191{2600 + number}" if number % 6 == 4 else f"+3363998{600 + number:04d}",
        level=level,
        wants_basics=name in WANTS_BASICS,
        device=Device.PHONE if name in ON_A_PHONE else Device.COMPUTER,
        availability=availability,
        room_needs=NEEDS.get(name, ()),
        note=note,
        acquisition=USUAL[number % len(USUAL)],
    )
    interest.ask(
        scene.leads.organization,
        wish,
        source=InterestSource.ONLINE if number % 3 else InterestSource.PHONE,
        submission=next(scene.submissions),
        now=scene.now - timedelta(days=70 - number * 3),
        by=None if number % 3 else scene.leads,
    )


def _first(after: date, weekday: int) -> date:
    """The first such day of the week, a week after the term began."""
    day = after + timedelta(days=7)
    return day + timedelta(days=(weekday - day.weekday()) % 7)
