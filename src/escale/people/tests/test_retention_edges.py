"""The edges of keeping and erasing: what a policy file says once read, the very day, whose words name whom."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from django.db.models import F

from escale.accounts.models import Invitation, Membership, Organization
from escale.activity.models import ActivityRecord, Draft, Kind, Participation
from escale.appointments.models import Appointment
from escale.outbox.models import Channel, Message, MessageState
from escale.people import ledger, mentions, retention, rights, warning
from escale.people.models import Beneficiary, FileRead, PeopleImport, ReadKind
from escale.people.policy import LONGEST_MONTHS, Category, Kept, Mention, Policy, Rule, in_words, policy, read
from escale.questions.models import NotedQuestion
from escale.testing import builders
from escale.testing.cast import Reception

DAY = timedelta(days=1)

WRITTEN = """
written_on: 2026-11-27
categories:
  - title: Votre fiche
    audience: public
    holds: votre nom
    kept: {months: 12}
    chosen: true
    after: votre dernière venue
    then: La fiche est vidée.
    rules:
      - model: people.Beneficiary
        organization: owner
        warned: warned_at
        person: pk
        same: [phone]
        since: {latest: [seen_at, created_at]}
        unless: [{kept: true}]
        expects: [{coming: now}]
        empty: [first_name]
        decade: [birth_year]
        set: {password: "!"}
        mark: erased_at
        stays: [commune]
      - model: people.FileRead
        person: [person, by]
        since: {first_of: [at, read_at]}
        delete: true
      - model: people.Merge
        since: at
        with: entry
  - title: Les comptes
    audience: team
    holds: rien
    after: jamais
    then: Rien.
    rules: []
  - title: Les essais
    audience: team
    holds: des nombres
    kept: {days: 1}
    after: chaque essai
    then: Rien.
    rules: []
kept:
  - why: Un lieu n’est personne.
    fields: {places.Venue: [name, address]}
mentions:
  - {model: activity.Draft, fields: [key, content], numbers: records, delete: true}
  - {model: questions.NotedQuestion, fields: [text]}
