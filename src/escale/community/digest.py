"""What was said among one’s peers, by mail: each day, each week, never; nothing to say, no mail."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Q

from escale.accounts.models import Membership, MembershipQuerySet, User
from escale.community import messages
from escale.community.models import Follow, PeerSettings, Rhythm, Thread, ThreadKind
from escale.community.rules import EXCHANGES
from escale.french.plural import plural
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.places.zones import zone_of

AT = time(7, 30)
MONDAY = 0
MOST_THREADS = 12
AT_ONCE = 200
FURTHEST = timedelta(days=8)
"""A digest never speaks of what is older: whoever comes back isn't drowned."""


def choose(user: User, rhythm: Rhythm, *, now: datetime) -> None:
    """Choose how often it comes."""
    member = _speaking().filter(user=user).select_related("organization").order_by("joined_at", "pk").first()
    due_at = next_due(member, rhythm, now=now) if member else None
    PeerSettings.objects.update_or_create(user=user, defaults={"rhythm": rhythm, "due_at": due_at})


def prepare(*, now: datetime) -> int:
    """Write the digests that are due; give how many. Runs by itself."""
    _begin(now=now)
    due = PeerSettings.objects.filter(due_at__lte=now).exclude(rhythm=Rhythm.NEVER)
    return sum(_prepare(pk, now=now) for pk in due.order_by("due_at", "pk").values_list("pk", flat=True)[:AT_ONCE])


def next_due(member: Membership, rhythm: Rhythm | str, *, now: datetime) -> datetime | None:
    """The next morning it comes, half past seven where her organization is: any working day, or Monday."""
    if rhythm == Rhythm.NEVER:
        return None
    zone = zone_of(member.organization)
    local = now.astimezone(zone)
    for days in range(9):
        on = local.date() + timedelta(days=days)
        due = datetime.combine(on, AT, tzinfo=zone)
        if due > now and (on.weekday() == MONDAY if rhythm == Rhythm.WEEKLY else on.weekday() < 5):
            return due
    raise AssertionError("A week has a Monday.")


def threads_for(user: User, *, start: datetime, end: datetime) -> list[Thread]:
    """The threads of her circles where somebody else wrote between two instants, half-open, those she follows first.

    Each with `new`, how many messages. Those she stopped following are left out. Two queries.
    """
    written = Q(
        posts__created_at__gte=start, posts__created_at__lt=end, posts__deleted_at=None, posts__hidden_at=None
    ) & (~Q(posts__author=user) | Q(posts__author=None))
    follows = dict(Follow.objects.filter(user=user).order_by("pk").values_list("thread", "stopped_at"))
    found = (
        Thread.objects.visible_to(user)
        .listed()
        .filter(last_at__gte=start)
        .exclude(pk__in=[thread for thread, stopped_at in follows.items() if stopped_at])
        .annotate(new=Count("posts", filter=written, distinct=True))
        .filter(new__gt=0)
        .select_related("circle")
        .order_by("-last_at", "-pk")
    )
    return sorted(found, key=lambda thread: thread.pk not in follows)[:MOST_THREADS]


def _begin(*, now: datetime) -> None:
    """Whoever speaks among peers hears of it each week, until she chooses otherwise."""
    without = _speaking().filter(user__peer_settings=None).select_related("organization").order_by("user", "pk")
    first = {member.user_id: member for member in reversed(list(without[:AT_ONCE]))}
    PeerSettings.objects.bulk_create(
        [
            PeerSettings(user_id=user, due_at=next_due(member, Rhythm.WEEKLY, now=now), covered_until=now)
            for user, member in first.items()
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def _prepare(pk: int, *, now: datetime) -> bool:
    chosen = PeerSettings.objects.select_related("user").get_locked(pk=pk)
    if chosen.rhythm == Rhythm.NEVER or chosen.due_at is None or chosen.due_at > now:
        return False
    members = _speaking().filter(user=chosen.user).select_related("organization")
    member = members.order_by("joined_at", "pk").first()
    start = max(chosen.covered_until or now - FURTHEST, now - FURTHEST)
    PeerSettings.objects.filter(pk=pk).update(
        due_at=next_due(member, chosen.rhythm, now=now) if member else now + FURTHEST,
        covered_from=start,
        covered_until=now,
    )
    if member is None or not threads_for(chosen.user, start=start, end=now):
        return False
    messages.write(DIGEST, member.organization, to=chosen.user, about_id=pk, revision=_edition(now), now=now)
    return True


def _speaking() -> MembershipQuerySet:
    return Membership.objects.active().filter(role__in=EXCHANGES)


def _edition(covered_until: datetime) -> int:
    """Tells one digest from the next one: there is at most one a day."""
    return covered_until.date().toordinal()


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    chosen = PeerSettings.objects.select_related("user").one(pk=message.about_id)
    if chosen is None or chosen.rhythm == Rhythm.NEVER:
        return Dropped("Ce résumé n’est plus voulu.")
    if not (chosen.covered_from and chosen.covered_until and _edition(chosen.covered_until) == message.revision):
        return Dropped("Un résumé plus récent le remplace.")
    threads = threads_for(chosen.user, start=chosen.covered_from, end=chosen.covered_until)
    if not threads:
        return Dropped("Il n’y a plus rien à dire.")
    when = "cette semaine" if chosen.rhythm == Rhythm.WEEKLY else "depuis hier"
    return Rendered(
        subject=f"Entre pairs : {plural(len(threads), 'fil', 'fils')} {when}",
        text="\n\n".join(
            [
                f"Bonjour {chosen.user.first_name},",
                f"Voici ce que disent vos pairs {when}.",
                *_lines(threads),
                f"Pour changer ce résumé, ou ne plus le recevoir :\n{messages.address('desk:thread-settings')}",
            ]
        ),
    )


def _lines(threads: Iterable[Thread]) -> Iterable[str]:
    for thread in threads:
        kind = f"{ThreadKind(thread.kind).label}, " if thread.kind != ThreadKind.TALK else ""
        new = plural(getattr(thread, "new", 0), "nouveau message", "nouveaux messages")
        solved = ", résolu" if thread.is_solved else ""
        where = f"{kind}{thread.circle.name} : {new}{solved}"
        yield f"{thread.title}\n{where}\n{messages.address('desk:thread', thread.pk)}"


DIGEST = MessageKind(
    name="peer_digest", label="Résumé des échanges entre pairs", default_text="", render=_render, worth_a_call=False
)
KINDS = (DIGEST,)
