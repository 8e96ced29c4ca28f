"""Addresses of what advisers do for one another, under /equipe/entre-pairs/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.practice import views_seats, views_sessions

SESSIONS = "analyse-de-la-pratique/"

urlpatterns: list[URLPattern] = [
    path(SESSIONS, views_sessions.sessions, name="peers-sessions"),
    path(f"{SESSIONS}proposer/", views_sessions.propose, name="peers-session-new"),
    path(f"{SESSIONS}<int:pk>/", views_sessions.session, name="peers-session"),
    path(f"{SESSIONS}<int:pk>/changer/", views_sessions.change, name="peers-session-change"),
    path(f"{SESSIONS}<int:pk>/annuler/", views_sessions.cancel, name="peers-session-cancel"),
    path(f"{SESSIONS}<int:pk>/agenda.ics", views_sessions.calendar, name="peers-session-calendar"),
    path(f"{SESSIONS}<int:pk>/prendre/", views_seats.take, name="peers-seat-take"),
    path(f"{SESSIONS}<int:pk>/rendre/", views_seats.give_back, name="peers-seat-back"),
]
