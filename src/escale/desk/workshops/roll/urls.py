"""Addresses of the roll and of what is signed, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.roll import views

urlpatterns: list[URLPattern] = [
    path("seances/<int:pk>/appel/", views.roll_call, name="roll"),
    path("appels/<int:pk>/defaire/", views.undo, name="roll-undo"),
]
