"""Addresses of who leads a session, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.leading import views

urlpatterns: list[URLPattern] = [
    path("seances/<int:pk>/confier/", views.hand, name="session-hand"),
    path("seances/<int:pk>/rendre/<int:adviser>/", views.hand_back, name="session-hand-back"),
]
