"""The health of a source, what to do about it, and why an offer is kept aside: in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from escale.desk.calendars.words import Health
from escale.french.dates import ago, day_hour, hour, relative_day
from escale.french.plural import plural
from escale.offers.models import ForeignOffer, Source, SourceProblem
from escale.topics import Topic
from escale.workshops.models import Audience

WHAT_TO_DO = {
    SourceProblem.UNREACHABLE: "Nous réessayons tout seuls. Si cela dure, demandez au site si l’adresse a changé.",
    SourceProblem.FORBIDDEN: "Elle mène à l’intérieur d’un réseau privé. Demandez au site son adresse publique.",
    SourceProblem.GONE: "L’adresse a sans doute changé. Retirez cette source, puis ajoutez la nouvelle adresse.",
    SourceProblem.REFUSED: "Demandez au site d’ouvrir ce flux à tous, sans mot de passe.",
    SourceProblem.BROKEN_DOWN: "Il n’y a rien à faire : nous réessayons tout seuls.",
    SourceProblem.SLOW: "Nous réessayons tout seuls. Si cela dure, prévenez le site.",
    SourceProblem.UNSAFE: "Prévenez le site : son certificat est périmé ou mal installé.",
    SourceProblem.MOVED: "Ouvrez l’adresse dans votre navigateur, puis ajoutez celle où elle vous mène.",
    SourceProblem.TOO_BIG: "Demandez au site un fichier plus court : un département, ou les mois qui viennent.",
    SourceProblem.TOO_MANY: "Corrigez la source : choisissez une commune et une distance plus courte.",
    SourceProblem.A_PAGE: "Sur cette page, cherchez « flux », « RSS », « iCal » ou « données ouvertes ».",
    SourceProblem.UNREADABLE: "Vérifiez que l’adresse mène bien à un flux. Sinon, prévenez le site.",
}


def health(source: Source, *, now: datetime, zone: ZoneInfo) -> Health:
    """What to know about a source at a glance."""
    if source.paused_at:
        since = relative_day(source.paused_at.astimezone(zone).date(), now.astimezone(zone).date())
        return Health(tone="", icon="timer-off", label="En pause", sentences=[f"En pause depuis {since}."])
    if source.is_being_read(now=now) and not source.problem:
        return Health(tone="tide", icon="refresh-cw", label="Lecture", sentences=["Lecture en cours."])
    if source.problem and source.failing_since:
        sentences = [
            _failure(source, now=now, zone=zone),
            WHAT_TO_DO[SourceProblem(source.problem)],
            *_kept(source, now=now),
        ]
        return Health(tone="bad", icon="circle-alert", label="Échec", sentences=sentences)
    return Health(tone="ok", icon="circle-check", label="À jour", sentences=_last_reading(source, now=now))


def subjects(offer: ForeignOffer) -> list[str]:
    """What it is about, and for whom."""
    topics = [Topic(code).label for code in offer.topics if code in Topic]
    audience = [f"Pour {Audience(offer.audience).label}"] if offer.audience in Audience else []
    return topics + audience


def when(offer: ForeignOffer, *, zone: ZoneInfo) -> str:
    return day_hour(offer.starts_at.astimezone(zone)) if offer.starts_at else "toute l’année"


def where(offer: ForeignOffer) -> str:
    if offer.is_online:
        return "à distance"
    return ", ".join(filter(None, [offer.place_name, offer.commune_name]))


def why_aside(offer: ForeignOffer) -> str:
    """Why an offer isn't shown although nobody hid it. Reads what it is the same as."""
    near = "Même heure, même lieu, titre proche" if offer.starts_at else "Même lieu, nom proche"
    if offer.same_group:
        return f"{near}\u00a0: c’est votre atelier «\u00a0{offer.same_group.title}\u00a0»."
    if offer.same_venue:
        return f"{near}\u00a0: c’est votre lieu «\u00a0{offer.same_venue.name}\u00a0»."
    if offer.same_as:
        return f"{near}\u00a0: «\u00a0{offer.same_as.title}\u00a0», déjà montré d’après {offer.same_as.source.name}."
    return ""


def _failure(source: Source, *, now: datetime, zone: ZoneInfo) -> str:
    since = (source.failing_since or now).astimezone(zone)
    on = relative_day(since.date(), now.astimezone(zone).date())
    return f"Échec depuis {hour(since) if on == 'aujourd’hui' else on}\u00a0: {source.get_problem_display()}."


def _kept(source: Source, *, now: datetime) -> list[str]:
    if source.read_at is None:
        return ["Rien n’a encore été lu."]
    if source.stale_at:
        return [f"Dernière bonne lecture {ago(now - source.read_at)}\u00a0: ses offres ne sont plus montrées."]
    return [f"Ce qui a été lu {ago(now - source.read_at)} reste montré, une semaine au plus."]


def _last_reading(source: Source, *, now: datetime) -> list[str]:
    if source.read_at is None:
        return []
    sentences = [f"Dernière lecture {ago(now - source.read_at)}."]
    if source.own_count:
        own = plural(source.own_count, "offre est la vôtre", "offres sont les vôtres")
        sentences.append(f"{own}\u00a0: rien n’est montré deux fois.")
    if source.left_out:
        sentences.append(f"{plural(source.left_out, 'offre ne se lit pas', 'offres ne se lisent pas')}.")
    return sentences
