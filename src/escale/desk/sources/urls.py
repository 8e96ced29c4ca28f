"""Addresses of the sources of offers, under /equipe/communication/offres-d-ailleurs/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.sources import views, views_adding, views_offers

urlpatterns: list[URLPattern] = [
    path("", views.sources, name="sources"),
    path("ajouter/", views_adding.look, name="source-look"),
    path("ajouter/c-est-bien/", views_adding.add, name="source-add"),
    path("<int:pk>/", views.source, name="source"),
    path("<int:pk>/corriger/", views.correct, name="source-correct"),
    path("<int:pk>/mots/", views.words, name="source-words"),
    path("<int:pk>/lire/", views.read, name="source-read"),
    path("<int:pk>/pause/", views.pause, name="source-pause"),
    path("<int:pk>/reprendre/", views.resume, name="source-resume"),
    path("<int:pk>/retirer/", views.remove, name="source-remove"),
    path("offres/<int:pk>/cacher/", views_offers.hide, name="foreign-offer-hide"),
    path("offres/<int:pk>/montrer/", views_offers.show, name="foreign-offer-show"),
    path("offres/<int:pk>/differente/", views_offers.tell_apart, name="foreign-offer-apart"),
    path("offres/<int:pk>/la-meme/", views_offers.put_together, name="foreign-offer-together"),
]
