"""Addresses of what readers answer, under /equipe/commentaires/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.comments import views, views_comment, views_log, views_replies

urlpatterns: list[URLPattern] = [
    path("", views.comments, name="comments"),
    path("annuler/", views.take_back, name="comments-take-back"),
    path("douteux/", views.refuse_doubtful, name="comments-doubtful"),
    path("journal/", views_log.log, name="comments-log"),
    path("journal.csv", views_log.spreadsheet, name="comments-log-csv"),
    path("<int:pk>/", views_comment.comment, name="comment"),
    path("<int:pk>/repondre/", views_comment.answer, name="comment-answer"),
    path("<int:pk>/garder/", views_comment.keep_shown, name="comment-keep"),
    path("<int:pk>/texte-d-avant/", views_comment.keep_before, name="comment-keep-before"),
    path("<int:pk>/effacer/", views_comment.erase, name="comment-erase"),
    path("droits-de-reponse/", views_replies.replies, name="rights-of-reply"),
    path("droits-de-reponse/<int:pk>/", views_replies.reply, name="right-of-reply"),
    path("droits-de-reponse/<int:pk>/publier/", views_replies.publish, name="right-of-reply-publish"),
    path("droits-de-reponse/<int:pk>/reprendre/", views_replies.take_back, name="right-of-reply-take-back"),
]
