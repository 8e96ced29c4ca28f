"""Addresses of « Je veux apprendre », in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.interest import views

urlpatterns: list[URLPattern] = [
    path("je-veux-apprendre/", views.organizations, name="interest"),
    path("je-veux-apprendre/<slug:organization>/", views.start, name="interest-of"),
    path("je-veux-apprendre/<slug:organization>/suite/", views.more, name="interest-more"),
    path("je-veux-apprendre/<slug:organization>/quand/", views.when, name="interest-when"),
    path("je-veux-apprendre/<slug:organization>/numero/", views.number, name="interest-number"),
    path("je-veux-apprendre/<slug:organization>/note/", views.noted, name="interest-noted"),
    path("je-veux-apprendre/<slug:organization>/feuille/", views.sheet, name="interest-paper"),
    path("je-veux-apprendre/<slug:organization>/feuille.pdf", views.sheet_pdf, name="interest-paper-pdf"),
]
