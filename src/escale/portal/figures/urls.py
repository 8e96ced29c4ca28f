"""Addresses of shared figures, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.figures import views

urlpatterns: list[URLPattern] = [
    path("chiffres/<slug:secret>/", views.figures, name="figures"),
    path("chiffres/<slug:secret>/bilan.pdf", views.pdf, name="figures-pdf"),
    path("chiffres/<slug:secret>/chiffres.xlsx", views.xlsx, name="figures-xlsx"),
]
