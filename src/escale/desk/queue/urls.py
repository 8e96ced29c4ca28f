"""Addresses of the queue, under /equipe/accueil/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.queue import kiosk, ticket, views

urlpatterns: list[URLPattern] = [
    path("", views.queue, name="queue"),
    path("ajouter/", views.add, name="queue-add"),
    path("appeler/", views.call, name="queue-call"),
    path("<int:pk>/", ticket.ticket, name="queue-ticket"),
    path("<int:pk>/passer-avant/", ticket.let_pass, name="queue-pass"),
    path("<int:pk>/prevenir/", ticket.tell, name="queue-tell"),
    path("<int:pk>/rendez-vous/", ticket.note, name="queue-note"),
    path("<int:pk>/autre-jour/", ticket.another_time, name="queue-another-time"),
    path("<int:pk>/geste/<slug:gesture>/", views.act, name="queue-act"),
    path("tablette/<int:pk>/preparer/", kiosk.make, name="queue-kiosk-make"),
    path("tablette/<int:pk>/decrire/", kiosk.describe, name="queue-kiosk-describe"),
    path("tablette/<int:pk>/retirer/", kiosk.revoke, name="queue-kiosk-revoke"),
]
