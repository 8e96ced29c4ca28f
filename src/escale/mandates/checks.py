"""A journal the database no longer guards is said by `./escale manage check --database default`."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning
from django.db import connections

from escale.mandates import guards


def the_journal_is_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """A warning, not an error: `migrate` runs this check first, and is what puts the guards back."""
    return [
        Warning(f"The journal isn’t guarded by {name}.", hint="Run ./escale manage migrate.", id="mandates.W001")
        for alias in databases or ()
        for name in guards.missing(connections[alias])
    ]