"""


class TestReading:
    def test_a_policy_says_every_word_of_its_file(self) -> None:
        file = Rule(
            model="people.Beneficiary", organization="owner", warned="warned_at", since=("seen_at", "created_at"),
            latest=True, people=("pk",), same=("phone",), unless=({"kept": True},), expects=({"coming": "now"},),
            empty=("first_name",), decade=("birth_year",), values={"password": "!"}, mark="erased_at", stays=("commune",),
        )  # fmt: skip
        reading = Rule(model="people.FileRead", people=("person", "by"), since=("at", "read_at"), delete=True)
        promise = (
            "12 mois après votre dernière venue. Le lieu qui vous reçoit peut choisir une autre durée, 24 mois au plus"
        )
        said = read(WRITTEN)
        assert said == Policy(
            written_on=date(2026, 11, 27),
            categories=(
                Category(
                    title="Votre fiche", audience="public", holds="votre nom", kept=relativedelta(months=12), chosen=True,
                    after="votre dernière venue", promise=said.categories[0].promise, then="La fiche est vidée.",
                    rules=(file, reading, Rule(model="people.Merge", since=("at",), follows="entry")),
                ),
                Category(
                    title="Les comptes", audience="team", holds="rien", kept=None, chosen=False, after="jamais",
                    promise="jamais", then="Rien.", rules=(),
                ),
                Category(
                    title="Les essais", audience="team", holds="des nombres", kept=relativedelta(days=1), chosen=False,
                    after="chaque essai", promise=said.categories[2].promise, then="Rien.", rules=(),
                ),
            ),
            kept=(Kept(why="Un lieu n’est personne.", fields={"places.Venue": ("name", "address")}),),
            mentions=(
                Mention(model="activity.Draft", fields=("key", "content"), numbers="records", delete=True),
                Mention(model="questions.NotedQuestion", fields=("text",)),
            ),
        )  # fmt: skip
        assert said.categories[0].promise.replace("\u00a0", " ") == promise
        assert said.categories[2].promise.replace("\u00a0", " ") == "1 jour après chaque essai"

    def test_it_answers_for_each_field_as_often_as_it_names_it(self) -> None:
        assert sorted(read(WRITTEN).answers()) == sorted([
            *(("people.Beneficiary", name) for name in ("first_name", "birth_year", "password", "erased_at", "commune")),
            ("people.FileRead", "*"),
            ("places.Venue", "name"),
            ("places.Venue", "address"),
        ])  # fmt: skip

    def test_what_a_rule_does_and_whom_it_is_about(self) -> None:
        file, reading, merge = read(WRITTEN).categories[0].rules
        assert [rule.erases for rule in (file, reading, merge)] == [True, True, False]
        assert [rule.is_about_a_person for rule in (file, reading, merge)] == [True, True, False]
        each = (Rule(model="x", empty=("a",)), Rule(model="x", decade=("a",)), Rule(model="x", values={"a": 1}))
        assert all(rule.erases for rule in each)
        assert Rule(model="x", same=("phone",)).is_about_a_person

    @pytest.mark.parametrize(
        ("kept", "words"),
        [({"days": 1}, "1 jour"), ({"days": 3}, "3 jours"), ({"months": 1}, "1 mois"), ({"months": 2}, "2 mois")],
    )
    def test_a_delay_agrees_with_its_number(self, kept: dict[str, int], words: str) -> None:
        assert in_words(kept).replace("\u00a0", " ") == words

    def test_a_delay_takes_one_unit(self) -> None:
        with pytest.raises(ValueError, match="One unit"):
            in_words({"months": 1, "days": 2})

    def test_nothing_is_kept_longer_than_the_law_says(self) -> None:
        assert LONGEST_MONTHS == 24


class TestErasing:
    def rule(self, label: str) -> Rule:
        return next(each for one in policy().categories for each in one.rules if each.model == label)

    def test_what_an_emptied_row_holds_instead(self, now: datetime) -> None:
        values = retention.new_values(retention.file_rule(), now=now)
        assert (values["first_name"], values["notes"], values["erased_at"]) == ("", "", now)
        assert values["birth_year"] == F("birth_year") - F("birth_year") % 10
        assert retention.new_values(self.rule("people.FileRead"), now=now) == {}

    def test_a_reading_leaves_the_very_day_it_is_due_and_not_before(
        self, adviser: Membership, person: Beneficiary, now: datetime
    ) -> None:
        FileRead.objects.all().delete()
        for at in (now - relativedelta(months=12), now - relativedelta(months=12) + timedelta(seconds=1)):
            FileRead.objects.create(
                organization=adviser.organization, person=person, by=adviser.user, at=at, kind=ReadKind.OPENED
            )
        assert retention.apply(now=now) == {"Qui a lu votre fiche": 1}
        assert FileRead.objects.get().at > now - relativedelta(months=12)
        assert retention.apply(now=now) == {}

    def test_batches_of_several_sizes_change_every_row_once(
        self, adviser: Membership, person: Beneficiary, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        FileRead.objects.all().delete()
        monkeypatch.setattr(retention, "BATCH", 2)
        for count in (2, 3):
            for _ in range(count):
                FileRead.objects.create(
                    organization=adviser.organization, person=person, by=adviser.user, at=now - 400 * DAY,
                    kind=ReadKind.OPENED,
                )  # fmt: skip
            assert retention.apply(now=now) == {"Qui a lu votre fiche": count}
        assert not FileRead.objects.exists()

    def test_with_a_file_goes_whatever_still_names_its_person(self, adviser: Membership, now: datetime) -> None:
        old, other = (
            builders.person(adviser.organization, first_name=name, now=now - relativedelta(months=25))
            for name in ("Odette", "Jeanne")
        )
        Beneficiary.objects.filter(pk=other.pk).update(created_at=now)
        for person in (old, other):
            FileRead.objects.create(
                organization=adviser.organization, person=person, by=adviser.user, at=now, kind=ReadKind.OPENED
            )
        assert retention.apply(now=now)["Votre fiche"] == 1
        assert [line.person for line in FileRead.objects.all()] == [other]
        assert list(Beneficiary.objects.not_erased()) == [other]

    def test_what_names_nobody_stays_when_a_file_is_emptied(self, adviser: Membership, now: datetime) -> None:
        waits = Invitation.objects.create(
            organization=adviser.organization, email="nouvelle@example.org", secret_hash="0", created_at=now,
            expires_at=now + DAY,
        )  # fmt: skip
        builders.person(adviser.organization, now=now - relativedelta(months=25))
        assert retention.apply(now=now) == {"Votre fiche": 1}
        assert list(Invitation.objects.all()) == [waits]

    @pytest.mark.parametrize(("months", "kept"), [(6, 0), (12, 0), (13, 1), (24, 1)])
    def test_a_file_is_kept_as_long_as_its_organization_chose(
        self, adviser: Membership, now: datetime, months: int, kept: int
    ) -> None:
        Organization.objects.update(keeps_people_months=months)
        builders.person(adviser.organization, now=now - relativedelta(months=12))
        Beneficiary.objects.update(warned_at=now - 60 * DAY)
        retention.apply(now=now)
        assert Beneficiary.objects.not_erased().count() == kept

    @pytest.mark.parametrize(("told", "kept"), [(29 * DAY, 0), (29 * DAY - timedelta(seconds=1), 1)])
    def test_a_night_started_a_day_early_counts_as_whole_and_no_more(
        self, adviser: Membership, now: datetime, told: timedelta, kept: int
    ) -> None:
        builders.person(adviser.organization, now=now - relativedelta(months=13))
        Beneficiary.objects.update(warned_at=now - told)
        retention.apply(now=now)
        assert Beneficiary.objects.not_erased().count() == kept

    def test_the_last_of_several_instants_counts_to_the_second(self, adviser: Membership, now: datetime) -> None:
        person = builders.person(adviser.organization, now=now)
        rule = retention.file_rule()
        assert list(retention.ended_before(now, rule)) == [person]
        assert not retention.ended_before(now - timedelta(seconds=1), rule).exists()

    def test_each_delay_chosen_is_read_once(self, organization: Organization, db: None) -> None:
        for name, months in (("CCAS", 6), ("Mairie", 24), ("Tiers-lieu", 6)):
            other = builders.organization(name)
            Organization.objects.filter(pk=other.pk).update(keeps_people_months=months)
        assert retention.chosen_delays() == [6, 12, 24]


class TestTelling:
    ZONE = ZoneInfo("Europe/Paris")

    def test_a_file_is_told_to_the_very_day_and_its_mark_taken_back(self, adviser: Membership, now: datetime) -> None:
        person = builders.person(adviser.organization, now=now)
        due = now + relativedelta(months=12) - warning.WARNING
        assert warning.announce(now=due - timedelta(seconds=1)) == 0
        assert warning.announce(now=due) == 1
        assert Beneficiary.objects.get().warned_at == due
        assert list(warning.announced(adviser.organization, now=due)) == [person]
        assert not warning.announced(builders.organization("CCAS"), now=due).exists()
        Beneficiary.objects.update(created_at=due)
        assert warning.announce(now=due + DAY) == 0
        assert Beneficiary.objects.get().warned_at is None

    def test_only_whoever_was_told_about_is_announced(self, adviser: Membership, now: datetime) -> None:
        builders.person(adviser.organization, now=now)
        assert not warning.announced(adviser.organization, now=now + relativedelta(months=12)).exists()

    def test_an_erased_file_is_told_of_no_more(self, adviser: Membership, now: datetime) -> None:
        builders.person(adviser.organization, now=now)
        Beneficiary.objects.update(erased_at=now)
        assert warning.announce(now=now + relativedelta(months=30)) == 0

    def test_the_last_contact_of_each_is_hers(self, adviser: Membership, now: datetime) -> None:
        first, second = (builders.person(adviser.organization, now=at) for at in (now, now + DAY))
        assert warning.last_contacts([first, second], zone=self.ZONE) == {
            first.pk: date(2026, 11, 13), second.pk: date(2026, 11, 14)
        }  # fmt: skip
        assert warning.last_contact(second, zone=self.ZONE) == date(2026, 11, 14)

    def test_the_last_contact_is_a_day_where_she_lives(self, adviser: Membership) -> None:
        late = datetime(2026, 11, 13, 23, 30, tzinfo=ZoneInfo("UTC"))
        person = builders.person(adviser.organization, now=late)
        assert warning.last_contact(person, zone=self.ZONE) == date(2026, 11, 14)

    def test_a_file_nobody_was_told_about_empties_after_the_months_chosen(
        self, adviser: Membership, now: datetime
    ) -> None:
        person = builders.person(adviser.organization, now=now)
        assert warning.empties_on(person, last=date(2026, 11, 13)) == date(2027, 11, 13)
        person.warned_at = datetime(2027, 11, 1, tzinfo=ZoneInfo("UTC"))
        assert warning.empties_on(person, last=date(2026, 11, 13)) == date(2027, 12, 1)


class TestForgetting:
    def test_it_says_how_many_rows_changed_her_name_in_others_included(
        self, adviser: Membership, now: datetime
    ) -> None:
        person = builders.person(adviser.organization, first_name="Odette", last_name="Le Goff")
        FileRead.objects.create(
            organization=adviser.organization, person=person, by=adviser.user, at=now, kind=ReadKind.OPENED
        )
        NotedQuestion.objects.create(
            organization=adviser.organization, text="Que veut Odette Le Goff ?", on=now.date(), noted_at=now
        )
        assert rights.forget(person, now=now) == 3
        assert not FileRead.objects.exists()

    def test_what_only_holds_her_number_goes_once_over_and_what_holds_another_stays(
        self, adviser: Membership, now: datetime
    ) -> None:
        person = builders.person(adviser.organization, phone="+33639980042")
        stories = {"hers": ("+33639980042", now - DAY), "another": ("+33639980043", now - DAY)}
        for number, (kind, (recipient, sent_at)) in enumerate(stories.items()):
            Message.objects.create(
                organization=adviser.organization, kind=kind, about="appointment", about_id=number, channel=Channel.SMS,
                recipient=recipient, state=MessageState.SENT, text="Bonjour", created_at=now - 2 * DAY,
                due_at=sent_at, sent_at=sent_at, expires_at=now,
            )  # fmt: skip
        coming = Message.objects.create(
            organization=adviser.organization, kind="coming", about="appointment", about_id=9, channel=Channel.SMS,
            recipient="+33639980042", created_at=now, due_at=now + DAY, expires_at=now + 2 * DAY,
        )  # fmt: skip
        rights.forget(person, now=now + timedelta(hours=1))
        left = Message.objects.exclude(recipient="").order_by("kind").values_list("kind", flat=True)
        assert list(left) == ["another", coming.kind]

    def test_a_copy_holds_nothing_only_the_software_reads(self, reception: Reception, now: datetime) -> None:
        person = builders.person(reception.organization)
        builders.appointment(
            reception.adviser, person, reception.reason, at=reception.venue, starts_at=now + DAY, now=now
        )
        copy = rights.copy_of(person)
        names = {name for rows in copy.values() for row in rows for name in row}
        fields = [*Beneficiary._meta.concrete_fields, *Appointment._meta.concrete_fields]
        ours = {str(field.verbose_name) for field in fields if field.primary_key or not field.editable}
        hers = {str(field.verbose_name) for field in fields if field.editable and not field.primary_key}
        assert "prénom" in names
        assert (ours - hers) & names == set()

    def test_only_the_file_of_that_number_is_erased_again(
        self, adviser: Membership, now: datetime, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first, back = (builders.person(adviser.organization, first_name=name) for name in ("Odette", "Jeanne"))
        assert first.created_at == back.created_at
        monkeypatch.setattr(ledger, "read", lambda: iter([(back.pk, back.created_at)]))
        assert rights.forget_again(now=now) == 1
        assert list(Beneficiary.objects.not_erased()) == [first]


class TestMentions:
    @pytest.fixture
    def odette(self, organization: Organization) -> Beneficiary:
        who = builders.person(organization, first_name="Odette", last_name="Le Goff", phone="+33639980042")
        Beneficiary.objects.filter(pk=who.pk).update(other_phone="+33299750001", email="Odette@example.org")
        return Beneficiary.objects.get(pk=who.pk)

    def note(self, of: Organization, text: str, now: datetime) -> NotedQuestion:
        return NotedQuestion.objects.create(organization=of, text=text, on=now.date(), noted_at=now)

    @pytest.mark.parametrize(
        "text",
        [
            "Que veut odette le goff ?",
            "Mme LE GOFF Odette",
            "Rappeler le 06 39 98 00 42",
            "Rappeler le 02.99.75.00.01",
            "écrire à odette@example.org",
        ],
    )
    def test_what_names_her_goes(self, odette: Beneficiary, now: datetime, text: str) -> None:
        note = self.note(odette.organization, text, now)
        assert mentions.erase(odette) == 1
        note.refresh_from_db()
        assert note.text == ""

    @pytest.mark.parametrize("text", ["Que veut Odette ?", "M. Le Goff", "Rappeler le 06 39 98 00 43", "9 98 00 42"])
    def test_half_a_name_or_another_number_names_nobody(self, odette: Beneficiary, now: datetime, text: str) -> None:
        note = self.note(odette.organization, text, now)
        assert mentions.erase(odette) == 0
        note.refresh_from_db()
        assert note.text == text

    def test_elsewhere_the_same_name_is_somebody_else(self, odette: Beneficiary, now: datetime) -> None:
        note = self.note(builders.organization("CCAS"), "Odette Le Goff", now)
        assert mentions.erase(odette) == 0
        note.refresh_from_db()
        assert note.text == "Odette Le Goff"

    def test_only_the_row_that_names_her_changes(self, odette: Beneficiary, now: datetime) -> None:
        self.note(odette.organization, "Odette Le Goff", now)
        other = self.note(odette.organization, "Comment imprimer ?", now)
        assert mentions.erase(odette) == 1
        other.refresh_from_db()
        assert other.text == "Comment imprimer ?"

    @pytest.mark.parametrize("missing", ["first_name", "last_name"])
    def test_without_a_whole_name_only_numbers_and_addresses_name_her(
        self, odette: Beneficiary, now: datetime, missing: str
    ) -> None:
        Beneficiary.objects.filter(pk=odette.pk).update(**{missing: ""}, email="", other_phone="")
        self.note(odette.organization, "Odette Le Goff", now)
        assert mentions.erase(Beneficiary.objects.get(pk=odette.pk)) == 0

    @pytest.mark.parametrize(
        ("key", "content", "gone"),
        [
            ("day-2026-11-13", {"first": "Odette", "last": "Le Goff"}, True),
            ("day-2026-11-13", {"people": ["Odette", "Le Goff"]}, True),
            ("day-2026-11-13", {"deep": {"said": ["rien", "Odette Le Goff"]}}, True),
            ("day-2026-11-13", {"said": "Jeanne Martin"}, False),
            ("day-2026-11-13", {"r{pk}-note": "Très bien"}, True),
            ("record-{pk}", {}, True),
            ("record-0", {"r0-note": "Très bien"}, False),
            ("spontaneous", {"note": 42}, False),
        ],
    )
    def test_a_draft_that_names_her_or_her_record_is_deleted(
        self, odette: Beneficiary, adviser: Membership, now: datetime, key: str, content: dict[str, Any], gone: bool
    ) -> None:
        record = ActivityRecord.objects.create(
            organization=adviser.organization, kind=Kind.INDIVIDUAL, adviser=adviser.user, on=now.date(), minutes=5,
            created_at=now,
        )  # fmt: skip
        Participation.objects.create(record=record, person=odette)
        named = {name.replace("{pk}", str(record.pk)): said for name, said in content.items()}
        Draft.objects.create(
            organization=adviser.organization, user=adviser.user, key=key.replace("{pk}", str(record.pk)),
            content=named, saved_at=now,
        )  # fmt: skip
        assert mentions.erase(odette) == int(gone)
        assert Draft.objects.exists() is not gone

    def packed(self, text: str) -> bytes:
        held = BytesIO()
        with ZipFile(held, "w") as archive:
            archive.writestr("sheet.xml", text)
        return held.getvalue()

    @pytest.mark.parametrize(
        ("content", "gone"),
        [
            ("Odette;Le Goff".replace(";", " ").encode(), True),
            ("Stéphane Le Goff".encode("cp1252"), False),
            ("<c>Odette</c><c>Le Goff</c>", True),
            ("<c>Jeanne</c><c>Le Goff</c>", False),
        ],
    )
    def test_a_list_brought_that_holds_her_is_deleted(
        self, odette: Beneficiary, now: datetime, content: bytes | str, gone: bool
    ) -> None:
        PeopleImport.objects.create(
            organization=odette.organization, file_name="liste", made_at=now,
            content=content if isinstance(content, bytes) else self.packed(content),
        )  # fmt: skip
        assert mentions.erase(odette) == int(gone)
        assert PeopleImport.objects.exists() is not gone

    def test_an_accent_of_an_old_spreadsheet_is_read(self, organization: Organization, now: datetime) -> None:
        zoe = builders.person(organization, first_name="Zoé", last_name="Éluard", phone="")
        PeopleImport.objects.create(
            organization=organization, file_name="liste.csv", made_at=now, content="Zoé Éluard".encode("cp1252")
        )
        assert mentions.erase(zoe) == 1


def test_a_file_of_this_reception_is_kept_while_something_is_to_come(
    reception: Reception, person: Beneficiary, now: datetime
) -> None:
    made = builders.appointment(
        reception.adviser, person, reception.reason, at=reception.venue, starts_at=now + 400 * DAY
    )
    rule = retention.file_rule()
    assert not retention.ended_before(made.ends_at - timedelta(seconds=1), rule).exists()
    assert retention.ended_before(made.ends_at, rule).exists()
