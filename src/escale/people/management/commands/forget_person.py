"""Erase a person who asks for it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from escale.french.plural import plural
from escale.people import rights
from escale.people.models import Beneficiary


class Command(BaseCommand):
    help = "Efface tout de suite ce qui permet de reconnaître une personne. Les comptes restent justes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="le numéro dans l’adresse de sa fiche")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Beneficiary.objects.not_erased().one(pk=options["number"])
        if person is None:
            raise CommandError("Aucune fiche n’a ce numéro.")
        try:
            changed = rights.forget(person, now=timezone.now())
        except rights.StillExpected as problem:
            raise CommandError(
                "Cette personne est attendue, ou un mandat est en cours. Annulez-le ou arrêtez-le d’abord."
            ) from problem
        self.stdout.write(f"C’est effacé : {plural(changed, 'ligne')}.")
