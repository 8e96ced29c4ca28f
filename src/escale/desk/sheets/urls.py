"""Addresses of the resources of the team, under /equipe/ressources/."""

from django.urls import URLPattern, path

from escale.desk.sheets import views, views_collections, views_paper, views_writing

urlpatterns: list[URLPattern] = [
    path("", views.resources, name="resources"),
    path("ajouter/", views_writing.add, name="resource-add"),
    path("importer/", views_writing.bring, name="resource-bring"),
    path("collections/", views_collections.collections, name="sheet-collections"),
    path("collections/ajouter/", views_collections.add, name="sheet-collection-add"),
    path("collections/<int:pk>/", views_collections.collection, name="sheet-collection"),
    path("collections/<int:pk>/imprimer/", views_paper.collection, name="sheet-collection-paper"),
    path("collections/<int:pk>/changer/", views_collections.change, name="sheet-collection-change"),
    path("collections/<int:pk>/effacer/", views_collections.forget, name="sheet-collection-forget"),
    path("collections/<int:pk>/<int:sheet>/monter/", views_collections.move_up, name="sheet-collection-up"),
    path("collections/<int:pk>/<int:sheet>/sortir/", views_collections.take_out, name="sheet-collection-out"),
    path("<int:pk>/", views.resource, name="resource"),
    path("<int:pk>/imprimer/", views_paper.resource, name="resource-paper"),
    path("<int:pk>/changer/", views_writing.change, name="resource-change"),
    path("<int:pk>/copier/", views_writing.copy, name="resource-copy"),
    path("<int:pk>/publier/", views_writing.publish, name="resource-publish"),
    path("<int:pk>/retirer/", views_writing.take_off, name="resource-take-off"),
    path("<int:pk>/jeter/", views_writing.throw_away, name="resource-throw-away"),
    path("<int:pk>/relue/", views.read_over, name="resource-read-over"),
    path("<int:pk>/fiche.md", views.markdown, name="resource-markdown"),
    path("<int:pk>/collection/", views_collections.put, name="resource-collect"),
    path("<int:pk>/liens/<int:link>/marche/", views.vouch, name="resource-vouch"),
]
