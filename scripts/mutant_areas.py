"""What `mutants.py` changes and with which tests, area by area; what it leaves alone, and why."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """Modules to change, and where the tests that must notice are, both under `src/escale`."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


_ACCOUNTS = ("access", "access_edges", "membership", "membership_edges", "rules", "invitations", "sessions", "setup")
AREAS = {
    "intervals": Area(("scheduling/intervals.py",), ("scheduling/tests/test_intervals.py",)),
    "permissions": Area(
        (
            *("*/rules.py", "accounts/access.py", "accounts/middleware.py", "accounts/membership.py"),
            "accounts/models/*.py::visible_to|coordinated_by|active|pending|waiting|of_organization",
            *("places/models.py::visible_to", "people/models/beneficiaries.py::visible_to|not_erased|of_organization"),
            *("people/reading.py", "desk/privacy/gate.py", "desk/agenda/scope.py::may_set_up|works_in"),
        ),
        (
            *(f"accounts/tests/test_{name}.py" for name in _ACCOUNTS),
            *("agenda/tests/test_closures.py", "people/tests/test_rules.py", "workshops/tests/test_rules.py"),
            *(
                "statistics/tests/test_rules.py",
                "desk/privacy/tests/test_gate.py",
                "desk/privacy/tests/test_gate_edges.py",
            ),
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
            for name in ("seats", "enrollment", "waiting_list", "canceling", "resizing", "answer_by", "inviting")
        ),
        ("workshops/tests",),
    ),
    # What is proposed to the team, who then invites: no seat is given here.
    "seating": Area(("workshops/seating.py",), ("workshops/tests/test_grouping.py",)),
    "outbox": Area(
        tuple(f"outbox/{name}.py" for name in ("delivery", "limits", "quiet_hours", "receipts", "verdicts", "writing")),
        ("outbox/tests",),
    ),
}
"""A module may be followed by the names of the functions wanted: `accounts/models/*.py::visible_to|active`."""

BOUNDS = {"BATCH", "MOST_EXPIRED", "MOST_GROUPS", "MOST_UNPACKED", "LEASE", "ROUNDS_IN_A_LEASE"}
"""Constants that say how much is done at once: one more or one less changes no promise."""
_ALL_ROWS = "sorted({slot for row in rows for slot in row})"
EQUIVALENT = {
    # Intervals that only touch: taken on this turn of the sweep or on the next, the union and the rest are the same.
    ("scheduling/intervals.py", "busy_start >= end", "busy_start > end"),
    ("scheduling/intervals.py", "next_end > end", "next_end >= end"),
    # Quicker ways to the same answer: one row is sorted and without doubles already, an instant in UTC stays the same.
    ("scheduling/slots.py", f"rows[0] if len(rows) == 1 else {_ALL_ROWS}", _ALL_ROWS),
    ("scheduling/slots.py", "start if start.tzinfo is UTC else in_utc(start)", "in_utc(start)"),
    ("scheduling/slots.py", "end if end.tzinfo is UTC else in_utc(end)", "in_utc(end)"),
    # Dates without any session have neither a last moment nor a venue, and both otherwise.
    (
        "workshops/answer_by.py",
        "starts_at is None or venue is None",
        "starts_at is None and venue is None",
    ),
    # Locks more than it needs: nothing starts at the end of an opening.
    ("appointments/holding.py", "start <= starts_at < end", "start <= starts_at <= end"),
    # An exception keeps by itself what it is made with.
    ("appointments/holding.py", "super().__init__(commitment_ids)", "pass"),
    # Says to the type checker what the caller made sure of.
    ("appointments/holding.py", "raise TypeError(f'resource {adviser.pk} is not an adviser')", "pass"),
    ("appointments/offering.py", "raise TypeError(f'resource {adviser.pk} is not an adviser')", "pass"),
    # A row to delete holds no value to compare; a batch erased is no longer there, unless a booking came in between.
    (
        "people/retention.py",
        "due if rule.delete else due.filter(_not_yet(rule, values))",
        "due.filter(_not_yet(rule, values))",
    ),
    ("people/retention.py", "filter(… pk__gt=ids[-1] …)", "filter(…)"),
    # Reads more rows than it looks at afterwards.
    ("outbox/limits.py", "filter(… phone__in=numbers …)", "filter(…)"),
    ("outbox/limits.py", "filter(… scope__in={scope for scope, _ in wanted} …)", "filter(…)"),
    # Only a line of the log.
    ("outbox/delivery.py", "not _held(message).update(**values)", "_held(message).update(**values)"),
}
"""Module, before, after: nobody could see the difference."""
