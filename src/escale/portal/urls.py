"""Addresses of the public site."""

from django.urls import path

from escale.portal.views import (
    appointment,
    asking,
    carrying,
    choosing,
    communes,
    confirming,
    finding,
    home,
    pages,
    venues,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("rendez-vous/", choosing.organizations, name="booking"),
    path("rendez-vous/c-est-note/<slug:secret>/", confirming.done, name="booking-done"),
    path("rendez-vous/<slug:organization>/", choosing.subject, name="booking-subject"),
    path("rendez-vous/<slug:organization>/autre-sujet/", choosing.own_words, name="booking-own-words"),
    path("rendez-vous/<slug:organization>/rappel/", asking.callback, name="booking-callback"),
    path("rendez-vous/<slug:organization>/rappel/note/", asking.callback_noted, name="booking-callback-noted"),
    path("rendez-vous/<slug:organization>/<int:reason>/heure/", choosing.slots, name="booking-slot"),
    path("rendez-vous/<slug:organization>/<int:reason>/numero/", confirming.number, name="booking-number"),
    path("rendez-vous/<slug:organization>/<int:reason>/prevenez-moi/", asking.alert, name="booking-alert"),
    path(
        "rendez-vous/<slug:organization>/<int:reason>/prevenez-moi/note/",
        asking.alert_noted,
        name="booking-alert-noted",
    ),
    path("mon-rendez-vous/", finding.lost_link, name="lost-link"),
    path("mon-rendez-vous/sms-parti/", finding.lost_link_sent, name="lost-link-sent"),
    path("mon-rendez-vous/<slug:secret>/", appointment.appointment, name="appointment"),
    path("mon-rendez-vous/<slug:secret>/changer/", appointment.move, name="appointment-move"),
    path("mon-rendez-vous/<slug:secret>/annuler/", appointment.cancel, name="appointment-cancel"),
    path("mon-rendez-vous/<slug:secret>/corriger/", appointment.correct, name="appointment-correct"),
    path("mon-rendez-vous/<slug:secret>/plus-de-sms/", appointment.stop_sms, name="appointment-stop-sms"),
    path("mon-rendez-vous/<slug:secret>/connu/", appointment.acquisition, name="appointment-acquisition"),
    path("mon-rendez-vous/<slug:secret>/carte", carrying.card, name="card"),
    path("mon-rendez-vous/<slug:secret>/carte.pdf", carrying.card_pdf, name="card-pdf"),
    path("mon-rendez-vous/<slug:secret>/rendez-vous.ics", carrying.calendar, name="calendar"),
    path("m/<slug:secret>", carrying.short, name="short"),
    path("communes/", communes.suggestions, name="communes"),
    path("lieux/", venues.venues, name="venues"),
    path("lieux/<slug:slug>/", venues.venue, name="venue"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("donnees-personnelles/", pages.privacy, name="privacy"),
    path("mentions-legales/", pages.legal, name="legal"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("robots.txt", pages.robots, name="robots"),
]
