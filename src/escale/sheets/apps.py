from django.apps import AppConfig


class SheetsConfig(AppConfig):
    name = "escale.sheets"
