"""The validator reads pages: `test_access_matrix.py` gives it every one."""

from pathlib import Path

import pytest

from escale.testing.valid_html import html_problems, validator

PAGE = '<!doctype html><html lang="fr"><title>Essai</title><body>{}</body></html>'


@pytest.mark.looks
@pytest.mark.skipif(validator() is None, reason="no Java here: the Nu validator can't run")
def test_what_is_wrong_is_said_of_the_page_it_is_in(tmp_path: Path) -> None:
    pages = {
        "desk:sound": PAGE.format("<main><h1>Bonjour</h1></main>").encode(),
        "desk:faulty": PAGE.format("<ul><p>Bonjour</p></ul>").encode(),
        "desk:piece": b"<ul><p>Bonjour</p></ul>",
    }
    assert [problem.partition(":")[0] for problem in html_problems(pages, tmp_path)] == ["desk-faulty.html"]
