"""Addresses of what a person is asked after a group, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.progress import views

urlpatterns: list[URLPattern] = [
    path("mon-inscription/<slug:secret>/point/", views.skill_check, name="skill-check"),
    path("mon-inscription/<slug:secret>/point/appelez-moi/", views.call_me, name="skill-check-call"),
    path("mon-inscription/<slug:secret>/avis/", views.satisfaction, name="satisfaction"),
]
