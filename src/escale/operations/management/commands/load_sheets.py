"""Bring the sheets that come with Escale to what this version says; an organization's copies stay as they are."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from escale.french.plural import plural
from escale.sheets import starters


class Command(BaseCommand):
    help = "Met à jour les fiches livrées avec Escale."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = starters.load(now=timezone.now())
        if options["verbosity"]:
            self.stdout.write(f"{plural(changed, 'fiche mise à jour', 'fiches mises à jour')}.")
