from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "escale.community"
