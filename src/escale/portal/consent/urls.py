"""Addresses of a mandate’s page, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.consent import views

urlpatterns: list[URLPattern] = [
    path("mandat/<slug:secret>/", views.mandate, name="mandate"),
    path("mandat/<slug:secret>/reponse/", views.answer, name="mandate-answer"),
    path("mandat/<slug:secret>/arreter/", views.stop, name="mandate-stop"),
]
