"""Give a person who asks for it a copy of all that is known of her."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from escale.people import rights
from escale.people.models import Beneficiary


class Command(BaseCommand):
    help = "Donne, en JSON, tout ce qui est connu d’une personne."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="le numéro dans l’adresse de sa fiche")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Beneficiary.objects.not_erased().one(pk=options["number"])
        if person is None:
            raise CommandError("Aucune fiche n’a ce numéro.")
        self.stdout.write(json.dumps(rights.copy_of(person), ensure_ascii=False, indent=2))
