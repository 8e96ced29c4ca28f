from typing import Any

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db import connections
from django.db.models.signals import post_migrate

from escale.mandates import checks, guards


class MandatesConfig(AppConfig):
    name = "escale.mandates"

    def ready(self) -> None:
        register(checks.the_journal_is_guarded, Tags.database)
        # The only signal of the project: `migrate` alone knows that a table was just rebuilt. docs/decisions/0038.
        post_migrate.connect(guard_the_journal, sender=self)


def guard_the_journal(*, using: str, **_: Any) -> None:
    guards.put_back(connections[using])
