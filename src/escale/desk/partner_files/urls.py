"""Addresses of the national files of partners, under /equipe/partenaires/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.partner_files import views, views_export

urlpatterns: list[URLPattern] = [
    path("importer/", views.bring, name="places-import"),
    path("importer/<int:pk>/", views.one, name="places-import-one"),
    path("importer/<int:pk>/fautes.csv", views.faults, name="places-import-faults"),
    path("importer/<int:pk>/ecrire/", views.write, name="places-import-write"),
    path("importer/<int:pk>/abandonner/", views.give_up, name="places-import-give-up"),
    path("importer/<int:pk>/defaire/", views.undo, name="places-import-undo"),
    path("exporter/", views_export.export, name="places-export"),
    path("exporter/fichier/", views_export.file, name="places-export-file"),
]
