"""Addresses of people, under /equipe/personnes/."""

from django.urls import path

from escale.desk.people import views, views_doubles, views_handing

urlpatterns = [
    path("", views.people, name="people"),
    path("ajouter/", views.new_person, name="person-new"),
    path("doublons/", views_doubles.doubles, name="people-doubles"),
    path("reunions/<int:pk>/defaire/", views_doubles.undo, name="merge-undo"),
    path("confier/<int:pk>/", views_handing.hand_over, name="people-hand-over"),
    path("confier/<int:pk>/reprendre/", views_handing.take_back, name="people-take-back"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/corriger/", views.correct_person, name="person-correct"),
    path("<int:pk>/fiche/", views.sheet, name="person-sheet"),
    path("<int:pk>/reunir/", views_doubles.merge, name="person-merge"),
    path("<int:pk>/deux-personnes/", views_doubles.tell_apart, name="person-apart"),
]
