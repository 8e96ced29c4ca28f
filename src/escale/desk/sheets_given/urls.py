"""Addresses of what is given and attached, under /equipe/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.sheets_given import views, views_workshops

urlpatterns: list[URLPattern] = [
    path("rendez-vous/<int:pk>/fiches/", views.of_appointment, name="appointment-sheets"),
    path("personnes/<int:pk>/fiches/", views.of_person, name="person-sheets"),
    path("fiches-remises/<int:pk>/defaire/", views.undo, name="sheet-use-undo"),
    path("ateliers/catalogue/<int:pk>/fiches/", views_workshops.of_workshop, name="workshop-sheets"),
    path("ateliers/fiches-liees/<int:pk>/retirer/", views_workshops.detach, name="workshop-sheet-detach"),
    path("ateliers/seances/<int:pk>/fiches/", views_workshops.of_session, name="session-sheets"),
]
