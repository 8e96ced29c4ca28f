"""Addresses of workshops and cycles on the public site."""

from django.urls import path

from escale.portal.workshops import feeds
from escale.portal.workshops.views import enrollment, from_home, group

urlpatterns = [
    path("activites.json", feeds.json, name="activities-json"),
    path("activites.ics", feeds.ics, name="activities-ics"),
    path("activites.rss", feeds.news, name="activities-rss"),
    path("a-distance/", from_home.from_home_list, name="from-home"),
    path("ateliers/<slug:slug>/", group.group, name="group"),
    path("cycles/<slug:slug>/", group.cycle, name="cycle"),
    path("mon-inscription/<slug:secret>/", enrollment.enrollment, name="enrollment"),
    path("mon-inscription/<slug:secret>/annuler/", enrollment.cancel, name="enrollment-cancel"),
    path("mon-inscription/<slug:secret>/oui/", enrollment.accept, name="enrollment-accept"),
    path("mon-inscription/<slug:secret>/non/", enrollment.decline, name="enrollment-decline"),
    path("mon-inscription/<slug:secret>/connu/", enrollment.known, name="enrollment-known"),
    path("mon-inscription/<slug:secret>/calendrier.ics", enrollment.entries, name="enrollment-calendar"),
    path("i/<slug:secret>", enrollment.short, name="enrollment-short"),
]
