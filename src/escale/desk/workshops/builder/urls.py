"""Addresses of the group builder, under /equipe/ateliers/groupes/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.builder import board, inviting, shaping

urlpatterns: list[URLPattern] = [
    path("", board.groups, name="groups"),
    path("commencer/", shaping.start, name="groups-start"),
    path("proposer/", board.propose, name="groups-propose"),
    path("defaire/", board.undo, name="groups-undo"),
    path("personnes/<int:pk>/deplacer/", board.move, name="groups-move"),
    path("ajouter/", shaping.add, name="groups-add"),
    path("<int:pk>/", shaping.change, name="groups-change"),
    path("<int:pk>/retirer/", shaping.remove, name="groups-remove"),
    path("inviter/", inviting.invite, name="groups-invite"),
    path("reponses/", inviting.answers, name="groups-answers"),
    path("reponses/<int:pk>/", inviting.answer, name="groups-answer"),
]
