"""Write the records of attendance noted before records existed."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from escale.activity import catching_up
from escale.french.plural import plural


class Command(BaseCommand):
    help = "Écrit les comptes rendus des présences notées avant qu’ils existent. Relancée, elle n’ajoute rien."

    def handle(self, *args: Any, **options: Any) -> None:
        written = catching_up.write_records(now=timezone.now())
        self.stdout.write(f"{plural(written, 'compte rendu écrit', 'comptes rendus écrits')}.")
