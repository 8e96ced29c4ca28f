"""Addresses of the noted questions, under /equipe/questions/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.questions import views

urlpatterns: list[URLPattern] = [
    path("", views.questions, name="questions"),
    path("<int:pk>/encore/", views.again, name="question-again"),
    path("<int:pk>/retirer/", views.remove, name="question-remove"),
    path("<int:pk>/remettre/", views.restore, name="question-restore"),
]
