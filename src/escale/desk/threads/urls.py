"""Addresses of exchanges among peers, under /equipe/entre-pairs/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.threads import views

urlpatterns: list[URLPattern] = [
    path("", views.threads, name="threads"),
]
