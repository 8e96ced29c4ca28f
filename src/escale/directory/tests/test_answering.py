"""What comes back: a partner answers from its page, the team notes what it hears, and each is told what concerns her."""

from datetime import timedelta

import pytest

from escale.directory import answering, contacts, following
from escale.directory.answering import AnsweredMeanwhile, LinkClosed, ReasonMissing
from escale.directory.links import secret_of
from escale.directory.models import Contact, Outcome, Referral, ReferralState, Refusal
from escale.outbox.models import Channel, Message
from escale.periodic import CATALOGUE
from escale.testing import builders


@pytest.fixture
def referral(adviser):
    return builders.referral(
        adviser,
        builders.partner(adviser, hours_note="Lundi au vendredi, 9 h à 12 h"),
        builders.person(adviser.organization, first_name="Nolwenn", phone="+33639980037"),
    )


def answered(referral, state, *, now, **values):
    return answering.answer_by_partner(referral, state, revision=referral.revision, now=now, **values)


def told(kind: str) -> list[tuple[str, str]]:
    return [(each.channel, each.recipient) for each in Message.objects.filter(kind=kind).order_by("pk")]


def test_a_yes_tells_the_person_where_to_go_and_the_adviser_to_look(referral, adviser, now):
    later = now + timedelta(days=3)
    current = answered(referral, ReferralState.ACCEPTED, note="Elle peut venir mardi.", now=later)
    assert (current.state, current.note_back, current.answered_at) == (
        ReferralState.ACCEPTED,
        "Elle peut venir mardi.",
        later,
    )
    assert current.link_expires_at == later + timedelta(days=8)
    assert told("referral_accepted") == [(Channel.SMS, "+33639980037")]
    assert told("referral_answered") == [(Channel.EMAIL, adviser.user.email)]
    message = Message.objects.get(kind="referral_accepted")
    assert CATALOGUE[message.kind].render(message, later).text == (
        "Bonjour Nolwenn. France services de Vitré peut vous recevoir : 2 place du Château, Vitré. "
        "Lundi au vendredi, 9 h à 12 h. Tél. 02 61 91 05 14"
    )
    mail = CATALOGUE["referral_answered"].render(Message.objects.get(kind="referral_answered"), later)
    assert "Nolwenn" not in f"{mail.subject}{mail.text}"


def test_not_at_once_the_person_is_told_of_the_delay_and_the_team_calls_within_the_week(referral, now):
    current = answered(referral, ReferralState.WAITING, now=now)
    assert told("referral_delayed") == [(Channel.SMS, "+33639980037")]
    assert now + timedelta(days=5) < current.call_at <= now + timedelta(days=8)


def test_a_no_says_why_closes_the_page_and_asks_for_another_way(referral, organization, now):
    with pytest.raises(ReasonMissing):
        answered(referral, ReferralState.REFUSED, now=now)
    current = answered(referral, ReferralState.REFUSED, refusal=Refusal.PAPERS, now=now)
    assert (current.refusal, current.ended_at) == (Refusal.PAPERS, now)
    assert not current.shows_person(now=now)
    assert list(following.to_settle(organization, now=now)) == [current]
    following.settle(current)
    assert not following.to_settle(organization, now=now).exists()
    following.unsettle(current)
    assert following.to_settle(organization, now=now).exists()


def test_then_it_says_whether_she_came(referral, now):
    accepted = answered(referral, ReferralState.ACCEPTED, now=now)
    seen = answered(accepted, ReferralState.SEEN, now=now)
    done = answered(seen, ReferralState.DONE, now=now)
    assert (done.state, done.ended_at, done.ask_at) == (ReferralState.DONE, now, None)
    assert [step.state for step in done.steps.order_by("pk")] == ["accepted", "seen", "done"]


def test_the_same_answer_twice_counts_once_another_one_is_told(referral, now):
    answered(referral, ReferralState.ACCEPTED, now=now)
    answered(referral, ReferralState.ACCEPTED, now=now)
    assert referral.steps.count() == 1
    with pytest.raises(AnsweredMeanwhile):
        answered(referral, ReferralState.REFUSED, refusal=Refusal.FULL, now=now)


def test_an_expired_page_takes_no_answer(referral, now):
    with pytest.raises(LinkClosed):
        answered(referral, ReferralState.ACCEPTED, now=now + timedelta(days=8))


def test_a_new_link_opens_and_the_one_before_opens_nothing(referral, now):
    old, later = secret_of(referral), now + timedelta(days=10)
    current = answering.renew_link(referral, now=later)
    assert (answering.find(old), answering.find(secret_of(current))) == (None, current)
    assert current.shows_person(now=later)
    assert told("referral_sent") == [(Channel.EMAIL, "accueil@example.org")]


def test_once_whoever_received_it_has_left_its_mails_go_to_the_house(referral, now):
    elodie = Contact(name="Élodie Marchand", email="elodie@example.org", agreed_on=now.date())
    contacts.add(elodie, partner=referral.partner, now=now)
    referral.contact, referral.sent_to = elodie, elodie.email
    referral.save()

    contacts.leave(elodie, now=now)
    answering.renew_link(referral, now=now)
    assert told("referral_sent") == [(Channel.EMAIL, "accueil@example.org")]

    contacts.forget(elodie)
    assert Referral.objects.get().sent_to == "accueil@example.org"


def test_stopped_nothing_more_leaves_and_no_link_can_be_had(referral, adviser, now):
    answering.renew_link(referral, now=now)
    answering.withdraw(referral, by=adviser, now=now)
    referral.refresh_from_db()
    assert Message.objects.get().state == "dropped"
    assert not answering.may_ask_again(referral, now=now)
    with pytest.raises(LinkClosed):
        answering.renew_link(referral, now=now)


def test_what_the_team_hears_is_noted_even_without_an_answer_first(referral, adviser, now):
    current = answering.note_answer(referral, ReferralState.DONE, revision=0, by=adviser, now=now)
    assert (current.state, current.answered_at, current.steps.get().by) == (ReferralState.DONE, now, adviser.user)
    assert told("referral_answered") == []


def test_under_way_is_asked_again_and_solved_is_over(referral, adviser, organization, now):
    under_way = following.note_outcome(referral, Outcome.UNDER_WAY, by=adviser, now=now)
    assert (under_way.ended_at, under_way.ask_at) == (None, now + timedelta(weeks=3))
    solved = following.note_outcome(referral, Outcome.SOLVED, note="Droits ouverts.", by=adviser, now=now)
    assert (solved.state, solved.outcome_note, solved.ended_at, solved.ask_at) == (
        ReferralState.DONE,
        "Droits ouverts.",
        now,
        None,
    )
