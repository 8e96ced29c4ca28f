"""Addresses of the catalogue, under /equipe/ateliers/catalogue/, in the namespace of the desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
