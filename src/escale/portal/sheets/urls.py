"""Addresses of the sheets for people, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.sheets import views, views_paper

urlpatterns: list[URLPattern] = [
    path("fiches/", views.sheets, name="sheets"),
    path("fiches/collections/<slug:slug>/", views.collection, name="sheet-collection"),
    path("fiches/collections/<slug:slug>/imprimer/", views_paper.collection, name="sheet-collection-paper"),
    path("fiches/<slug:slug>/", views.sheet, name="sheet"),
    path("fiches/<slug:slug>/avis/", views.opinion, name="sheet-opinion"),
    path("fiches/<slug:slug>/imprimer/", views_paper.paper, name="sheet-paper"),
    path("fiches/<slug:slug>/fiche.pdf", views_paper.pdf, name="sheet-pdf"),
]
