"""Addresses of the agenda, under /equipe/agenda/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.agenda import views

urlpatterns: list[URLPattern] = [
    path("", views.agenda, name="agenda"),
    path("jour/<desk_day:on>/", views.day, name="agenda-day"),
    path("semaine/<desk_day:on>/", views.week, name="agenda-week"),
    path("mois/<desk_day:on>/", views.month, name="agenda-month"),
    path("liste/", views.list_of_items, name="agenda-list"),
]
