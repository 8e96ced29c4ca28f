"""Addresses of the programs an organization lets in, under /equipe/reglages/programmes/."""

from django.urls import path

from escale.api.programs import views

app_name = "programs"
urlpatterns = [
    path("", views.programs, name="programs"),
    path("<int:pk>/retirer/", views.revoke, name="revoke"),
]
