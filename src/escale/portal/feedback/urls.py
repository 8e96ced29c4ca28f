"""Addresses of what is said of a page, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.feedback import views

urlpatterns: list[URLPattern] = [
    path("votre-avis/", views.answer, name="opinion"),
    path("votre-avis/un-mot/", views.words, name="opinion-words"),
]
