"""Addresses of those who want to learn, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.interests import views, views_changing, views_import

urlpatterns: list[URLPattern] = [
    path("je-veux-apprendre/", views.interests, name="interests"),
    path("je-veux-apprendre/liste.csv", views.export, name="interests-export"),
    path("je-veux-apprendre/ajouter/", views.add, name="interest-add"),
    path("je-veux-apprendre/importer/", views_import.paste, name="interest-import"),
    path("je-veux-apprendre/importer/modele.xlsx", views_import.template, name="interest-import-template"),
    path("je-veux-apprendre/importer/annuler/", views_import.undo, name="interest-import-undo"),
    path("je-veux-apprendre/<int:pk>/", views.interest, name="interest"),
    path("je-veux-apprendre/<int:pk>/questions/", views.questions, name="interest-questions"),
    path("je-veux-apprendre/<int:pk>/plus-tard/", views_changing.postpone, name="interest-postpone"),
    path("je-veux-apprendre/<int:pk>/maintenant/", views_changing.bring_back, name="interest-bring-back"),
    path("je-veux-apprendre/<int:pk>/sortir/", views_changing.close, name="interest-close"),
    path("je-veux-apprendre/<int:pk>/remettre/", views_changing.reopen, name="interest-reopen"),
]
