"""Addresses of the chronicles, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.chronicles import feeds, views

urlpatterns: list[URLPattern] = [
    path("chroniques/", views.articles, name="articles"),
    path("chroniques.rss", feeds.articles, name="articles-rss"),
    path("chroniques/series/<slug:slug>/", views.series, name="series"),
    path("chroniques/series/<slug:slug>.rss", feeds.series, name="series-rss"),
    path("chroniques/<slug:slug>/", views.article, name="article"),
    path("chroniques/<slug:slug>/merci/", views.helped, name="article-helped"),
]
