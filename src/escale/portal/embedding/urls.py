"""Addresses other sites put in their pages; the filters are those of the list."""

from django.urls import path

from escale.portal.embedding import views

urlpatterns = [
    path("integrer/activites/", views.frame, name="embedded"),
    path("integrer/activites.html", views.fragment, name="embedded-fragment"),
]
