"""The list of those who want to learn: who is on it once, what is completed, what is undone."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import uuid4

import pytest

from escale.accounts.models import Membership, Organization
from escale.people.models import Beneficiary
from escale.spreadsheets import rows_of_text
from escale.testing import builders
from escale.testing.builders import NOW
from escale.workshops import importing, interest
from escale.workshops.importing import Fate, ToCorrect, TooManyLines
from escale.workshops.interest import AlreadyOnTheList, Asked, Wish
from escale.workshops.list_lines import Line, read_rows
from escale.workshops.models import Interest, InterestEnd, InterestSource, Level

PHONE = "+33639980051"


def ask(organization: Organization, first_name: str = "Colette", **said: object) -> Asked:
    wish = Wish(**({"first_name": first_name, "phone": PHONE} | said))
    return interest.ask(organization, wish, source=InterestSource.ONLINE, submission=uuid4(), now=NOW)


def test_the_same_form_sent_twice_is_one_place(organization: Organization) -> None:
    key = uuid4()
    wish = Wish(first_name="Colette", phone=PHONE)
    one, two = (
        interest.ask(organization, wish, source=InterestSource.ONLINE, submission=key, now=NOW) for _ in range(2)
    )
    assert (one.interest.pk, one.is_new, two.is_new) == (two.interest.pk, True, False)


def test_asking_again_completes_the_place_and_silence_changes_nothing(organization: Organization) -> None:
    first = ask(organization, availability=("tue-morning",), goals="écrire à ma fille").interest
    again = ask(organization, "COLETTE", availability=("thu-morning", "mon-evening"))
    found = Interest.objects.get()
    assert (again.is_new, found.pk, found.goals) == (False, first.pk, "écrire à ma fille")
    assert found.availability == ["mon-evening", "thu-morning"]


def test_several_people_share_a_number(organization: Organization) -> None:
    assert [ask(organization, name).is_new for name in ("Colette", "Raymond", "محمد", "علي")] == [True] * 4


def test_two_organizations_have_each_their_list(organization: Organization, outsider: Membership) -> None:
    ask(organization)
    assert ask(outsider.organization).is_new


def test_without_a_number_the_whole_name_tells_people_apart(organization: Organization) -> None:
    assert ask(organization, phone="", last_name="Briand").is_new
    assert not ask(organization, phone="", last_name="BRIAND").is_new
    assert ask(organization, phone="", last_name="Le Goff").is_new
    assert ask(organization, phone="").is_new


def test_answers_give_the_level_and_the_day_they_were_given(organization: Organization) -> None:
    asked = ask(organization, level=Level.ADVANCED, answers={"use": "not_yet"}).interest
    assert (asked.level, asked.positioned_at, asked.answers) == (Level.BEGINNER, NOW, {"use": "not_yet"})
    later = NOW + timedelta(days=3)
    assert interest.position(asked, {"use": "alone", "search": "alone", "mail": "alone"}, now=later) == "intermediate"
    asked.refresh_from_db()
    assert (asked.level, asked.positioned_at) == (Level.INTERMEDIATE, later)


def test_the_file_already_known_is_found_and_none_is_opened(organization: Organization, person: Beneficiary) -> None:
    assert ask(organization, person.first_name, phone=person.phone).interest.person == person
    assert ask(organization, "Raymond", phone=person.phone).interest.person is None


def test_her_file_is_opened_once_when_she_joins(organization: Organization) -> None:
    asked = ask(organization).interest
    opened = interest.person_of(asked, now=NOW)
    assert interest.person_of(Interest.objects.get(), now=NOW) == opened
    assert (opened.first_name, opened.phone) == ("Colette", PHONE)


def test_leaving_and_coming_back_keep_the_first_day(organization: Organization) -> None:
    asked = ask(organization).interest
    assert interest.close(asked, InterestEnd.LEFT, now=NOW)
    assert not interest.close(asked, InterestEnd.REMOVED, now=NOW)
    asked.refresh_from_db()
    interest.reopen(asked)
    asked.refresh_from_db()
    assert (asked.closed_at, asked.why_closed, asked.created_at) == (None, "", NOW)


def test_nobody_comes_back_beside_herself(organization: Organization) -> None:
    first = ask(organization).interest
    interest.close(first, InterestEnd.LEFT, now=NOW)
    second = ask(organization).interest
    with pytest.raises(AlreadyOnTheList) as refusal:
        interest.reopen(first)
    assert refusal.value.interest == second


def test_correcting_into_somebody_else_of_the_list_is_refused(organization: Organization) -> None:
    ask(organization)
    raymond = ask(organization, "Raymond").interest
    with pytest.raises(AlreadyOnTheList):
        interest.correct(raymond, Wish(first_name="Colette", phone=PHONE), now=NOW)
    interest.correct(raymond, Wish(first_name="Raymonde", phone=PHONE, level=Level.ADVANCED), now=NOW)
    raymond.refresh_from_db()
    assert (raymond.first_name, raymond.level) == ("Raymonde", "advanced")


def test_put_off_until_the_next_term_she_is_not_to_place(organization: Organization) -> None:
    asked = ask(organization).interest
    interest.postpone(asked, until=interest.next_term(after=NOW.date()))
    assert list(Interest.objects.to_place(on=NOW.date())) == []
    assert list(Interest.objects.to_place(on=date(2027, 1, 1))) == [asked]
    interest.bring_back(asked)
    assert list(Interest.objects.to_place(on=NOW.date())) == [asked]


@pytest.mark.parametrize(
    ("after", "begins"),
    [((2026, 11, 13), (2027, 1, 1)), ((2026, 1, 31), (2026, 4, 1)), ((2026, 4, 1), (2026, 9, 1))],
)
def test_terms_begin_in_january_april_and_september(after: tuple[int, int, int], begins: tuple[int, int, int]) -> None:
    assert interest.next_term(after=date(*after)) == date(*begins)


FORTY = "\n".join(f"Personne{chr(97 + n % 26)}{chr(97 + n // 26)}\tNom\t06 39 98 01 {n:02}" for n in range(40))


def lines(text: str) -> list[Line]:
    return read_rows(rows_of_text(text))


def fates(planned: Sequence[importing.Planned]) -> list[Fate]:
    return [each.fate for each in planned]


def test_forty_people_are_written_at_once_and_only_once(organization: Organization, adviser: Membership) -> None:
    key = uuid4()
    for _ in range(2):
        rows = importing.write(organization, lines(FORTY), key=key, by=adviser, now=NOW)
        assert len(rows) == Interest.objects.count() == 40
    importing.write(organization, lines(FORTY), key=uuid4(), by=adviser, now=NOW)
    assert Interest.objects.count() == 40


def test_each_line_says_what_becomes_of_it(organization: Organization) -> None:
    ask(organization)
    text = "Colette 06 39 98 00 51\nRaymond 06 39 98 00 51\nraymond 0639980051\nYvette 06 39"
    planned = importing.plan(organization, lines(text))
    assert fates(planned) == [Fate.ALREADY, Fate.NEW, Fate.TWICE, Fate.PROBLEM]
    assert planned[2].why == "Comme la ligne 2."
    assert [words for _, words in importing.summary(planned)] == [
        "1\u00a0personne à ajouter",
        "1\u00a0ligne à corriger",
        "1\u00a0personne déjà sur la liste",
        "1\u00a0ligne en double",
    ]


def test_nothing_is_written_while_a_line_is_to_be_corrected(organization: Organization, adviser: Membership) -> None:
    with pytest.raises(ToCorrect):
        importing.write(organization, lines(f"{FORTY}\nYvette 06 39"), key=uuid4(), by=adviser, now=NOW)
    assert not Interest.objects.exists()


def test_four_hundred_people_are_read_written_and_undone(organization: Organization, adviser: Membership) -> None:
    many = lines("\n".join(f"Jeanne\tNom\t06 39 98 {n // 100:02} {n % 100:02}" for n in range(400)))
    key = uuid4()
    assert len(importing.write(organization, many, key=key, by=adviser, now=NOW)) == 400
    assert importing.undo(organization, key) == importing.Undone(removed=400, kept=0)


def test_beyond_what_a_page_can_show_a_list_is_refused_whole(organization: Organization) -> None:
    with pytest.raises(TooManyLines):
        importing.plan(organization, lines("Jeanne\n" * 451))


def test_undoing_keeps_those_to_whom_something_happened(organization: Organization, adviser: Membership) -> None:
    key = uuid4()
    rows = importing.write(organization, lines(FORTY), key=key, by=adviser, now=NOW)
    interest.position(rows[0], {"use": "alone"}, now=NOW)
    interest.close(rows[1], InterestEnd.JOINED, now=NOW)
    builders.enrollment(builders.group(adviser, builders.venue(organization)), interest=rows[2])
    before = ask(organization).interest
    assert importing.undo(organization, key) == importing.Undone(removed=37, kept=3)
    assert set(Interest.objects.all()) == {*rows[:3], before}


def test_the_files_already_known_are_linked(
    organization: Organization, adviser: Membership, person: Beneficiary
) -> None:
    text = "Lucette\tBriand\t06 39 98 00 42\nRaymond\tBriand\t06 39 98 00 42"
    rows = importing.write(organization, lines(text), key=uuid4(), by=adviser, now=NOW)
    assert [row.person for row in rows] == [person, None]
