"""Addresses of people's data, under /equipe/, in the namespace of the desk."""

from django.urls import path

from escale.desk.privacy import settings, views

urlpatterns = [
    path("personnes/<int:pk>/raison/", views.say_why, name="person-reason"),
    path("personnes/<int:pk>/donnees/", views.person_data, name="person-data"),
    path("personnes/<int:pk>/donnees/copie/", views.copy, name="person-copy"),
    path("personnes/<int:pk>/information/", views.person_notice, name="person-notice"),
    path("personnes/<int:pk>/information/remise/", views.notice_given, name="person-notice-given"),
    path("personnes/<int:pk>/effacer/", views.erase, name="person-erase"),
    path("donnees/fiches-a-effacer/", views.ending, name="files-ending"),
    path("reglages/donnees/", settings.delay, name="settings-privacy"),
]
