"""The page "Plus": what the rail lists, where a telephone hides it."""

import pytest
from django.urls import reverse

from escale.testing.cast import signed_in


def listed(member):
    page = signed_in(member).get(reverse("desk:more")).content.decode()
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize("name", ["desk:reports", "desk:figures", "desk:settings", "account:home"])
def test_an_adviser_reaches_every_page_from_a_telephone(adviser, name):
    assert f'href="{reverse(name)}"' in listed(adviser)


def test_what_is_closed_to_the_front_desk_is_left_out(front_desk):
    page = listed(front_desk)
    assert f'href="{reverse("desk:queue")}"' in page
    assert f'href="{reverse("desk:figures")}"' not in page
    assert f'href="{reverse("account:home")}"' in page
