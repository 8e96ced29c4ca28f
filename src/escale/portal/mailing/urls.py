"""Addresses of the monthly mail, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.mailing import views

urlpatterns: list[URLPattern] = [
    path("plus-de-mail/<slug:secret>/", views.unsubscribe, name="unsubscribe"),
    path("plus-de-mail/<slug:secret>/reprendre/", views.subscribe_again, name="subscribe-again"),
]
