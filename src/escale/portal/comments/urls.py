"""Addresses of what is answered to chronicles, in the namespace of the public site."""

from django.urls import URLPattern, path

from escale.portal.comments import views, views_own, views_replies

urlpatterns: list[URLPattern] = [
    path("chroniques/<slug:slug>/commentaires/", views.comments, name="comments"),
    path("commentaires/<int:pk>/repondre/", views.reply, name="comment-reply"),
    path("chroniques/<slug:slug>/droit-de-reponse/", views_replies.right_of_reply, name="right-of-reply"),
    path("commentaires/<int:pk>/signaler/", views.report, name="comment-report"),
    path("mon-commentaire/<slug:secret>/", views_own.own, name="own-comment"),
    path("mon-commentaire/<slug:secret>/retirer/", views_own.take_back, name="own-comment-take-back"),
]
