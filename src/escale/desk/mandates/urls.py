"""Addresses of the frame and of mandates, under /equipe/mandats/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.mandates import views, views_gestures, views_papers

urlpatterns: list[URLPattern] = [
    path("", views.mandates, name="mandates"),
    path("cadre/", views.scope, name="scope"),
    path("<int:pk>/", views.mandate, name="mandate"),
    path("<int:pk>/corriger/", views.change, name="mandate-change"),
    path("<int:pk>/accord/", views_gestures.sign, name="mandate-sign"),
    path("<int:pk>/demander/", views_gestures.ask, name="mandate-ask"),
    path("<int:pk>/abandonner/", views_gestures.give_up, name="mandate-give-up"),
    path("<int:pk>/acte/", views_gestures.note_act, name="mandate-act"),
    path("<int:pk>/exemplaire/", views_gestures.hand_over, name="mandate-copy"),
    path("<int:pk>/arreter/", views_gestures.stop, name="mandate-stop"),
    path("<int:pk>/fin/", views_gestures.end, name="mandate-end"),
    path("<int:pk>/mandat.pdf", views_papers.to_sign, name="mandate-paper"),
    path("<int:pk>/preuve.pdf", views_papers.proof, name="mandate-proof"),
]
