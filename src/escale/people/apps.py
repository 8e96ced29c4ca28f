from django.apps import AppConfig
from django.core.checks import register

from escale.people import checks


class PeopleConfig(AppConfig):
    name = "escale.people"

    def ready(self) -> None:
        register(checks.every_field_has_a_rule)
