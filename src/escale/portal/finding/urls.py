"""Addresses of the search."""

from django.urls import path

from escale.portal.finding import views

urlpatterns = [
    path("activites/", views.search, name="activities"),
    path("activites/imprimer/", views.printed, name="activities-print"),
    path("activites/sms/", views.by_sms, name="activities-sms"),
    path("activites/sms-parti/", views.sms_sent, name="activities-sms-sent"),
    path("communes/ici/", views.commune_here, name="commune-here"),
]
