"""Read every article and every sheet again for the search."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from escale.french.plural import plural
from escale.library import indexing


class Command(BaseCommand):
    help = "Relit toutes les chroniques et toutes les fiches pour la recherche."

    def handle(self, *args: Any, **options: Any) -> None:
        read = indexing.rebuild(now=timezone.now())
        self.stdout.write(f"{plural(read, 'texte relu', 'textes relus')}.")
