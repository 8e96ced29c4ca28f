"""Addresses of the editor, under /equipe/redaction/: Wagtail’s, of which `gate.py` says those that exist."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="desk:articles"), name="writing-home"),
    path("", include("wagtail.admin.urls")),
]
