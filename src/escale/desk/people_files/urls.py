"""Addresses of the lists of people, under /equipe/personnes/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.people_files import views, views_export

urlpatterns: list[URLPattern] = [
    path("importer/", views.bring, name="people-import"),
    path("importer/modele.xlsx", views_export.template, name="people-import-template"),
    path("importer/<int:pk>/", views.one, name="people-import-one"),
    path("importer/<int:pk>/colonnes/", views.columns, name="people-import-columns"),
    path("importer/<int:pk>/fautes.csv", views_export.faults, name="people-import-faults"),
    path("importer/<int:pk>/ecrire/", views.write, name="people-import-write"),
    path("importer/<int:pk>/abandonner/", views.give_up, name="people-import-give-up"),
    path("importer/<int:pk>/defaire/", views.undo, name="people-import-undo"),
    path("exporter/", views_export.export, name="people-export"),
]
