"""Addresses of the charter, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.charter import views

urlpatterns: list[URLPattern] = [
    path("ce-que-nous-faisons/<slug:organization>/", views.charter, name="charter"),
    path("ce-que-nous-faisons/<slug:organization>/feuille.pdf", views.paper, name="charter-pdf"),
]
