"""Addresses of people, under /equipe/personnes/."""

from django.urls import path

from escale.desk.people import views

urlpatterns = [
    path("", views.people, name="people"),
    path("ajouter/", views.new_person, name="person-new"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/corriger/", views.correct_person, name="person-correct"),
]
