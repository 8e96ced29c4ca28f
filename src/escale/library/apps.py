from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "escale.library"
