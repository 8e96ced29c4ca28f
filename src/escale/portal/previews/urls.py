"""Addresses of the images of links, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.previews import views

urlpatterns: list[URLPattern] = [path("apercus/<slug:about>/<slug:slug>.png", views.preview, name="preview")]
