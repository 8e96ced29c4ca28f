"""The address of the page, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.questions import views

urlpatterns: list[URLPattern] = [path("on-me-demande/<slug:secret>/", views.question, name="question")]
