"""Addresses of letters, under /equipe/communication/lettres/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.letters import views

urlpatterns: list[URLPattern] = [
    path("", views.letters, name="letters"),
    path("preparer/", views.begin, name="letter-begin"),
    path("<int:pk>/", views.letter, name="letter"),
    path("<int:pk>/relue/", views.say_reviewed, name="letter-reviewed"),
    path("<int:pk>/a-relire/", views.review_again, name="letter-not-reviewed"),
    path("<int:pk>/envoyer/", views.send, name="letter-send"),
    path("<int:pk>/reprendre/", views.take_back, name="letter-take-back"),
]
