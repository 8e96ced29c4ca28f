"""The address of the page that explains how to take up our offers."""

from django.urls import path

from escale.portal.exchanged import views

urlpatterns = [path("reutiliser/", views.reuse, name="reuse")]
