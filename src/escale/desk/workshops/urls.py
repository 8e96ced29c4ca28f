"""Addresses of the workshops, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("catalogue/", include("escale.desk.workshops.catalogue.urls")),
]
