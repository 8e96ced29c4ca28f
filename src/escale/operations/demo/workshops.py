"""The workshops of the demonstration: a cycle under way, Fridays that fill, a list that waits, a roll to call.

Everything goes through the product's own operations. `schedule` comes before anybody books, so that appointments go
around the sessions; `live` is called for each moment of the past, `today` at the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import UUID

from escale.accounts.models import Membership
from escale.activity import closing
from escale.people import registration
from escale.people.models import Beneficiary, Preference
from escale.places.models import Room, Venue
from escale.scheduling.french_calendar import public_holidays, territory_of
from escale.workshops import canceling, cycle_dates, enrollment, reminders, scheduling, starters, waiting_list
from escale.workshops.models import Access, Group, Level, Mark, Session, Workshop
from escale.workshops.roll import WalkInRow
from escale.workshops.scheduling import GroupPlan, SessionPlan

CYCLE_BEGAN_WEEKS_AGO = 8
CYCLE_PEOPLE = (
    ("Annick", "Besnard", 0, "ppppepp"),
    ("Bernard", "Lucas", 0, "ppappep"),
    ("Colette", "Delaunay", 0, "ppppppp"),
    ("Hassan", "El Idrissi", 2, "ppppppp"),
    ("Josiane", "Tréhorel", 0, "ppeppap"),
    ("Michel", "Robin", 0, "pplpppp"),
    ("Monique", "Guérin", 0, "papppaa"),
    ("Raymond", "Ferron", 0, "pppppep"),
    ("Thérèse", "Kervella", 2, "ppppppp"),
)
"""First name, last name, sessions held when she joined, then what the roll says of the last sessions held."""
MARKS: Mapping[str, Mark] = {"p": Mark.PRESENT, "a": Mark.ABSENT, "e": Mark.EXCUSED, "l": Mark.LATE}
CYCLE_WAITS = (("Lucienne", "Aubry", 36), ("Paul", "Nicolas", 22), ("Simone", "Caradec", 9))
"""First name, last name, days since they asked."""
CYCLE_SUBJECTS = (
    "Allumer, éteindre, ranger les fenêtres",
    "La souris et le clavier",
    "Chercher sur internet",
    "Écrire un mail",
    "Lire ses mails, et reconnaître une arnaque",
    "Créer un dossier, y ranger un document",
    "Mettre une photo dans un dossier",
    "Joindre un document à un mail",
    "Remplir un formulaire",
    "Ce que nous savons faire, et la suite",
)
FRIDAYS = (
    ("photos-du-telephone-vers-l-ordinateur", -7, 8, 7),
    ("faire-une-visio-avec-sa-famille", 7, 8, 6),
    ("reconnaitre-une-arnaque", 14, 8, 8),
    ("installer-une-application", 21, 8, 3),
    ("faire-une-visio-avec-sa-famille", 42, 8, 1),
    ("scanner-et-envoyer", -7 * 45, 8, 8),
    ("mots-de-passe", -7 * 44, 8, 7),
    ("ranger-ses-fichiers", -7 * 43, 8, 3),
    ("installer-une-application", -35, 8, 7),
)
"""Starter, days from the Friday of this week (or the last one), seats, people.

