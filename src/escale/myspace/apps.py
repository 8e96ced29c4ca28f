from django.apps import AppConfig


class MySpaceConfig(AppConfig):
    name = "escale.myspace"
