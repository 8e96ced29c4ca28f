"""What advisers do for one another: a session to come and one that was held, hands, profiles, a mentoring, an agenda."""

from datetime import date, datetime, time, timedelta

from escale.accounts.models import Membership
from escale.community import circles
from escale.community.models import Circle, CircleKind
from escale.operations.demo.town import Town
from escale.places import communes
from escale.practice import directory, hands, mentoring, opening, profession, seats
from escale.practice.directory import Draft
from escale.practice.hands import Needed
from escale.practice.models import PracticeSession
from escale.practice.opening import RULES
from escale.scheduling.french_calendar import METROPOLE, is_day_off
from escale.scheduling.wall_clock import day_bounds, instant
from escale.topics import Topic

FRIDAY = 4
PROFILES = (
    ("Maëlle", "Ateliers du vendredi, photos et téléphones. J’écris des fiches simples.", "Des idées pour les 15-25 ans.",
     [Topic.EMAIL, Topic.SAFETY], "", "35360", False),
    ("Yann", "Linux, vieux ordinateurs remis en route, ateliers parents.", "Quelqu’un pour relire mes affiches.",
     [Topic.MAINTENANCE, Topic.PARENTING], "breton", "35360", True),
    ("Anne", "Tablettes en EHPAD, visio avec les familles.", "Une méthode pour les grands groupes.",
     [Topic.EQUIPMENT, Topic.HEALTH], "anglais", "35125", True),
    ("Karim", "Démarches, FranceConnect, partenariats avec les mairies.", "",
     [Topic.PROCEDURES], "arabe, anglais", "35125", False),
)  # fmt: skip


def fill(town: Town) -> None:
    """Live it through the product's own operations; the network exists by then."""
    network = _circle(town.maelle, CircleKind.NETWORK, now=town.now)
    _profiles(town)
    _sessions(town, network)
    _hands(town, network)
    _mentoring(town)
    _agenda(town, network)


def _circle(member: Membership, kind: CircleKind, *, now: datetime) -> Circle:
    places = [place for place in circles.places(member) if place.kind == kind] or circles.places(member)
    return circles.take(member, places[0].key, now=now)


def _profiles(town: Town) -> None:
    for days, (name, knows, seeks, topics, languages, commune, mentors) in enumerate(PROFILES, start=1):
        at = town.now - timedelta(days=days)
        draft = Draft(
            knows=knows,
            seeks=seeks,
            topics=[*topics],
            languages=languages,
            commune=communes.by_code(commune),
            mentors=mentors,
        )
        directory.show(directory.write(town.members[name], draft, now=at), now=at)
    text = "Bonjour Maëlle, tes fiches me plaisent. Tu me prêtes celle sur les mots de passe ?"
    anne = town.members["Anne"]
    directory.send(town.maelle.user, text, member=anne, submission=town.submission(), now=town.now - timedelta(hours=5))


def _sessions(town: Town, network: Circle) -> None:
    """One in twelve days, with three seats left of eight; one was held three weeks ago."""
    held = _session(town, network, theme="Quand un fils demande les codes de sa mère", days=-21, proposed=-50)
    coming = _session(town, network, theme="Dire non sans blesser", days=12, proposed=-9)
    for name in ("Yann", "Anne", "Karim", "Maëlle"):
        seats.take(held, member=town.members[name], now=town.now - timedelta(days=40))
    for name in ("Yann", "Inès", "Anne", "Karim", "Claire"):
        seats.take(coming, member=town.members[name], now=town.now - timedelta(days=3))


def _session(town: Town, network: Circle, *, theme: str, days: int, proposed: int) -> PracticeSession:
    zone = town.centre.zone
    on = _working_day(town.today + timedelta(days=days))
    terms = opening.Terms(
        theme=theme,
        facilitator="Hélène R.",
        starts_at=instant(on, time(14), zone),
        ends_at=instant(on, time(16), zone),
        place="",
        video_link="https://visio.example.org/entre-pairs",
        seats=8,
        rules=RULES,
    )
    return opening.propose(
        terms,
        circle=network,
        member=town.members["Hélène"],
        time_zone=zone.key,
        submission=town.submission(),
        now=town.now + timedelta(days=proposed),
    )


def _hands(town: Town, network: Circle) -> None:
    """Anne needs tablets; Maëlle asked for somebody, and Yann offers himself."""
    asked = (
        ("Anne", "4 tablettes pour un atelier", "Elles reviennent le soir même.", 19, "35125"),
        ("Maëlle", "Quelqu’un pour un atelier de 12 personnes", "Le matin, deux heures.", 8, "35360"),
    )
    made = [
        hands.ask(
            Needed(
                what=what,
                details=details,
                needed_on=_working_day(town.today + timedelta(days=days)),
                commune=communes.by_code(commune),
            ),
            circle=network,
            member=town.members[name],
            submission=town.submission(),
            now=town.now - timedelta(days=2),
        )
        for name, what, details, days, commune in asked
    ]
    hands.offer(
        made[1],
        "Je suis libre ce matin-là. On se voit la veille pour le plan ?",
        member=town.members["Yann"],
        submission=town.submission(),
        today=town.today,
        now=town.now - timedelta(hours=20),
    )


def _mentoring(town: Town) -> None:
    ines, yann = town.members["Inès"], town.members["Yann"]
    begun = town.now - timedelta(days=25)
    words = "J’aimerais animer mon premier groupe seule, au printemps."
    made = mentoring.ask(yann.user, words, member=ines, submission=town.submission(), now=begun)
    mentoring.answer(made, accepts=True, now=begun + timedelta(days=1))
    for goal in ("Observer deux ateliers", "Préparer un déroulé", "Animer une heure, Yann au fond de la salle"):
        mentoring.add_goal(made, goal, now=begun + timedelta(days=2))
    mentoring.tick(made.goals.order_by("pk")[0], now=town.now - timedelta(days=6))


def _agenda(town: Town, network: Circle) -> None:
    zone, claire = town.centre.zone, town.members["Claire"]
    webinar = _working_day(town.today + timedelta(days=6))
    days = _working_day(town.today + timedelta(days=40), count=2)
    events = (
        profession.Terms(
            title="Webinaire : les arnaques de l’hiver",
            sentence="Une heure, des exemples vus cette année, et des supports à reprendre.",
            starts_at=instant(webinar, time(11), zone),
            ends_at=instant(webinar, time(12), zone),
            whole_days=False,
            place="",
            url="https://webinaire.example.org/arnaques",
        ),
        profession.Terms(
            title="Numérique en Communs, rencontre régionale",
            sentence="Deux jours d’ateliers entre médiateurs.",
            starts_at=day_bounds(days, zone).start,
            ends_at=day_bounds(days + timedelta(days=1), zone).end,
            whole_days=True,
            place="Rennes",
            url="",
        ),
    )
    made = [
        profession.add(
            terms,
            circle=network,
            member=claire,
            time_zone=zone.key,
            submission=town.submission(),
            now=town.now - timedelta(days=4),
        )
        for terms in events
    ]
    profession.plan(made[0], member=town.maelle, now=town.now - timedelta(days=1))


def _working_day(first: date, *, count: int = 1) -> date:
    """The first day from there that begins so many days at work: neither a week-end nor a public holiday."""
    run = [first + timedelta(days=each) for each in range(count)]
    if any(day.weekday() > FRIDAY or is_day_off(day, METROPOLE) for day in run):
        return _working_day(first + timedelta(days=1), count=count)
    return first
