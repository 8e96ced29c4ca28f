"""Addresses read by search engines, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.indexing import views

urlpatterns: list[URLPattern] = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.index, name="sitemap"),
    path("sitemap-<slug:shelf>-<int:number>.xml", views.part, name="sitemap-part"),
]
