"""Rows of what advisers do for one another, by the names the access matrix gives them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from escale.accounts.models import Membership
from escale.community.models import Circle, CircleKind
from escale.practice import directory, hands, mentoring, opening, profession
from escale.practice.directory import Draft
from escale.practice.hands import Needed
from escale.practice.models import MentoringGoal, PeerProfile, PracticeSession, ProfessionEvent
from escale.practice.opening import RULES, Terms
from escale.testing import builders
from escale.testing.cast import Reception


def of_practice(reception: Reception, *, coordinator: Membership) -> dict[str, Any]:
    """What the adviser looks after in the circle of her team; what a peer offers her, and asks of her."""
    circle, _ = Circle.objects.get_or_create(
        kind=CircleKind.TEAM, organization=reception.organization, defaults={"name": reception.organization.name}
    )
    return {
        "practice_session": _session(reception.adviser, circle),
        "profession_event": _event(reception.adviser, circle),
        "profession_secret": profession.secret_of(profession.open_feed(reception.adviser.user, now=builders.NOW)),
        **_hand(reception.adviser, circle, coordinator),
        **_peers(reception.adviser, coordinator),
    }


def _session(adviser: Membership, circle: Circle) -> PracticeSession:
    starts_at = builders.NOW + timedelta(days=60)
    terms = Terms(
        theme="Poser le cadre sans blesser",
        facilitator="Hélène R.",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Salle 2",
        video_link="",
        seats=8,
        rules=RULES,
    )
    both = {"circle": circle, "member": adviser, "now": builders.NOW}
    return opening.propose(terms, time_zone="Europe/Paris", submission=UUID(int=7), **both)


def _event(adviser: Membership, circle: Circle) -> ProfessionEvent:
    starts_at = builders.NOW + timedelta(days=61)
    terms = profession.Terms(
        title="Webinaire",
        sentence="",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        whole_days=False,
        place="",
        url="",
    )
    both = {"circle": circle, "member": adviser, "now": builders.NOW}
    return profession.add(terms, time_zone="Europe/Paris", submission=UUID(int=7), **both)


def _hand(adviser: Membership, circle: Circle, coordinator: Membership) -> dict[str, Any]:
    """A hand the adviser asked for, which the coordinator offers."""
    on, now = builders.NOW.date() + timedelta(days=20), builders.NOW
    needed = Needed(what="4 tablettes", details="", needed_on=on, commune=None)
    asked = hands.ask(needed, circle=circle, member=adviser, submission=UUID(int=7), now=now)
    offer = hands.offer(
        asked, "J’en ai.", member=coordinator, submission=UUID(int=7), today=builders.NOW.date(), now=now
    )
    return {"hand_request": asked, "hand_offer": offer}


def _peers(adviser: Membership, coordinator: Membership) -> dict[str, Any]:
    """The coordinator's profile, her message to the adviser, and the mentoring the adviser asked her."""
    profile = _shown(coordinator)
    _shown(adviser)
    directory.send(adviser.user, "Bonjour", member=coordinator, submission=UUID(int=7), now=builders.NOW)
    asked = mentoring.ask(coordinator.user, "Animer.", member=adviser, submission=UUID(int=7), now=builders.NOW)
    mentoring.add_goal(asked, "Un premier atelier", now=builders.NOW)
    return {
        "peer_profile": profile,
        "peer": coordinator.user,
        "mentoring": asked,
        "mentoring_goal": MentoringGoal.objects.get(mentoring=asked),
    }


def _shown(member: Membership) -> PeerProfile:
    draft = Draft(knows="Tablettes", seeks="", topics=[], languages="", commune=None, mentors=True)
    profile = directory.write(member, draft, now=builders.NOW)
    directory.show(profile, now=builders.NOW)
    return profile
