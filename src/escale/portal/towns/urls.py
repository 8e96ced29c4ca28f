"""Addresses of the communes, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.towns import views

urlpatterns: list[URLPattern] = [path("communes/<slug:slug>/", views.town, name="town")]
