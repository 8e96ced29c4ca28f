"""Addresses of the subjects one can learn, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.themes import views

urlpatterns: list[URLPattern] = [
    path("themes/", views.themes, name="themes"),
    path("themes/<slug:slug>/", views.theme, name="theme"),
]
