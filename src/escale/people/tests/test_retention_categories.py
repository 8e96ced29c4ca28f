"""Each category of the policy leaves on its own day, the ones promised to the public first of all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from dateutil.relativedelta import relativedelta
from django.contrib.sessions.models import Session

from escale.accounts.models import Invitation
from escale.activity.models import ActivityRecord, Draft, Kind, Participation
from escale.agenda import absences, loans, resources
from escale.agenda.models import Equipment
from escale.appointments.models import Appointment, CallbackRequest, WaitingEntry, WalkIn
from escale.directory.models import ReceivedReferral, Referral
from escale.feedback.models import Answer, PageOpinion, ReadingGroup, Remark
from escale.mandates.models import Mandate
from escale.myspace import agreements
from escale.myspace.models import CodePurpose, EndedBy, HelperAgreement, SpaceCode
from escale.outbox.models import AwaitedAnswer, Channel, DailyCount, Message, MessageState
from escale.people import notice, reading, retention
from escale.people.models import Beneficiary, FileRead, Merge, PeopleImport, ReadKind
from escale.people.tests import planted_writing
from escale.people.tests.nights import DAY, nights
from escale.publishing.models import Recipient, RecipientList
from escale.questions import searches
from escale.questions.models import AskedList, UnansweredSearch
from escale.testing import builders
from escale.testing.cast import Reception
from escale.testing.rows_mandates import signed
from escale.workshops.models import Mastery, Moment, Skill, SkillAnswer, SkillCheck

type Plant = Callable[[Reception, datetime], Callable[[], bool]]


def plant_file(reception: Reception, at: datetime) -> Callable[[], bool]:
    builders.person(reception.organization, now=at)
    return lambda: Beneficiary.objects.not_erased().exists()


def plant_past_appointment(reception: Reception, at: datetime) -> Appointment:
    person = builders.person(reception.organization)
    appointment = builders.appointment(
        reception.adviser,
        person,
        reception.reason,
        at=reception.venue,
        starts_at=at - timedelta(minutes=45),
        now=at - DAY,
    )
    Appointment.objects.filter(pk=appointment.pk).update(subject="Ma retraite")
    return appointment


def plant_subject(reception: Reception, at: datetime) -> Callable[[], bool]:
    plant_past_appointment(reception, at)
    return lambda: Appointment.objects.exclude(subject="").exists()


def plant_contact(reception: Reception, at: datetime) -> Callable[[], bool]:
    appointment = plant_past_appointment(reception, at)
    return lambda: Appointment.objects.filter(link_hash=appointment.link_hash).exclude(contact_phone="").exists()


def plant_message(reception: Reception, at: datetime) -> Callable[[], bool]:
    Message.objects.create(
        organization=reception.organization,
        kind="reminder",
        about="appointment",
        about_id=99_001,
        channel=Channel.SMS,
        recipient="+33639980042",
        state=MessageState.SENT,
        text="Bonjour",
        created_at=at - DAY,
        due_at=at - DAY,
        sent_at=at,
        expires_at=at + DAY,
    )
    return lambda: Message.objects.exclude(recipient="").exclude(text="").exists()


def plant_callback(reception: Reception, at: datetime) -> Callable[[], bool]:
    CallbackRequest.objects.create(
        organization=reception.organization,
        first_name="Lucette",
        phone="+33639980042",
        created_at=at - 10 * DAY,
        done_at=at,
    )
    return lambda: CallbackRequest.objects.exists()


def plant_alert(reception: Reception, at: datetime) -> Callable[[], bool]:
    WaitingEntry.objects.create(
        organization=reception.organization,
        reason=reception.reason,
        first_name="Lucette",
        phone="+33639980042",
        created_at=at - DAY,
        until=at,
    )
    return lambda: WaitingEntry.objects.exists()


def plant_walk_in(reception: Reception, at: datetime) -> Callable[[], bool]:
    builders.walk_in(reception.venue, first_name="Lucette", phone="+33639980042", now=at)
    return lambda: WalkIn.objects.exclude(first_name="").exists()


def plant_session(reception: Reception, at: datetime) -> Callable[[], bool]:
    Session.objects.create(session_key=uuid4().hex, session_data="", expire_date=at)
    return lambda: Session.objects.exists()


def plant_count(reception: Reception, at: datetime) -> Callable[[], bool]:
    DailyCount.objects.create(scope="number:abc", on=at.date(), count=1)
    return lambda: DailyCount.objects.exists()


def plant_invitation(reception: Reception, at: datetime) -> Callable[[], bool]:
    Invitation.objects.create(
        organization=reception.organization,
        email="nouvelle@example.org",
        secret_hash="0",
        created_at=at - DAY,
        expires_at=at,
    )
    return lambda: Invitation.objects.exists()


def plant_absence(reception: Reception, at: datetime) -> Callable[[], bool]:
    absence = absences.declare(
        resources.for_adviser(reception.adviser.user), starts_at=at - DAY, ends_at=at, label="dentiste"
    )
    return lambda: type(absence).objects.exclude(label="").exists()


def plant_loan(reception: Reception, at: datetime) -> Callable[[], bool]:
    tablet = Equipment.objects.create(organization=reception.organization, name="Tablette 1", created_at=at)
    loan = loans.lend(
        tablet,
        person=None,
        borrower="Jeannine",
        due_on=at.date(),
        condition="sans rayure",
        by=reception.adviser,
        now=at - DAY,
    )
    loans.give_back(loan, condition="coin abîmé", by=reception.adviser, now=at)
    return lambda: type(loan).objects.exclude(borrower="").exists()


def plant_enrollment(reception: Reception, at: datetime) -> Callable[[], bool]:
    group = builders.group(reception.adviser, reception.venue, starts_at=at - timedelta(hours=2))
    enrollment = builders.enrollment(group, needs="près de l’écran", contact_phone="+33639980077")
    return lambda: type(enrollment).objects.exclude(contact_phone="", needs="").exists()


def plant_interest(reception: Reception, at: datetime) -> Callable[[], bool]:
    interest = builders.interest(reception.organization, created_at=at)
    return lambda: type(interest).objects.exists()


def plant_skills(reception: Reception, at: datetime) -> Callable[[], bool]:
    group = builders.group(reception.adviser, reception.venue)
    check = SkillCheck.objects.create(
        organization=reception.organization,
        person=builders.person(reception.organization),
        group=group,
        moment=Moment.FIRST,
        taken_at=at,
    )
    skill = Skill.objects.create(organization=reception.organization, label="Envoyer un mail")
    SkillAnswer.objects.create(check_taken=check, skill=skill, mastery=Mastery.ALONE)
    return lambda: SkillCheck.objects.exists() or SkillAnswer.objects.exists()


def plant_reading(reception: Reception, at: datetime) -> Callable[[], bool]:
    person = builders.person(reception.organization, now=at)
    reading.note(person, by=reception.adviser, kind=ReadKind.OPENED, reason="Sa sœur m’appelle", now=at)
    return lambda: FileRead.objects.exists()


def plant_report(reception: Reception, at: datetime) -> Callable[[], bool]:
    record = ActivityRecord.objects.create(
        organization=reception.organization,
        kind=Kind.INDIVIDUAL,
        adviser=reception.adviser.user,
        on=at.date(),
        starts_at=at,
        minutes=45,
        note="Reviendra avec sa fille",
        procedure="Carte grise",
        created_at=at,
    )
    Participation.objects.create(record=record, person=builders.person(reception.organization, now=at))
    return lambda: ActivityRecord.objects.exclude(note="", procedure="").exists()


def plant_merge(reception: Reception, at: datetime) -> Callable[[], bool]:
    kept, gone = (builders.person(reception.organization, now=at) for _ in range(2))
    Merge.objects.create(
        organization=reception.organization,
        kept=kept,
        gone=gone,
        at=at - 7 * DAY,
        undo_until=at,
        remembered={"gone": {"first_name": "Lucette"}},
    )
    return lambda: Merge.objects.exclude(remembered={}).exists()


def plant_import(reception: Reception, at: datetime) -> Callable[[], bool]:
    PeopleImport.objects.create(
        organization=reception.organization, file_name="2026.csv", made_at=at - DAY, finished_at=at
    )
    return lambda: PeopleImport.objects.exists()


def plant_draft(reception: Reception, at: datetime) -> Callable[[], bool]:
    Draft.objects.create(
        organization=reception.organization, user=reception.adviser.user, key="day-2026-11-13", saved_at=at
    )
    return lambda: Draft.objects.exists()


def plant_search(reception: Reception, at: datetime) -> Callable[[], bool]:
    searches.keep("tableur", commune=None, on=at.date())
    return lambda: UnansweredSearch.objects.exists()


def plant_asked_list(reception: Reception, at: datetime) -> Callable[[], bool]:
    AskedList.objects.create(query="?q=photos&commune=35360", asked_at=at)
    return lambda: AskedList.objects.exists()


def plant_opinion(reception: Reception, at: datetime) -> Callable[[], bool]:
    PageOpinion.objects.create(page="/", answer=Answer.YES, on=at.date())
    return lambda: PageOpinion.objects.exists()


def plant_reading_group(reception: Reception, at: datetime) -> Callable[[], bool]:
    group = ReadingGroup.objects.create(
        name="Relecture", organization=reception.organization, created_at=at - DAY, closed_at=at
    )
    Remark.objects.create(
        group=group, page="/", words="Trop long", author=reception.adviser.user, written_at=at, submission=uuid4()
    )
    return lambda: ReadingGroup.objects.exists() or Remark.objects.exists()


def plant_recipient(reception: Reception, at: datetime) -> Callable[[], bool]:
    organization = reception.organization
    of = RecipientList.objects.create(organization=organization, name="Partenaires", created_at=at - DAY)
    Recipient.objects.create(
        organization=organization, list=of, email="clic@example.org", created_at=at - DAY, removed_at=at
    )
    return lambda: Recipient.objects.exists()


def plant_referral(reception: Reception, at: datetime) -> Callable[[], bool]:
    builders.referral(reception.adviser, builders.partner(reception.adviser), now=at, ended_at=at)
    return lambda: Referral.objects.exclude(words="").exists()


def plant_received(reception: Reception, at: datetime) -> Callable[[], bool]:
    builders.received_referral(reception.adviser, builders.partner(reception.adviser), now=at)
    return lambda: ReceivedReferral.objects.exclude(words="").exists()


def plant_mandate(reception: Reception, at: datetime) -> Callable[[], bool]:
    mandate = signed(reception.adviser, builders.person(reception.organization, now=at), now=at)
    Mandate.objects.filter(pk=mandate.pk).update(witness="Yann", ended_at=at)
    return lambda: Mandate.objects.exclude(witness="").exists()


def plant_proof(reception: Reception, at: datetime) -> Callable[[], bool]:
    mandate = signed(reception.adviser, builders.person(reception.organization, now=at), now=at)
    Mandate.objects.filter(pk=mandate.pk).update(ended_at=at)
    return lambda: Mandate.objects.exclude(formality="").exists()


def plant_answer(reception: Reception, at: datetime) -> Callable[[], bool]:
    AwaitedAnswer.objects.create(
        organization=reception.organization,
        phone="+33639980042",
        about="mandate",
        about_id=1,
        asked_at=at,
        expires_at=at,
    )
    return lambda: AwaitedAnswer.objects.exists()


def plant_code(reception: Reception, at: datetime) -> Callable[[], bool]:
    SpaceCode.objects.create(phone="+33639980042", purpose=CodePurpose.OPEN, asked_at=at - DAY, expires_at=at)
    return lambda: SpaceCode.objects.exists()


def plant_agreement(reception: Reception, at: datetime) -> Callable[[], bool]:
    person = builders.person(reception.organization, now=at)
    agreement = agreements.note(
        person, helper_name="Claire", helper_phone="+33639980077", by=reception.adviser, now=at - DAY
    )
    agreements.stop(agreement, by=EndedBy.PERSON, now=at)
    return lambda: HelperAgreement.objects.exists()


DAYS: dict[str, tuple[Plant, relativedelta]] = {
    "Votre fiche": (plant_file, relativedelta(months=12)),
    "Qui a lu votre fiche": (plant_reading, relativedelta(months=12)),
    "Ce qui a été fait avec vous": (plant_report, relativedelta(months=12)),
    "La réunion de deux fiches": (plant_merge, relativedelta(days=1)),
    "Les listes de personnes apportées par un fichier": (plant_import, relativedelta(months=1)),
    "Les brouillons de comptes rendus": (plant_draft, relativedelta(days=15)),
    "Le sujet de vos rendez-vous": (plant_subject, relativedelta(months=12)),
    "Les coordonnées données pour un rendez-vous": (plant_contact, relativedelta(months=3)),
    "Les messages que nous vous envoyons": (plant_message, relativedelta(months=6)),
    "Vos demandes d’être rappelé": (plant_callback, relativedelta(months=3)),
    "Vos demandes d’être prévenu quand une heure se libère": (plant_alert, relativedelta(months=1)),
    "Votre passage sans rendez-vous": (plant_walk_in, relativedelta(days=1)),
    "Les réponses d’une réservation en cours": (plant_session, relativedelta(days=1)),
    "Le compte des SMS d’un jour": (plant_count, relativedelta(days=2)),
    "Vos inscriptions aux ateliers et aux cycles": (plant_enrollment, relativedelta(months=6)),
    "Vos demandes d’apprendre": (plant_interest, relativedelta(months=12)),
    "Ce que vous savez faire": (plant_skills, relativedelta(months=12)),
    "Les invitations": (plant_invitation, relativedelta(months=3)),
    "Le matériel que nous vous prêtons": (plant_loan, relativedelta(months=12)),
    "Ce qui est cherché sur le site, sans réponse": (plant_search, relativedelta(months=12)),
    "Les listes de réponses que vous vous envoyez par SMS": (plant_asked_list, relativedelta(days=1)),
    "Ce qui est dit des pages du site": (plant_opinion, relativedelta(months=12)),
    "La relecture du site": (plant_reading_group, relativedelta(months=12)),
    "Les listes du programme par mail": (plant_recipient, relativedelta(months=1)),
    "Vos orientations vers un partenaire": (plant_referral, relativedelta(months=12)),
    "Ce qu’un partenaire nous a demandé pour vous": (plant_received, relativedelta(months=12)),
    "Votre accord pour un acte fait à votre place": (plant_mandate, relativedelta(months=12)),
    "Un acte fait à votre place": (plant_proof, relativedelta(months=72)),
    "Votre réponse à une question par SMS": (plant_answer, relativedelta(months=1)),
    "Le code pour ouvrir votre espace": (plant_code, relativedelta(days=1)),
    "L’accord que vous donnez à un proche": (plant_agreement, relativedelta(months=12)),
    "L’adresse mail donnée avec un commentaire": (planted_writing.plant_comment_address, relativedelta(months=1)),
    "Le texte d’un commentaire que nous ne montrons pas": (
        planted_writing.plant_refused_comment,
        relativedelta(months=6),
    ),
    "Le nom avec lequel vous commentez": (planted_writing.plant_comment_name, relativedelta(months=24)),
    "Les signalements de commentaires": (planted_writing.plant_report_of_comment, relativedelta(months=12)),
    "Votre droit de réponse": (planted_writing.plant_right_of_reply, relativedelta(months=12)),
    "Votre accord pour une photo": (planted_writing.plant_consent, relativedelta(months=12)),
    "La raison d’une absence": (plant_absence, relativedelta(months=12)),
}
"""Each promise, a row that falls under it, and the delay written a second time: changing the policy takes two gestures."""


@pytest.mark.parametrize("title", DAYS)
def test_each_category_disappears_on_its_day(title: str, reception: Reception, now: datetime) -> None:
    plant, kept = DAYS[title]
    is_there = plant(reception, now)
    day = now + kept
    nights(day - DAY, told=day - 30 * DAY)
    assert is_there()
    retention.apply(now=day + DAY)
    assert not is_there()


def test_three_years_go_by_and_each_category_leaves_on_its_day(reception: Reception, now: datetime) -> None:
    # Each with an adviser of its own: nobody is busy twice at once.
    alone = {title: replace(reception, adviser=builders.member(reception.organization)) for title in DAYS}
    there = {title: (plant(alone[title], now), now + kept) for title, (plant, kept) in DAYS.items()}
    warned = now + relativedelta(months=12) - 30 * DAY
    # An hour after each instant, the nights around each day, and one every month until the third year.
    around = {day + step for _, day in there.values() for step in (-DAY, timedelta(hours=1))}
    months = {now + relativedelta(months=number, hours=2) for number in range(37)}
    for night in sorted(around | months | {warned}):
        nights(night, told=night)
        left = {title for title, (is_there, _) in there.items() if is_there()}
        assert left == {title for title, (_, day) in there.items() if day > night}, night


def test_every_promise_made_to_the_public_is_tested_by_its_day() -> None:
    tested_apart = {
        "Votre refus de recevoir des SMS",
        "Votre refus de recevoir notre programme par mail",
        "Les compteurs contre les abus",
        "Vos présences aux ateliers et aux cycles",  # Kept, without a name: test_rights.py.
        "Les fiches pratiques que vous avez emportées",  # Kept, without a name: sheets/tests/test_giving.py.
    }
    assert {promise.title for promise in notice.promises()} - tested_apart <= set(DAYS)


def test_the_privacy_page_reads_the_delays_of_the_job() -> None:
    promised = {promise.title: promise.kept for promise in notice.promises()}
    assert promised["Les messages que nous vous envoyons"] == "6\u00a0mois après l’envoi"
    assert promised["Le compte des SMS d’un jour"] == "2\u00a0jours après le jour compté"
    assert promised["Votre refus de recevoir des SMS"] == "tant que vous ne voulez plus de SMS"
