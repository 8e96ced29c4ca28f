"""Addresses of the partner’s page, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.referrals import views

urlpatterns: list[URLPattern] = [
    path("orientation/<slug:secret>/", views.referral, name="referral"),
    path("orientation/<slug:secret>/nouveau-lien/", views.ask_again, name="referral-again"),
]
