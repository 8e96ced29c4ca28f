"""Addresses of the interface itself."""

from django.urls import path

from escale.ui import views

app_name = "ui"
urlpatterns = [path("", views.display, name="display")]