Some tell the year before; the last one is a workshop that helped: few ask its question since.
"""
NAMES = (
    "Odile Perrin", "Daniel Pichon", "Fatima Ouali", "Jeanne Louvel", "Marcel Hamon", "Suzanne Ansel", "Yvette Morin",
    "André Foucher", "Ginette Piel", "Roger Simon", "Khadija Benali", "Jacques Texier", "Denise Renault", "Alain Deniau",
    "Marie Prigent", "Tom Bellec", "Inès Karim", "Christian Offret", "Nicole Hervé", "Mamadou Sy", "Élise Garel",
    "Gérard Planchais", "Solange Rubin", "Tuyet Nguyen",
)  # fmt: skip


@dataclass
class Scene:
    """Who leads, where, and what was scheduled so far."""

    leads: Membership
    colleague: Membership
    venue: Venue
    room: Room
    submissions: Iterator[UUID]
    now: datetime
    catalogue: dict[str, Workshop] = field(default_factory=dict)
    cycle: Group | None = None
    held: int = 0
    fridays: list[Group] = field(default_factory=list)
    people: list[Beneficiary] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.venue.zone).date()

    @property
    def territory(self) -> str:
        return territory_of(self.venue.commune)

    def at(self, on: date, hour: time) -> datetime:
        return datetime.combine(on, hour, tzinfo=self.venue.zone)


def open_day(on: date, territory: str, *, step: int = 1) -> date:
    """That day; when it is a public holiday, the next one on which people work (the one before with a step of -1)."""
    if not _is_holiday(on, territory):
        return on
    around = (on + timedelta(days=step * number) for number in count(1))
    return next(day for day in around if day.weekday() < 5 and not _is_holiday(day, territory))


def friday_of(today: date, days: int, *, territory: str) -> date:
    """The day of a workshop so many days from the Friday of this week (or the last one)."""
    friday = today - timedelta(days=(today.weekday() - 4) % 7)
    return open_day(friday + timedelta(days=days), territory)


def schedule(scene: Scene) -> None:
    """Write the catalogue, the cycle with its people, the Fridays, and a workshop this afternoon."""
    began = scene.now - timedelta(weeks=CYCLE_BEGAN_WEEKS_AGO + 3)
    made = starters.add_starters(scene.leads.organization, {each.slug for each in starters.library()}, now=began)
    scene.catalogue = {each.starter: each for each in made}
    for number, (first_name, last_name) in enumerate(name.split(" ", 1) for name in NAMES):
        scene.people.append(_person(scene, first_name, last_name, number))
    _cycle(scene)
    for number, (starter, days, seats, people) in enumerate(FRIDAYS):
        scene.fridays.append(_friday(scene, starter, days, seats=seats, people=people, shift=number * 5))
    _this_afternoon(scene)


def live(scene: Scene, *, now: datetime) -> None:
    """One moment: reminders are written, offers end, the roll of what is over is called."""
    waiting_list.expire_offers(now=now)
    reminders.write_due(now=now)
    over = Session.objects.standing().filter(organization=scene.leads.organization, roll_called_at=None)
    for session in over.filter(ends_at__lte=now).with_everything_shown().by_date():
        if session.local_start.date() != scene.today:  # Today's is left to whoever looks at the demonstration.
            _call(scene, session, now=now)


def today(scene: Scene) -> None:
    """Somebody gives up her seat in the full workshop: it is held for the first who waits."""
    full = scene.fridays[2]
    for person in scene.people[-4:-1]:
        enrollment.enroll_by_staff(
            full, person, by=scene.leads, submission=next(scene.submissions), now=scene.now - timedelta(days=2)
        )
    leaves = full.enrollments.enrolled().order_by("pk").select_related("person").first()
    if leaves:
        canceling.cancel_by_person(leaves, now=scene.now - timedelta(hours=1))


def _is_holiday(on: date, territory: str) -> bool:
    return on in public_holidays(territory, on.year)


def _cycle(scene: Scene) -> None:
    # On Tuesdays as a rule; not on the day of the demonstration, which is full of appointments.
    weekday = 3 if scene.today.weekday() == 1 else 1
    plan = cycle_dates.plan_cycle(
        scene.venue,
        weekdays=[weekday],
        first=scene.today - timedelta(weeks=CYCLE_BEGAN_WEEKS_AGO),
        count=10,
        start=time(9, 30),
        end=time(11, 30),
    )
    scene.held = sum(on < scene.today for on in plan.dates)
    about = scene.catalogue["debuter-avec-l-ordinateur"]
    sessions = [
        SessionPlan(
            on=on,
            start=time(9, 30),
            end=time(11, 30),
            venue=scene.venue,
            room=scene.room,
            adviser=scene.leads.user,
            subject=subject,
            preparation="9 ordinateurs, une photo et un PDF sur chaque bureau" if "Joindre" in subject else "",
        )
        for on, subject in zip(plan.dates, CYCLE_SUBJECTS, strict=True)
    ]
    opened = scene.at(plan.dates[0], time(9)) - timedelta(days=20)
    scene.cycle = scheduling.schedule_cycle(
        GroupPlan(workshop=about, level=Level.BEGINNER, seats=9),
        sessions,
        joins_until=9,
        has_try_out=True,
        charter="On arrive à l’heure, ou on prévient.\nOn pose toutes les questions.\nChacun avance à son rythme.",
        skipped=plan.skipped,
        by=scene.leads,
        publish=True,
        accept=True,
        submission=next(scene.submissions),
        now=opened,
    )
    for number, (first_name, last_name, joined_after, _) in enumerate(CYCLE_PEOPLE):
        at = scene.at(plan.dates[joined_after - 1], time(16)) if joined_after else opened + timedelta(days=number + 1)
        _enroll(scene, scene.cycle, _person(scene, first_name, last_name, 60 + number), at=at)
    for number, (first_name, last_name, days) in enumerate(CYCLE_WAITS):
        at = min(scene.now - timedelta(days=days), scene.at(plan.dates[3], time(8)))
        _enroll(scene, scene.cycle, _person(scene, first_name, last_name, 80 + number), at=at + timedelta(hours=number))


def _friday(scene: Scene, starter: str, days: int, *, seats: int, people: int, shift: int) -> Group:
    on = friday_of(scene.today, days, territory=scene.territory)
    made = _workshop(scene, starter, on, time(9, 30), scene.leads, seats=seats)
    for number in range(people):
        who = scene.people[(shift + number) % len(scene.people)]
        _enroll(scene, made, who, at=made.created_at + timedelta(hours=5 * number + 2))
    return made


def _this_afternoon(scene: Scene) -> None:
    on = open_day(scene.today, scene.territory)
    made = _workshop(scene, "installer-une-application", on, time(14), scene.colleague, seats=8)
    for number, who in enumerate(scene.people[8:16]):
        _enroll(scene, made, who, at=made.created_at + timedelta(hours=7 * number + 1))


def _workshop(scene: Scene, starter: str, on: date, start: time, by: Membership, *, seats: int) -> Group:
    about = scene.catalogue[starter]
    session = SessionPlan(
        on=on,
        start=start,
        end=(datetime.combine(on, start) + timedelta(minutes=about.minutes)).time(),
        venue=scene.venue,
        room=scene.room,
        adviser=by.user,
    )
    return scheduling.schedule_workshop(
        GroupPlan(workshop=about, level=about.level, audience=about.audience, seats=seats, access=Access.PUBLIC),
        session,
        by=by,
        publish=True,
        accept=True,
        submission=next(scene.submissions),
        now=min(scene.now, scene.at(on, start)) - timedelta(days=12),
    )


def _call(scene: Scene, session: Session, *, now: datetime) -> None:
    """What the roll says: of the cycle what `CYCLE_PEOPLE` says, of a Friday one absence; a Friday also a new face."""
    expected = session.group.enrollments.enrolled().by_name().select_related("person")
    here = [each for each in expected if not each.misses(session.starts_at)]
    if session.number:
        said = {last_name: signs for _, last_name, _, signs in CYCLE_PEOPLE}
        marks = {
            each.person_id: MARKS[said[each.person.last_name][(session.number - 1 - scene.held) % 7]]
            for each in here
            if each.person.last_name in said
        }
        walk_ins: list[WalkInRow] = []
    else:
        marks = {each.person_id: Mark.ABSENT if n == 3 else Mark.PRESENT for n, each in enumerate(here)}
        walk_ins = [WalkInRow(submission=next(scene.submissions), first_name="Armelle", last_name="", phone="")]
    closing.call_roll(
        session,
        marks=marks,
        walk_ins=walk_ins,
        unnamed=0 if session.number else 1,
        by=scene.leads,
        submission=next(scene.submissions),
        now=now,
    )


def _person(scene: Scene, first_name: str, last_name: str, number: int) -> Beneficiary:
    """One in eight has no mobile: she is called."""
    landline = number % 8 == 5
    return registration.register(
        organization=scene.leads.organization,
        first_name=first_name,
        last_name=last_name,
        phone=f"+3326191{2400 + number}" if landline else f"+3363998{400 + number:04d}",
        preference=Preference.CALL if landline else Preference.SMS,
        now=scene.now - timedelta(weeks=CYCLE_BEGAN_WEEKS_AGO + 3),
    )


def _enroll(scene: Scene, group: Group, who: Beneficiary, *, at: datetime) -> None:
    enrollment.enroll_by_staff(group, who, by=scene.leads, submission=next(scene.submissions), now=at)
