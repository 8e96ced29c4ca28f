"""A list to choose from, drawn in Python, is Django's own."""

from typing import Any

import pytest
from django import forms

from escale.ui.forms import Select

CHOICES = [
    (None, "Tous les « lieux » <b>"),
    ("a", "L'atelier & co"),
    ("Âge <18", [("age:1", "Moins d’un an"), ("age:2", "Deux ans")]),
    (3, "Trois"),
]


@pytest.mark.parametrize("value", [None, "", "a", "age:2", 3, "3", "nothing", ["a"], [], '"><script>'])
@pytest.mark.parametrize("attrs", [{}, {"id": "id_venue", "required": True, "disabled": False, "title": '"x" & y'}])
def test_it_is_drawn_letter_by_letter_as_django_does(value: Any, attrs: dict[str, Any]) -> None:
    ours, theirs = (kind(attrs={"class": "auto"}, choices=CHOICES) for kind in (Select, forms.Select))

    assert ours.render("venue", value, attrs) == theirs.render("venue", value, attrs)
