"""What is said to the public of accessibility, cookies, whoever publishes and the source is what is true."""

import io
import re
import tarfile
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from escale.accounts.models import Membership
from escale.portal.obligations import source, statement
from escale.portal.obligations.statement import CRITERIA, FILE, Conformity, State
from escale.portal.tests import acting
from escale.testing.cast import Reception, signed_in
from escale.ui import display

PACKAGE: Path = django_settings.PACKAGE
PUBLIC = [path for app in ("portal", "ui", "feedback") for path in (PACKAGE / app / "templates").rglob("*.html")]
AUDIT = statement.read(FILE.read_text())


def of(**states: State) -> statement.Statement:
    """A statement whose criteria are all respected, but those said."""
    known = dict.fromkeys(CRITERIA, State.RESPECTED) | {name.replace("_", "."): state for name, state in states.items()}
    return replace(AUDIT, states=known)


@cache
def archived() -> frozenset[str]:
    """The names the archive of the source holds."""
    with tarfile.open(fileobj=io.BytesIO(source.archive())) as tar:
        return frozenset(tar.getnames())


class TestStatement:
    def test_the_audit_file_says_every_criterion_of_the_thirteen_topics_once(self) -> None:
        assert len(CRITERIA) == len(AUDIT.states) == 106

    def test_a_file_with_one_criterion_less_is_refused(self) -> None:
        with pytest.raises(ValueError, match="106"):
            statement.read(FILE.read_text().replace('  "13.12": {state: not_checked}\n', ""))

    def test_a_criterion_said_respected_names_a_means_the_file_describes(self) -> None:
        with pytest.raises(ValueError, match="hearsay"):
            statement.read(FILE.read_text().replace("by: axe", "by: hearsay", 1))

    def test_its_date_is_past_and_less_than_three_years_old(self) -> None:
        today = datetime.now(UTC).date()
        written = AUDIT.audited_on
        # The clock of these tests stands in November; the file may be of the days after.
        assert date(2026, 11, 1) <= written
        assert (today - written).days < 3 * 365

    def test_its_numbers_add_up(self) -> None:
        assert AUDIT.respected + AUDIT.not_checked + AUDIT.counts[State.BROKEN] == AUDIT.applicable
        assert AUDIT.rate == 100 * AUDIT.respected // AUDIT.applicable

    @pytest.mark.parametrize(
        ("said", "conformity"),
        [
            ({}, Conformity.WHOLLY),
            ({"1_1": State.BROKEN}, Conformity.PARTLY),
            ({"1_1": State.APPLIES_NOT}, Conformity.WHOLLY),
            ({"1_1": State.NOT_CHECKED}, Conformity.NOT),
            ({name.replace(".", "_"): State.BROKEN for name in CRITERIA[:54]}, Conformity.NOT),
            ({name.replace(".", "_"): State.BROKEN for name in CRITERIA[:53]}, Conformity.PARTLY),
        ],
    )
    def test_the_state_is_the_one_of_the_law(self, said: dict[str, State], conformity: Conformity) -> None:
        assert of(**said).conformity == conformity

    def test_the_page_says_it_in_its_first_words_with_how_to_complain(self, client: Client, adviser) -> None:
        page = acting.text_of(client.get("/accessibilite/"))
        assert f"<h1>Accessibilité : {AUDIT.conformity}</h1>" in page
        assert f"{AUDIT.respected} sont montrés respectés, soit {AUDIT.rate} %" in page
        assert f"{AUDIT.not_checked} critères n’ont pas encore été regardés" in page
        for word in ("28 novembre 2026", "Défenseur des droits", "09 69 39 00 00", "bonjour@example.org"):
            assert word in page
        assert all(problem.meanwhile in page for problem in AUDIT.problems)

    @pytest.mark.parametrize("absent", ["iframe", "video", "audio", "object", "embed", "canvas", "marquee", "frame"])
    def test_what_is_said_not_to_be_on_the_site_is_not(self, absent: str) -> None:
        assert [path.name for path in PUBLIC if re.search(rf"<{absent}[\s>]", path.read_text())] == []

    def test_what_the_code_is_said_to_hold_it_holds(self) -> None:
        base = (PACKAGE / "ui/templates/ui/base.html").read_text()
        assert '<html lang="fr"' in base
        assert '<a class="skip" href="#contenu">' in base
        assert [path.name for path in PUBLIC if re.search(r'\sstyle="', path.read_text())] == []
        sheets = (PACKAGE / "ui/static/ui/css").glob("*.css")
        assert [sheet.name for sheet in sheets if re.search(r"animation[^;]*infinite", sheet.read_text())] == []


class TestCookies:
    def test_the_page_names_every_cookie_the_site_may_set(self, client: Client, adviser: Membership) -> None:
        page = client.get("/cookies/").content.decode()
        named = set(re.findall(r'<h2 class="xl">(\w+)</h2>', page))
        cookies = (django_settings.SESSION_COOKIE_NAME, django_settings.CSRF_COOKIE_NAME, display.COOKIE)
        assert named == set(cookies)

    def test_a_visit_sets_none_but_those(self, client: Client, reception: Reception) -> None:
        acting.booked(client, reception)
        client.post("/affichage/", {"size": "grand", "theme": "dark"})
        assert set(client.cookies) <= {"sessionid", "csrftoken", "affichage"}


class TestLegalNotice:
    def test_it_says_what_the_operator_wrote(self, client: Client, adviser: Membership, settings: Any) -> None:
        settings.LEGAL_PUBLISHER = "Vitré Communauté, 16 bis boulevard des Rochers, 35500 Vitré"
        settings.LEGAL_DIRECTOR, settings.LEGAL_HOST = "Hélène Rouault", "Un hébergeur, 1 rue du Port, 35000 Rennes"
        page = acting.text_of(client.get("/mentions-legales/"))
        for said in (settings.LEGAL_PUBLISHER, settings.LEGAL_DIRECTOR, settings.LEGAL_HOST):
            assert said in page

    def test_what_isn_t_written_is_said_not_to_be(self, client: Client, adviser: Membership) -> None:
        assert "ne l’a pas encore écrit ici" in acting.text_of(client.get("/mentions-legales/"))


class TestSource:
    def test_it_holds_the_whole_package_its_licence_and_its_locks(self) -> None:
        names = archived()
        for name in ("LICENSE", "pyproject.toml", "requirements.lock", "src/escale/settings.py"):
            assert f"escale/{name}" in names
        assert "escale/src/escale/portal/obligations/source.py" in names

    def test_it_holds_nothing_of_the_instance_s_data_nor_hidden(self) -> None:
        names = archived()
        hidden = [name for name in names if any(part.startswith(".") for part in Path(name).parts)]
        kept = [name for name in names if re.search(r"\.sqlite3|secret-key|^escale/data|__pycache__", name)]
        assert (hidden, kept) == ([], [])

    def test_it_is_given_three_times_in_ten_minutes(self, client: Client, adviser, monkeypatch) -> None:
        monkeypatch.setattr(source, "archive", lambda: b"source")
        answers = [client.get("/code-source/escale-source.tar.gz").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]

    def test_the_foot_of_each_page_leads_there(self, client: Client, adviser: Membership) -> None:
        assert 'href="/code-source/"' in client.get("/").content.decode()
        assert 'href="/code-source/"' in signed_in(adviser).get("/mentions-legales/").content.decode()
