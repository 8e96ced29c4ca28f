"""“En bref”: each public page says in a few short sentences what one can do there."""

import re

import pytest

from escale.french.plain_language import hints
from escale.ui.tests.sources import PACKAGE, templates

LAYOUTS = (
    "ui/public.html",
    "ui/booking.html",
    "portal/interest/base.html",
    "portal/space/base.html",
    "ui/errors/page.html",
)
"""What a public page extends; none of them is a page."""

EXTENDS = re.compile(rf"""{{% extends ["']({"|".join(map(re.escape, LAYOUTS))})["'] %}}""")
SUMMARY = re.compile(r"{% block summary %}(.*?){% endblock", re.DOTALL)
SENTENCE_END = re.compile(r"[.?!](?:\s|$)")
TAG = re.compile(r"{[%{].*?[%}]}")

PAGES = [
    pytest.param(path, id=path.relative_to(PACKAGE).as_posix())
    for path in templates()
    if (found := EXTENDS.search(path.read_text()))
    and found[1] != "ui/errors/page.html"
    and not path.as_posix().endswith(LAYOUTS[1:4])
]


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_summed_up_in_four_plain_sentences_at_most(path):
    """Fill `{% block summary %}` of the page: what one can do there, in sentences of fifteen words at most."""
    summary = SUMMARY.search(path.read_text())
    assert summary, "no {% block summary %}"
    said = TAG.sub("", summary[1])
    assert 1 <= len(SENTENCE_END.findall(said)) <= 4
    assert hints(said) == []
