"""What the page of other sites says: each account, what is published there, what may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escale.accounts.models import Organization
from escale.french.dates import day, hour_range
from escale.publishing.mailing.programme import place_words
from escale.publishing.models import Connection, ConnectionKind, Publication
from escale.workshops.models import Access, Session, SessionQuerySet

MOST = 40
HOW = {
    ConnectionKind.OPENAGENDA: "Chaque atelier publié y arrive seul, et suit vos changements : date, places, annulation.",
    ConnectionKind.FACEBOOK: "Vous choisissez quoi publier, et vous relisez le texte avant.",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One activity on a site: its state in words, its tone, and the post that may still be taken back."""

    session: Session
    title: str
    when: str
    state: str
    tone: str
    problem: str = ""
    may_post: bool = False
    waiting: Publication | None = None


@dataclass(frozen=True, kw_only=True)
class Site:
    """One kind of site: linked or not, and what is there."""

    kind: ConnectionKind
    how: str
    connection: Connection | None
    rows: Sequence[Row]


def read(organization: Organization, *, now: datetime) -> list[Site]:
    """Every kind of site. Three queries."""
    own = Connection.objects.of_organization(organization).order_by("pk")
    linked = {connection.kind: connection for connection in own}
    told = Publication.objects.filter(connection__in=list(linked.values())).order_by("pk")
    by_place = {(each.connection_id, each.group_id): each for each in told}
    coming = _coming(organization, now=now) if linked else []
    sites = []
    for kind in ConnectionKind:
        connection = linked.get(kind)
        rows = (
            [_row(each, connection, by_place.get((connection.pk, each.group_id))) for each in coming]
            if connection
            else []
        )
        sites.append(Site(kind=kind, how=HOW[kind], connection=connection, rows=rows))
    return sites


def text_of(session: Session) -> str:
    """What a post begins with: somebody reads it over."""
    group = session.group
    promise = f"À la fin, {group.workshop.promise}.\n" if group.workshop.promise else ""
    when = day(session.local_start.date())
    hours = hour_range(session.local_start, session.local_end)
    price = group.price_note or "C’est gratuit"
    return (
        f"{group.title}\n{promise}\n{when[:1].upper()}{when[1:]}, {hours}\n{place_words(session.venue)}\n\n"
        f"{price}, et les débutants sont bienvenus. Pour s’inscrire :"
    ).replace("\u00a0", " ")


def next_of(organization: Organization, group_id: int, *, now: datetime) -> Session | None:
    """The next session of an activity anyone may come to."""
    return _public(organization, now=now).filter(group=group_id).by_date().first()


def _coming(organization: Organization, *, now: datetime) -> list[Session]:
    """The next session of each activity, the soonest first."""
    soonest: dict[int, Session] = {}
    for session in _public(organization, now=now).by_date():
        soonest.setdefault(session.group_id, session)
    return list(soonest.values())[:MOST]


def _public(organization: Organization, *, now: datetime) -> SessionQuerySet:
    rows = Session.objects.of_organization(organization).upcoming(now=now).with_everything_shown()
    return rows.filter(group__published_at__lte=now, group__access=Access.PUBLIC, group__canceled_at=None)


def _row(session: Session, connection: Connection, told: Publication | None) -> Row:
    state, tone = _state(connection, told)
    waits = told is not None and told.due_at is not None and not told.attempts
    is_page = connection.kind == ConnectionKind.FACEBOOK
    may_ask = is_page and connection.paused_at is None
    return Row(
        session=session,
        title=session.group.title,
        when=day(session.local_start.date()),
        state=state,
        tone=tone,
        problem=told.problem if told else "",
        may_post=may_ask and (told is None or (told.due_at is None and not told.external_id)),
        waiting=told if is_page and waits else None,
    )


def _state(connection: Connection, told: Publication | None) -> tuple[str, str]:
    if told is None:
        is_asked = connection.kind == ConnectionKind.FACEBOOK or connection.paused_at is not None
        return "Pas publié" if is_asked else "Bientôt", ""
    if told.due_at is not None:
        return "En attente" if connection.paused_at else "En route", ""
    return ("À voir", "warn") if told.problem else ("Publié", "ok")
