from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "escale.publishing"
