"""Addresses of the agreements people give their relatives, under /equipe/personnes/."""

from django.urls import path

from escale.desk.relatives import views

urlpatterns = [
    path("<int:pk>/proches/", views.relatives, name="person-relatives"),
    path("proches/<int:pk>/arreter/", views.stop, name="relative-stop"),
]
