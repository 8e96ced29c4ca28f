"""Addresses of public meetings."""

from django.urls import path

from escale.portal.events import views

urlpatterns = [path("evenements/<slug:slug>/", views.event, name="event")]
"""In the namespace of the public site."""
