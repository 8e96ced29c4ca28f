"""Addresses of what is owed to the public; others rely on them."""

from django.urls import path

from escale.portal.obligations import views

urlpatterns = [
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("mentions-legales/", views.legal, name="legal"),
    path("cookies/", views.cookies, name="cookies"),
    path("code-source/", views.source_code, name="source"),
    path("code-source/escale-source.tar.gz", views.source_archive, name="source-archive"),
    path(".well-known/security.txt", views.security, name="security"),
]
