"""Addresses of the programs an organization lets in, under /equipe/reglages/programmes/."""

from django.urls import path

from escale.api import programs

app_name = "programs"
urlpatterns = [
    path("", programs.programs, name="programs"),
    path("<int:pk>/retirer/", programs.revoke, name="revoke"),
]
