"""The life of a mandate: written, agreed to, done, stopped; what isn't allowed is refused and written down."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from escale.accounts.models import Membership
from escale.appointments.models import Reason
from escale.mandates import acts, charter, consenting, links, papers, writing
from escale.mandates.acts import OTHER, Act, ActRefused
from escale.mandates.charter import ChangedMeanwhile
from escale.mandates.consenting import Consent, NotAsked
from escale.mandates.forbidden import never
from escale.mandates.models import (
    ConsentBy,
    CopyHow,
    Duration,
    End,
    JournalEntry,
    JournalKind,
    Mandate,
    MandateAct,
    Result,
    RevokedFrom,
    Standing,
)
from escale.mandates.scope import Answers, Pillar, pillar
from escale.mandates.texts import FROZEN, information
from escale.mandates.writing import AlreadySigned, NotPossible
from escale.outbox import receipts
from escale.outbox.models import AwaitedAnswer, Message
from escale.people import rights
from escale.people.models import Beneficiary
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.rows_mandates import ACTS, CAPABLE, draft, signed, unsigned


@pytest.fixture
def mandate(adviser: Membership, person: Beneficiary, now: datetime) -> Mandate:
    return signed(adviser, person, now=now)


def act(what: str = ACTS[0], **values: str) -> Act:
    return Act(what=what, result=Result.DONE, **values)


def note(mandate: Mandate, done: Act, *, by: Membership, now: datetime) -> MandateAct:
    return acts.note(mandate, done, submission=uuid4(), by=by, now=now)


def journal_of(mandate: Mandate) -> list[str]:
    entries = JournalEntry.objects.of_organization(mandate.organization).about(mandate=mandate.pk)
    return list(entries.in_chain().values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("urgent", "entitled", "together", "answer"),
    [
        (True, True, True, Pillar.REFER),
        (True, True, False, Pillar.REFER),
        (False, True, False, Pillar.REFER),
        (True, False, True, Pillar.TOGETHER),
        (False, False, True, Pillar.TOGETHER),
        (False, False, False, Pillar.TRAIN),
        (True, False, False, Pillar.EXCEPTION),
    ],
)
def test_the_exception_is_left_when_it_is_urgent_and_nothing_else_is_possible(
    urgent: bool, entitled: bool, together: bool, answer: Pillar
) -> None:
    assert pillar(Answers(urgent=urgent, somebody_entitled=entitled, together=together)) == answer


@pytest.mark.parametrize(
    "words",
    [
        "Changer ses coordonnées bancaires",
        "Payer la facture",
        "Taper son mot de passe",
        "Signer le contrat à sa place",
        "Souscrire un crédit",
        "Noter l’identifiant",
        "Faire un virement",
    ],
)
def test_what_is_never_permitted_is_said_so(words: str) -> None:
    assert never(words)


@pytest.mark.parametrize(
    "words",
    [
        *ACTS,
        "Demander à payer en plusieurs fois",
        "Demander un délai de paiement",
        "Imprimer et faire signer le papier",
    ],
)
def test_ordinary_acts_are_not_mistaken_for_it(words: str) -> None:
    assert never(words) == ""


def test_the_text_people_agree_to_is_frozen() -> None:
    for version, hash_ in FROZEN.items():
        assert information(version).hash == hash_
    assert FROZEN["2026-11-28"] == "eca1dbc018861197763978ec1740e76bf8d326e55dee7f22258ee1d502dff3fe"


def test_no_field_can_hold_a_password_or_an_identifier() -> None:
    from escale.desk.mandates import forms as mandate_forms

    names = {field.name for model in apps.get_app_config("mandates").get_models() for field in model._meta.get_fields()}
    for form in vars(mandate_forms).values():
        names |= set(getattr(form, "base_fields", {}))
    words = ("password", "login", "identifier", "secret", "card", "iban", "social_security", "pin")
    assert [name for name in names if any(word in name for word in words)] == []


def test_acts_of_the_list_are_written_with_their_receipt(mandate: Mandate, adviser: Membership, now: datetime) -> None:
    note(mandate, act(receipt="DEL-2026-118"), by=adviser, now=now)
    note(mandate, act(ACTS[1]), by=adviser, now=now + timedelta(minutes=4))
    assert list(mandate.acts.order_by("pk").values_list("what", "receipt")) == [
        (ACTS[0], "DEL-2026-118"),
        (ACTS[1], ""),
    ]
    assert journal_of(mandate) == [
        JournalKind.MANDATE_WRITTEN,
        JournalKind.MANDATE_SIGNED,
        JournalKind.MANDATE_ACT,
        JournalKind.MANDATE_ACT,
    ]


def test_the_same_act_sent_twice_is_written_once(mandate: Mandate, adviser: Membership, now: datetime) -> None:
    key = uuid4()
    once, again = (acts.note(mandate, act(), submission=key, by=adviser, now=now) for _ in range(2))
    assert once == again
    assert journal_of(mandate).count(JournalKind.MANDATE_ACT) == 1


Change = Callable[[Mandate, Membership, datetime], object]


@pytest.mark.parametrize(
    ("change", "what", "later", "kind"),
    [
        (lambda *_: None, OTHER, timedelta(), JournalKind.ACT_REFUSED_OUTSIDE),
        (lambda *_: None, "Changer son adresse", timedelta(), JournalKind.ACT_REFUSED_OUTSIDE),
        (lambda *_: None, ACTS[0], timedelta(hours=1), JournalKind.ACT_REFUSED_OVER),
        (lambda m, by, at: acts.revoke(m, by=by, now=at), ACTS[0], timedelta(), JournalKind.ACT_REFUSED_REVOKED),
        (
            lambda m, by, at: acts.end(m, outcome=End.DONE, words="", by=by, now=at),
            ACTS[0],
            timedelta(),
            JournalKind.ACT_REFUSED_OVER,
        ),
    ],
)
def test_an_act_outside_the_list_or_too_late_is_refused_and_written_down(
    mandate: Mandate, adviser: Membership, now: datetime, change: Change, what: str, later: timedelta, kind: JournalKind
) -> None:
    change(mandate, adviser, now)
    with pytest.raises(ActRefused):
        note(mandate, act(what), by=adviser, now=now + later)
    assert journal_of(mandate)[-1] == kind
    assert not mandate.acts.exists()


def test_nothing_is_done_before_she_agrees(adviser: Membership, person: Beneficiary, now: datetime) -> None:
    written = unsigned(adviser, person, now=now)
    with pytest.raises(ActRefused):
        note(written, act(), by=adviser, now=now)
    assert journal_of(written)[-1] == JournalKind.ACT_REFUSED_UNSIGNED


def test_nothing_is_added_once_it_is_signed(mandate: Mandate, adviser: Membership, now: datetime) -> None:
    with pytest.raises(AlreadySigned):
        writing.rewrite(mandate, draft(permitted="Tout faire"), by=adviser, now=now)
    with pytest.raises(NotAsked):
        consenting.sign(mandate, Consent(by=ConsentBy.SCREEN, signed_name="Jeanne"), by=adviser, now=now)


def test_before_she_signs_it_can_be_corrected(adviser: Membership, person: Beneficiary, now: datetime) -> None:
    written = unsigned(adviser, person, now=now)
    corrected = writing.rewrite(written, draft(formality="Demander une remise"), by=adviser, now=now)
    assert (corrected.pk, corrected.formality) == (written.pk, "Demander une remise")
    assert journal_of(written) == [JournalKind.MANDATE_WRITTEN, JournalKind.MANDATE_WRITTEN]


@pytest.mark.parametrize("name", ["of_age", "not_protected", "understands", "knows_stop", "stays"])
def test_five_yes_or_no_mandate(name: str, adviser: Membership, person: Beneficiary, now: datetime) -> None:
    with pytest.raises(NotPossible):
        unsigned(adviser, person, now=now, capacity=replace(CAPABLE, **{name: False}))
    assert not Mandate.objects.exists()


def test_a_file_that_says_she_is_a_minor_is_enough_to_refuse(
    adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    Beneficiary.objects.filter(pk=person.pk).update(birth_year=2010)
    person.refresh_from_db()
    with pytest.raises(NotPossible) as problem:
        unsigned(adviser, person, now=now)
    assert problem.value.kind == JournalKind.REFUSED_MINOR


def test_the_database_itself_wants_five_yes(mandate: Mandate) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.filter(pk=mandate.pk).update(not_protected=False)


@pytest.mark.parametrize(
    ("duration", "until", "ends"),
    [
        (Duration.SESSION, None, "2026-11-13 15:10"),
        (Duration.DAY, None, "2026-11-13 23:00"),
        (Duration.MONTH, None, "2026-12-14 23:00"),
        (Duration.MONTH, "2026-11-20", "2026-11-20 23:00"),
        (Duration.MONTH, "2027-11-20", "2026-12-14 23:00"),
    ],
)
def test_a_mandate_is_short(
    adviser: Membership, person: Beneficiary, venue: Venue, now: datetime, duration: Duration, until: str, ends: str
) -> None:
    until_on = datetime.fromisoformat(until).date() if until else None
    made = signed(adviser, person, now=now, duration=duration, until_on=until_on)
    assert f"{made.ends_at:%Y-%m-%d %H:%M}" == ends


def test_a_mandate_signed_long_before_its_appointment_does_not_last_until_then(
    adviser: Membership, person: Beneficiary, reason: Reason, venue: Venue, now: datetime
) -> None:
    written = unsigned(adviser, person, now=now)
    appointment = builders.appointment(adviser, person, reason, at=venue, starts_at=now.replace(hour=8))
    written.appointment = appointment
    appointment.starts_at, appointment.ends_at = now + timedelta(days=60), now + timedelta(days=60, hours=1)
    assert consenting.ends_at(written, now=now) == now + timedelta(hours=1)
    appointment.starts_at, appointment.ends_at = now, now + timedelta(hours=2)
    assert consenting.ends_at(written, now=now) == now + timedelta(hours=2)


def test_her_copy_is_handed_over_once(adviser: Membership, person: Beneficiary, now: datetime) -> None:
    written = unsigned(adviser, person, now=now, consent_by=ConsentBy.WITNESS)
    acts.hand_over(written, CopyHow.PAPER, by=adviser, now=now)
    consenting.sign(written, Consent(by=ConsentBy.WITNESS, witness="Awa Diallo"), by=adviser, now=now)
    for _ in range(2):
        acts.hand_over(written, CopyHow.PAPER, by=adviser, now=now)
    assert journal_of(written).count(JournalKind.MANDATE_COPIED) == 1


def test_anybody_of_the_team_notes_that_she_says_stop(mandate: Mandate, front_desk: Membership, now: datetime) -> None:
    assert acts.revoke(mandate, by=front_desk, now=now)
    assert not acts.revoke(mandate, by=front_desk, now=now)
    mandate.refresh_from_db()
    assert (mandate.standing(now=now), mandate.revoked_from) == (Standing.REVOKED, RevokedFrom.TEAM)
    assert journal_of(mandate).count(JournalKind.MANDATE_REVOKED) == 1


@pytest.fixture
def asked(adviser: Membership, person: Beneficiary, now: datetime) -> Mandate:
    Beneficiary.objects.filter(pk=person.pk).update(phone="+33639980042")
    written = unsigned(adviser, Beneficiary.objects.get(pk=person.pk), now=now, consent_by=ConsentBy.SMS)
    consenting.ask_by_sms(written, by=adviser, now=now)
    return written


def answered(text: str, *, now: datetime, phone: str = "+33639980042") -> None:
    receipts.record(receipts.Answer(phone, text), now=now)
    consenting.read_answers(now=now + timedelta(seconds=5))


@pytest.mark.parametrize("text", ["Oui", "oui.", "  OUI \n"])
def test_oui_by_sms_signs_and_sends_her_page(asked: Mandate, now: datetime, text: str) -> None:
    answered(text, now=now)
    asked.refresh_from_db()
    assert (asked.standing(now=now), asked.signed_at) == (Standing.OPEN, now)
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == ["mandate_question", "mandate_agreed"]


@pytest.mark.parametrize("text", ["Non", "Oui mais demain", "STOP"])
def test_anything_else_is_no(asked: Mandate, now: datetime, text: str) -> None:
    answered(text, now=now)
    asked.refresh_from_db()
    assert (asked.standing(now=now), asked.signed_at) == (Standing.REFUSED, None)


def test_stop_by_sms_after_a_yes_stops_everything(asked: Mandate, adviser: Membership, now: datetime) -> None:
    answered("Oui", now=now)
    answered("STOP", now=now + timedelta(minutes=3))
    asked.refresh_from_db()
    assert (asked.standing(now=now), asked.revoked_from) == (Standing.REVOKED, RevokedFrom.SMS)
    with pytest.raises(ActRefused):
        note(asked, act(), by=adviser, now=now + timedelta(minutes=5))


def test_stop_from_another_number_stops_nothing(asked: Mandate, now: datetime) -> None:
    answered("Oui", now=now)
    answered("STOP", now=now + timedelta(minutes=3), phone="+33639980099")
    asked.refresh_from_db()
    assert asked.standing(now=now) == Standing.OPEN


def test_the_team_never_holds_the_address_where_she_says_yes(
    adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    Beneficiary.objects.filter(pk=person.pk).update(phone="+33639980042")
    written = unsigned(adviser, Beneficiary.objects.get(pk=person.pk), now=now)
    printed = links.secret_of(written)
    with pytest.raises(NotPossible):
        consenting.ask_by_sms(written, by=adviser, now=now)
    written = writing.rewrite(written, draft(consent_by=ConsentBy.SMS), by=adviser, now=now)
    consenting.ask_by_sms(written, by=adviser, now=now)
    written.refresh_from_db()
    assert links.find(printed) is None
    assert links.find(links.secret_of(written)) == written
    assert papers.to_sign(written).address == ""
    answered("Oui", now=now)
    written.refresh_from_db()
    assert links.secret_of(written) in papers.proof(written, now=now).address


def test_an_answer_counts_once_and_only_while_it_is_awaited(asked: Mandate, now: datetime) -> None:
    answered("Oui", now=now + timedelta(days=1))
    asked.refresh_from_db()
    assert asked.signed_at is None
    assert not AwaitedAnswer.objects.exclude(text="").exists()


@pytest.mark.parametrize("asks_again", [True, False])
def test_a_number_that_is_not_hers_any_more_signs_nothing(
    asked: Mandate, adviser: Membership, now: datetime, asks_again: bool
) -> None:
    asked.refresh_from_db()
    sent_there = links.secret_of(asked)
    Beneficiary.objects.update(phone="+33639980043")
    if asks_again:
        with pytest.raises(NotPossible):
            consenting.ask_by_sms(asked, by=adviser, now=now)
        consenting.ask_by_sms(asked, by=adviser, now=now + timedelta(minutes=1))
        assert links.find(sent_there) is None
    answered("Oui", now=now + timedelta(minutes=2))
    asked.refresh_from_db()
    assert asked.standing(now=now) == Standing.UNSIGNED


def test_what_others_write_to_us_by_sms_is_not_kept(asked: Mandate, now: datetime) -> None:
    answered("Bonjour, je voudrais un rendez-vous", now=now, phone="+33639980099")
    assert not AwaitedAnswer.objects.exclude(answered_at=None).exists()


def test_one_number_answers_one_question_at_a_time(asked: Mandate, adviser: Membership, now: datetime) -> None:
    assert asked.person
    another = unsigned(adviser, asked.person, now=now, consent_by=ConsentBy.SMS)
    with pytest.raises(NotPossible):
        consenting.ask_by_sms(another, by=adviser, now=now)


def test_forgetting_her_leaves_the_proof_without_her_name(
    adviser: Membership, person: Beneficiary, now: datetime
) -> None:
    written = unsigned(adviser, person, now=now, consent_by=ConsentBy.SCREEN)
    consent = Consent(by=ConsentBy.SCREEN, signed_name=person.first_name, signature="M1 1 L2 2")
    mandate = consenting.sign(written, consent, by=adviser, now=now)
    seal = mandate.seal
    with pytest.raises(rights.StillExpected):  # She is told first that it stops.
        rights.forget(person, now=now)
    acts.revoke(mandate, by=adviser, now=now)
    rights.forget(person, now=now)
    kept = Mandate.objects.with_everything_shown().get(pk=mandate.pk)
    assert (kept.signed_name, kept.signature, kept.formality, kept.seal) == ("", "", mandate.formality, seal)
    assert person.first_name not in str(papers.proof(kept, now=now))
    assert consenting.seal_of(kept) == seal


def test_the_frame_written_in_two_windows_keeps_the_first(adviser: Membership, now: datetime) -> None:
    charter.write(charter.USUAL | {"does": "Nous formons."}, revision=0, by=adviser, now=now)
    with pytest.raises(ChangedMeanwhile):
        charter.write(charter.USUAL, revision=0, by=adviser, now=now)
    assert charter.words(adviser.organization).does == ["Nous formons."]


def test_an_answer_comes_through_the_address_given_to_providers(client: Client, asked: Mandate, now: datetime) -> None:
    AwaitedAnswer.objects.update(expires_at=now + timedelta(days=9000))
    client.post(
        reverse("outbox:receipt", args=[receipts.secret()]),
        {"from": "+33639980042", "text": "Oui"},
        content_type="application/json",
    )
    assert AwaitedAnswer.objects.get().text == "Oui"
