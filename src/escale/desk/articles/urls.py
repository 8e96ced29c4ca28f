"""Addresses of the chronicles, under /equipe/chroniques/."""

from django.urls import URLPattern, path

from escale.desk.articles import views, views_reading

urlpatterns: list[URLPattern] = [
    path("", views.articles, name="articles"),
    path("relectures/<int:pk>/", views_reading.review, name="review"),
    path("relectures/<int:pk>/reprendre/", views_reading.take_back, name="review-take-back"),
    path("<slug:text>/<int:pk>/relire/", views_reading.proofread, name="article-proofread"),
    path("<slug:text>/<int:pk>/faire-relire/", views_reading.ask, name="article-ask"),
]
