"""Addresses of the component gallery, in development only."""

from django.urls import path

from escale.ui import gallery

app_name = "gallery"
urlpatterns = [
    path("", gallery.components, name="components"),
    path("travail/", gallery.workspace, name="workspace"),
    path("papier/", gallery.paper, name="paper"),
    path("erreurs/<int:status>/", gallery.error, name="error"),
]
