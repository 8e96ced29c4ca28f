"""What a policy file says once read: every word of it, and nothing longer than the law."""

from datetime import date

import pytest
from dateutil.relativedelta import relativedelta

from escale.people.policy import LONGEST_MONTHS, Category, Kept, Mention, Policy, Rule, in_words, read

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
