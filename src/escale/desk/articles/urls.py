"""Addresses of the chronicles, under /equipe/chroniques/."""

from django.urls import URLPattern, path

from escale.desk.articles import views

urlpatterns: list[URLPattern] = [
    path("", views.articles, name="articles"),
]
