"""Whoever lifts the guards and changes the journal is found out: the first line that doesn't hold is named."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F, QuerySet

from escale.mandates import journal
from escale.mandates.chain import hashing, pruning, verifying
from escale.mandates.chain.verifying import Broken, Fault, Sound
from escale.mandates.models import JournalEntry, JournalHead, JournalKind
from escale.testing import builders
from escale.testing.unguarded import lift_the_guards_of_the_journal

pytestmark = pytest.mark.django_db

NOW = builders.NOW


@pytest.fixture
def lines(organization) -> "QuerySet[JournalEntry]":
    """Five lines of a journal whose guards were lifted."""
    for day in range(5):
        journal.append(
            JournalKind.MANDATE_ACT,
            organization_id=organization.pk,
            actor_id=7,
            now=NOW + timedelta(days=day),
            mandate=12,
            act=day + 1,
        )
    lift_the_guards_of_the_journal()
    return JournalEntry.objects.filter(organization=organization)


def set_(**values: Any) -> Callable[["QuerySet[JournalEntry]"], Any]:
    return lambda lines: lines.filter(number=3).update(**values)


def swap(lines: "QuerySet[JournalEntry]") -> None:
    lines.filter(number=3).update(number=99)
    lines.filter(number=4).update(number=3)
    lines.filter(number=99).update(number=4)


def insert(lines: "QuerySet[JournalEntry]") -> None:
    """A line put before the third, made with care: its own fingerprint is right."""
    for number in (5, 4, 3):
        lines.filter(number=number).update(number=number + 1)
    before = lines.get(number=2)
    put = JournalEntry(
        organization_id=before.organization_id, number=3, at=NOW, kind="mandate-act", previous_hash=before.hash
    )
    put.hash = hashing.fingerprint(put)
    put.save()


def rewrite(lines: "QuerySet[JournalEntry]") -> None:
    """The third line changed and all that follows computed again, the end too: only the key is missing."""
    lines.filter(number=3).update(actor_id=8)
    previous = lines.get(number=2).hash
    for line in lines.filter(number__gte=3).order_by("number"):
        line.previous_hash = previous
        line.hash = previous = hashing.fingerprint(line)
        line.save()
    JournalHead.objects.update(hash=previous)


def forge_a_seal(lines: "QuerySet[JournalEntry]") -> None:
    journal.add(
        JournalEntry(organization_id=lines[0].organization_id, kind="pruned", at=NOW, until=3, signature="x" * 43)
    )
    lines.filter(number__lte=3).delete()


def cut_the_end(lines: "QuerySet[JournalEntry]") -> None:
    lines.filter(number=5).delete()
    JournalHead.objects.update(number=4, hash=lines.get(number=4).hash)


DAMAGE: dict[str, tuple[Callable[["QuerySet[JournalEntry]"], Any], Broken]] = {
    "who": (set_(actor_id=8), Broken(3, Fault.CHANGED)),
    "nobody": (set_(actor_id=None), Broken(3, Fault.CHANGED)),
    "when": (set_(at=F("at") + timedelta(microseconds=1)), Broken(3, Fault.CHANGED)),
    "what": (set_(kind="mandate-acu"), Broken(3, Fault.CHANGED)),
    "about what": (set_(subjects={"mandate": 12, "act": 4}), Broken(3, Fault.CHANGED)),
    "its fingerprint": (set_(hash="0" * 64), Broken(3, Fault.CHANGED)),
    "the one before": (set_(previous_hash="0" * 64), Broken(3, Fault.OUT_OF_ORDER)),
    "removed": (lambda lines: lines.filter(number=3).delete(), Broken(3, Fault.MISSING)),
    "first removed": (lambda lines: lines.filter(number=1).delete(), Broken(1, Fault.MISSING)),
    "last removed": (lambda lines: lines.filter(number=5).delete(), Broken(5, Fault.MISSING)),
    "all removed": (lambda lines: lines.delete(), Broken(1, Fault.MISSING)),
    "end cut with care": (cut_the_end, Broken(4, Fault.WRONG_END)),
    "swapped": (swap, Broken(3, Fault.OUT_OF_ORDER)),
    "inserted": (insert, Broken(4, Fault.OUT_OF_ORDER)),
    "written again": (rewrite, Broken(5, Fault.WRONG_END)),
    "end put back": (lambda _: JournalHead.objects.update(number=4), Broken(5, Fault.ADDED)),
    "end lost": (lambda _: JournalHead.objects.all().delete(), Broken(1, Fault.ADDED)),
    "seal forged": (forge_a_seal, Broken(3, Fault.REMOVED)),
}


@pytest.mark.parametrize(("damage", "found"), DAMAGE.values(), ids=DAMAGE.keys())
def test_the_first_line_that_does_not_hold_is_named(organization, lines, damage, found):
    assert verifying.verify(organization.pk) == Sound(first=1, last=5)
    damage(lines)
    with pytest.raises(Broken) as raised:
        verifying.verify(organization.pk)
    assert (raised.value.number, raised.value.fault) == (found.number, found.fault)


@pytest.mark.skipif("connection.vendor != 'sqlite'")
@pytest.mark.parametrize("change", ["at = 'hier'", "actor_id = 'x'", "subjects = '\"a\"'"])
def test_a_line_spoiled_beyond_reading_is_named_too(organization, lines, change):
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE mandates_journalentry SET {change} WHERE number = 3")
    with pytest.raises(Broken) as raised:
        verifying.verify(organization.pk)
    assert (raised.value.number, raised.value.fault) == (3, Fault.CHANGED)


def test_the_command_names_the_line_and_fails(organization, lines, outsider, capsys):
    journal.append(JournalKind.MANDATE_ACT, organization_id=outsider.organization.pk, actor_id=1, now=NOW)
    lines.filter(number=4).update(actor_id=8)
    with pytest.raises(CommandError, match="ne protège plus"):
        call_command("verify_journal")
    said = capsys.readouterr().out
    assert f"{organization} (n° {organization.pk}) : la ligne 4 a été changée." in said
    assert (
        f"{outsider.organization} (n° {outsider.organization.pk}) : tout se suit, de la ligne 1 à la ligne 1." in said
    )


def test_after_six_years_whole_months_leave_under_a_signed_line(organization):
    pk = organization.pk
    for month in (10, 11, 12):
        at = NOW.replace(month=month, day=15)
        journal.append(JournalKind.MANDATE_ACT, organization_id=pk, actor_id=7, now=at, mandate=month)
    later = NOW.replace(year=NOW.year + 6, month=12, day=1)
    pruning.tend(now=later - timedelta(days=1))
    assert verifying.verify(pk) == Sound(first=2, last=4)
    pruning.tend(now=later)
    pruning.tend(now=later)
    assert verifying.verify(pk) == Sound(first=3, last=5)
    seals = JournalEntry.objects.filter(kind=JournalKind.PRUNED).order_by("number")
    assert list(seals.values_list("number", "until", "subjects")) == [(4, 1, {}), (5, 2, {})]


def test_a_broken_chain_is_not_taken_out(organization, lines, caplog):
    lines.filter(number=3).update(actor_id=8)
    pruning.tend(now=NOW + timedelta(days=3000))
    assert lines.count() == 5
    assert "line 3 is broken" in caplog.text


def test_an_older_key_is_replaced_in_one_night(organization, lines, settings):
    pruning.prune(organization.pk, before=NOW + timedelta(days=2), now=NOW)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    pruning.tend(now=NOW)
    settings.SECRET_KEY_FALLBACKS = []
    assert verifying.verify(organization.pk) == Sound(first=3, last=7)
    settings.SECRET_KEY = "a third one"
    with pytest.raises(Broken, match="signature"):
        verifying.verify(organization.pk)


def test_a_line_written_while_old_ones_leave_stays(organization, lines, monkeypatch):
    later = NOW + timedelta(days=3000)

    def verify_then_somebody_writes(organization_id):
        journal.append(JournalKind.MANDATE_ACT, organization_id=organization_id, actor_id=7, now=later, mandate=12)

    monkeypatch.setattr(verifying, "verify", verify_then_somebody_writes)
    assert pruning.prune(organization.pk, before=later - timedelta(days=1), now=later) == 5
    assert list(lines.order_by("number").values_list("number", flat=True)) == [6, 7]
