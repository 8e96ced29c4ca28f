"""Make a network and name who runs it: for whoever keeps the instance, from its terminal."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import User
from escale.networks import founding


class Command(BaseCommand):
    help = "Crée un réseau, et nomme la personne qui le fera vivre."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="son nom, comme « Numérique du pays de Vitré »")
        parser.add_argument("--coordinator", required=True, help="adresse mail d’un compte qui existe ici")

    def handle(self, *args: Any, **options: Any) -> None:
        coordinator = User.objects.filter(email__iexact=options["coordinator"], is_active=True).first()
        if coordinator is None:
            raise CommandError("Personne n’a de compte à cette adresse. Invitez-la d’abord dans une structure.")
        made = founding.found(options["name"][:80], coordinator=coordinator, now=timezone.now())
        address = f"{settings.BASE_URL}{reverse('desk:network', args=[made.pk])}"
        self.stdout.write(f"Le réseau {made.name} existe. {coordinator} le trouve à {address}")
