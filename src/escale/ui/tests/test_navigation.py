"""Menus: only addresses that answer, and where one is."""

import pytest

from escale.ui.navigation import WORK, public_menu, work_navigation

pytestmark = pytest.mark.urls("escale.ui.tests.urls")


def test_the_rail_marks_the_page_one_is_on():
    entries = work_navigation("desk:people").groups[0].entries
    assert [(entry.label, entry.current) for entry in entries] == [
        ("Ma journée", ""),
        ("Personnes", "page"),
        ("Permanences", ""),
    ]


def test_the_rail_keeps_the_rubric_of_a_page_under_it():
    entries = work_navigation("desk:person-edit").groups[0].entries
    assert [entry.current for entry in entries] == ["", "true", ""]


def test_a_menu_never_holds_an_address_that_does_not_answer():
    menu = public_menu("")
    assert (menu.home, menu.entries, menu.about) == ("/accueil/", [], [])


def test_the_tab_bar_holds_five_entries_at_most_and_the_last_leads_to_every_other():
    tabs = [tab.short for tab in work_navigation("").tabs]
    assert tabs == ["Journée", "Personnes", "Plus"]
    assert sum(entry.tab for group in WORK for entry in group.entries) <= 4


@pytest.mark.parametrize(
    ("view_name", "lit"),
    [("desk:people", ["", "page", ""]), ("desk:permanences", ["", "", "true"]), ("desk:more", ["", "", "page"])],
)
def test_one_tab_is_lit_on_every_page(view_name, lit):
    assert [tab.current for tab in work_navigation(view_name).tabs] == lit


def test_a_group_of_what_only_sets_up_is_told_from_the_others():
    workspace = work_navigation("")
    assert {group.title: group.sets_up for group in workspace.groups} == {
        "Au quotidien": False,
        "Préparer": True,
        "Réseau": True,
    }
