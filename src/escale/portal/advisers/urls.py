"""Addresses of the pages of advisers, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.advisers import views

urlpatterns: list[URLPattern] = [path("conseillers/<slug:slug>/", views.adviser, name="adviser")]
