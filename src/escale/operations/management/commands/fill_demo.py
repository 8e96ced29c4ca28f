"""Fill an empty database with the demonstration, and say how to come in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from escale.accounts.models import Network, User
from escale.operations.demo import cast, filling, network, region


class Command(BaseCommand):
    help = "Remplit une base vide avec la démonstration."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--network", action="store_true", help="quarante structures et six cents conseillers")

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            self.stdout.write("Cette démonstration est déjà remplie.")
        else:
            now = timezone.now()
            filling.fill(now=now)
            if options["network"]:
                region.fill(Network.objects.get(name=network.NAME), now=now)
        self.stdout.write(f"\nPour entrer, mot de passe : {settings.DEMO_PASSWORD}\n")
        for organization in cast.ORGANIZATIONS:
            self.stdout.write(f"  {organization.name}")
            for member in organization.members:
                self.stdout.write(
                    f"    {member.email:<24} {member.first_name}, {member.job_title or member.role.label}"
                )
