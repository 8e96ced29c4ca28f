"""Addresses of a prescriber's page, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.prescribers import views, views_booking

urlpatterns: list[URLPattern] = [
    path("vous-orientez/<slug:secret>/", views.home, name="prescriber"),
    path("vous-orientez/<slug:secret>/heure/", views_booking.hours, name="prescriber-hours"),
    path("vous-orientez/<slug:secret>/personne/", views_booking.person, name="prescriber-person"),
    path("vous-orientez/<slug:secret>/rappel/", views_booking.call, name="prescriber-call"),
    path("vous-orientez/<slug:secret>/<int:received>/", views.referral, name="prescriber-referral"),
    path("vous-orientez/<slug:secret>/<int:received>/annuler/", views.cancel, name="prescriber-cancel"),
    path("vous-orientez/<slug:secret>/<int:received>/rendez-vous.ics", views.calendar, name="prescriber-calendar"),
]
