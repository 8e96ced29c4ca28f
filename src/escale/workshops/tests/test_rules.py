"""Who may do what with workshops, by role."""

import pytest

from escale.accounts.models import Membership, Role
from escale.workshops import rules

READERS = {Role.ADVISER, Role.COORDINATOR, Role.ADMIN}


@pytest.mark.parametrize(
    ("rule", "who"),
    [
        (rules.may_prepare, READERS),
        (rules.may_enroll, set(Role)),
        (rules.may_call_roll, set(Role) - {Role.FRONT_DESK}),
        (rules.may_see_progress, READERS),
    ],
)
def test_each_role_may_what_its_line_says_and_nothing_else(rule, who):
    assert {role for role in Role if rule(Membership(role=role)) is True} == who
