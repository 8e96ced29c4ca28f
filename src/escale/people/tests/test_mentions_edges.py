"""The edges of finding somebody in the words of others: what names her, and what names nobody."""

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from escale.accounts.models import Membership, Organization
from escale.activity.models import ActivityRecord, Draft, Kind, Participation
from escale.people import mentions
from escale.people.models import Beneficiary, PeopleImport
from escale.questions.models import NotedQuestion
from escale.testing import builders


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
