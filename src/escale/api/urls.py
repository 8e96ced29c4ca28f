"""Addresses of the API, under /api/v1/."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, path

from escale.api import v1, views

app_name = "api"
urlpatterns: list[URLPattern] = [
    path("openapi.json", views.openapi, name="openapi"),
    path("docs", views.docs, name="docs"),
]
for pattern in v1.api.urls[0]:
    if isinstance(pattern, URLPattern) and pattern.name != "api-root":
        # A program shows its own key: it has no session to sign in with.
        login_not_required(pattern.callback)
        urlpatterns.append(pattern)
