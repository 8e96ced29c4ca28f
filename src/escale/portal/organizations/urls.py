"""Addresses of the pages of organizations, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.organizations import views

urlpatterns: list[URLPattern] = [path("structures/<slug:slug>/", views.organization, name="organization")]
