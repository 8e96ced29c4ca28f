"""Addresses of replacements, under /equipe/remplacements/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.replacing import views

urlpatterns: list[URLPattern] = [
    path("", views.replace, name="replace"),
    path("absences/<int:pk>/retirer/", views.withdraw, name="replace-withdraw"),
]
