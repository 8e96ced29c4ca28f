"""Erase whoever was forgotten and came back with an older backup."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from escale.french.plural import plural
from escale.people import rights


class Command(BaseCommand):
    help = "Efface de nouveau les fiches qu’une sauvegarde plus ancienne a ramenées."

    def handle(self, *args: Any, **options: Any) -> None:
        if erased := rights.forget_again(now=timezone.now()):
            self.stdout.write(f"{plural(erased, 'fiche effacée', 'fiches effacées')} de nouveau, comme demandé depuis.")
