"""Addresses of the waiting list, under /equipe/attente/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.waiting import views

urlpatterns: list[URLPattern] = [
    path("", views.waiting, name="waiting"),
    path("ajouter/", views.add, name="waiting-add"),
    path("<int:pk>/proposer/", views.offer, name="waiting-offer"),
    path("<int:pk>/en-premier/", views.put_first, name="waiting-first"),
    path("<int:pk>/a-son-tour/", views.put_in_turn, name="waiting-turn"),
    path("<int:pk>/retirer/", views.remove, name="waiting-remove"),
    path("<int:pk>/remettre/", views.put_back, name="waiting-back"),
    path("propositions/<int:pk>/reponse/", views.answer, name="waiting-answer"),
]
