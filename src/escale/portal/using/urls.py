"""Addresses of the help with using the site, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.using import views, views_practice

urlpatterns: list[URLPattern] = [
    path("mots-difficiles/", views.hard_words_page, name="hard-words"),
    path("bienvenue/", views.languages, name="languages"),
    path("bienvenue/<slug:language>/", views.welcome_page, name="welcome"),
    path("entrainement/", views_practice.ground, name="practice"),
    path("entrainement/feuille/", views_practice.sheet, name="practice-sheet"),
    path("entrainement/<int:position>/", views_practice.start, name="practice-exercise"),
    path("entrainement/<int:position>/<int:step>/", views_practice.step, name="practice-step"),
    path("entrainement/<int:position>/bravo/", views_practice.done, name="practice-done"),
]
