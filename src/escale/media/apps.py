from django.apps import AppConfig


class MediaConfig(AppConfig):
    name = "escale.media"
