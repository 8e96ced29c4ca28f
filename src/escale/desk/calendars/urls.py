"""Addresses of the calendars kept elsewhere and of one's own feed, under /equipe/agenda/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.agenda.models import CalendarKind
from escale.desk.calendars import feed, others

urlpatterns: list[URLPattern] = [
    path("autres/", others.calendars, name="calendars"),
    path("autres/ajouter/", others.ways, name="calendar-add"),
    path("autres/ajouter/adresse/", others.add, {"kind": CalendarKind.ADDRESS}, name="calendar-add-address"),
    path("autres/ajouter/fichier/", others.add, {"kind": CalendarKind.FILE}, name="calendar-add-file"),
    path("autres/ajouter/caldav/", others.add, {"kind": CalendarKind.CALDAV}, name="calendar-add-caldav"),
    path("autres/<int:pk>/", others.calendar, name="calendar"),
    path("autres/<int:pk>/lire/", others.read, name="calendar-read"),
    path("autres/<int:pk>/pause/", others.pause, name="calendar-pause"),
    path("autres/<int:pk>/reprendre/", others.resume, name="calendar-resume"),
    path("autres/<int:pk>/retirer/", others.remove, name="calendar-remove"),
    path("autres/rendez-vous/<int:pk>/garder/", others.keep_both, name="calendar-keep-both"),
    path("flux/", feed.feed, name="calendar-feed"),
    path("flux/ouvrir/", feed.open_feed, name="calendar-feed-open"),
    path("flux/changer/", feed.renew, name="calendar-feed-renew"),
    path("flux/fermer/", feed.close, name="calendar-feed-close"),
    path("flux/choix/", feed.choose, name="calendar-feed-choose"),
]
