"""Addresses of the catalogue, under /equipe/ateliers/catalogue/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.catalogue import library, views

urlpatterns: list[URLPattern] = [
    path("", views.catalogue, name="catalogue"),
    path("ajouter/", views.add, name="catalogue-add"),
    path("bibliotheque/", library.library, name="catalogue-library"),
    path("<int:pk>/", views.one, name="catalogue-one"),
    path("<int:pk>/changer/", views.change, name="catalogue-change"),
    path("<int:pk>/dupliquer/", views.duplicate, name="catalogue-duplicate"),
    path("<int:pk>/retirer/", views.archive, name="catalogue-archive"),
    path("<int:pk>/remettre/", views.restore, name="catalogue-restore"),
    path("<int:pk>/fiche-seance/", views.plan, name="catalogue-plan"),
]
