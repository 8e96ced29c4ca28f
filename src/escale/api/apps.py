from django.apps import AppConfig


class APIConfig(AppConfig):
    name = "escale.api"
