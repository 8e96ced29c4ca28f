"""Addresses of what brings people, under /equipe/communication/, in the namespace of the desk."""

from django.urls import path

from escale.desk.acquisition import views

urlpatterns = [
    path("ce-qui-fait-venir/", views.acquisition, name="acquisition"),
    path("ce-qui-fait-venir.csv", views.spreadsheet, name="acquisition-csv"),
]
