"""Addresses of the adviser's own sheet, under /equipe/communication/missions/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.missions import views

urlpatterns: list[URLPattern] = [
    path("", views.missions, name="missions"),
    path("retirer/", views.withdraw, name="missions-withdraw"),
    path("publier/", views.publish, name="missions-publish"),
]
