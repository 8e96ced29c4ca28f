from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "escale.agenda"
