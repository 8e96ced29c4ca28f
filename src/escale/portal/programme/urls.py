"""Addresses of the published programmes."""

from django.urls import path

from escale.portal.programme import views

urlpatterns = [
    path("programme/<slug:slug>/", views.programme, name="programme"),
    path("programme/<slug:slug>/calendrier.ics", views.ics, name="programme-ics"),
]
