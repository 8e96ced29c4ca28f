"""Check the journal of every organization, or of one."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from escale.accounts.models import Organization
from escale.mandates import guards
from escale.mandates.chain import verifying
from escale.mandates.models import JournalEntry, JournalHead


class Command(BaseCommand):
    help = "Relit le journal des mandats, ligne à ligne, et nomme la première qui ne tient pas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organization", type=int, help="une seule structure, par son numéro")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = options["organization"]
        written = set(JournalHead.objects.values_list("pk", flat=True))
        written |= set(JournalEntry.objects.values_list("organization_id", flat=True).distinct())
        numbers = written if chosen is None else {chosen}
        broken = [number for number in sorted(numbers) if not self._holds(number)]
        if absent := guards.missing(connection):
            raise CommandError(
                f"La base ne protège plus le journal ({', '.join(absent)}). Lancez ./escale manage migrate."
            )
        if broken:
            raise CommandError("Le journal a été modifié en dehors d’Escale. Gardez une copie de la base avant tout.")
        if not written:
            self.stdout.write("Le journal est vide.")

    def _holds(self, organization_id: int) -> bool:
        organization = Organization.objects.one(pk=organization_id)
        name = f"{organization or 'structure inconnue'} (n° {organization_id})"
        try:
            sound = verifying.verify(organization_id)
        except verifying.Broken as problem:
            self.stdout.write(f"{name} : la ligne {problem.number} {problem.fault}.")
            return False
        self.stdout.write(f"{name} : tout se suit, de la ligne {sound.first} à la ligne {sound.last}.")
        return True
