"""Addresses of the sheets of advisers, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.missions import views

urlpatterns: list[URLPattern] = [
    path("missions/<slug:slug>/", views.missions, name="missions"),
    path("missions/<slug:slug>/fiche.pdf", views.pdf, name="missions-pdf"),
]
