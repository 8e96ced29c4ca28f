"""What each role may do in the editor."""

import pytest

from escale.accounts.models import Membership, Role
from escale.writing import rules

WRITERS = {Role.ADVISER, Role.COORDINATOR, Role.ADMIN}


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (rules.may_write, WRITERS),
        (rules.may_publish, WRITERS),
        (rules.may_moderate, WRITERS),
    ],
)
def test_each_role_may_do_what_its_rule_says(rule, allowed):
    assert {role for role in Role if rule(Membership(role=role))} == allowed
