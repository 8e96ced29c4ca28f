"""What `mutants.py` changes and with which tests, area by area; what it leaves alone, and why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Modules to change, and where the tests that must notice are, both under `src/escale`."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


AREAS = {
    "intervals": Area(("scheduling/intervals.py",), ("scheduling/tests/test_intervals.py",)),
    "permissions": Area(
        (
            *("*/rules.py", "accounts/access.py", "accounts/middleware.py", "accounts/membership.py"),
            *(
                "accounts/models/*.py::visible_to|coordinated_by|active|pending|waiting|of_organization",
                "places/models.py::visible_to",
            ),
            *("people/models/beneficiaries.py::visible_to|not_erased|of_organization", "people/reading.py"),
            *("desk/privacy/gate.py", "desk/agenda/scope.py::may_set_up"),
        ),
        (
            *("accounts/tests", "agenda/tests/test_closures.py", "desk/agenda/tests/test_pages.py"),
            *("people/tests/test_rules.py", "people/tests/test_search.py", "workshops/tests/test_rules.py"),
            *("statistics/tests/test_rules.py", "desk/privacy/tests/test_gate.py"),
        ),
    ),
    "retention": Area(
        tuple(f"people/{name}.py" for name in ("retention", "policy", "rights", "mentions", "warning")),
        ("people/tests", "operations/tests/test_forgetting.py"),
    ),
    "booking": Area(
        (
            *(
                "appointments/booking.py",
                "appointments/holding.py",
                "appointments/moving.py",
                "appointments/canceling.py",
            ),
            *("appointments/hours.py", "appointments/offering.py", "appointments/answering.py"),
            *("scheduling/slots.py", "scheduling/intervals.py"),
        ),
        (
            *("scheduling/tests/test_slots.py", "scheduling/tests/test_intervals.py", "appointments/tests"),
            *("desk/tests/test_moving.py", "desk/tests/test_add.py", "portal/tests/test_appointment_page.py"),
        ),
    ),
    "capacity": Area(
        tuple(
            f"workshops/{name}.py"
            for name in ("seats", "enrollment", "waiting_list", "canceling", "resizing", "answer_by")
        ),
        ("workshops/tests",),
    ),
    "outbox": Area(
        tuple(f"outbox/{name}.py" for name in ("delivery", "limits", "quiet_hours", "receipts", "verdicts", "writing")),
        ("outbox/tests",),
    ),
}
"""A module may be followed by the names of the functions wanted: `accounts/models.py::visible_to|active`."""

BOUNDS = {"BATCH", "MOST_EXPIRED", "MOST_GROUPS", "MOST_UNPACKED", "LEASE", "ROUNDS_IN_A_LEASE"}
"""Constants that say how much is done at once: one more or one less changes no promise."""
EQUIVALENT = {
    # Intervals that only touch: taken on this turn of the sweep or on the next, the union and the rest are the same.
    ("scheduling/intervals.py", "blocked[at][1] <= start", "blocked[at][1] < start"),
    ("scheduling/intervals.py", "busy_start >= end", "busy_start > end"),
    ("scheduling/intervals.py", "busy_end >= end", "busy_end > end"),
    ("scheduling/intervals.py", "left[i].end <= right[j].end", "left[i].end < right[j].end"),
    ("scheduling/intervals.py", "next_end > end", "next_end >= end"),
    # Reads more rows than it looks at afterwards.
    ("outbox/limits.py", "filter(… phone__in=numbers …)", "filter(…)"),
    # Only a line of the log.
    ("outbox/delivery.py", "not _held(message).update(**values)", "_held(message).update(**values)"),
}
"""Module, before, after: nobody could see the difference."""
