from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "escale.places"
