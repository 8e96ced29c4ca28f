"""Addresses of exchanges among peers, under /equipe/entre-pairs/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.threads import views, views_circles, views_moderating, views_thread, views_writing

urlpatterns: list[URLPattern] = [
    path("", views.threads, name="threads"),
    path("ecrire/", views_writing.write, name="thread-write"),
    path("brouillons/", views.own_drafts, name="thread-drafts"),
    path("brouillons/<int:pk>/supprimer/", views.delete_draft, name="thread-draft-delete"),
    path("reglages/", views.own_settings, name="thread-settings"),
    path("reglages/mes-mots.txt", views.own_words, name="thread-words"),
    path("cercles/", views_circles.own_circles, name="circles"),
    path("cercles/ouvrir/", views_circles.open_circle, name="circle-open"),
    path("cercles/<int:pk>/", views_circles.circle, name="circle"),
    path("cercles/<int:pk>/inviter/", views_circles.invite, name="circle-invite"),
    path("cercles/<int:pk>/quitter/", views_circles.leave, name="circle-leave"),
    path("cercles/<int:pk>/moderation/", views_moderating.moderation, name="circle-moderation"),
    path("invitations/<int:pk>/accepter/", views_circles.join, name="circle-join"),
    path("invitations/<int:pk>/refuser/", views_circles.decline, name="circle-decline"),
    path("messages/<int:pk>/merci/", views_thread.thank, name="thread-post-thank"),
    path("messages/<int:pk>/a-aide/", views_thread.helped, name="thread-post-helped"),
    path("messages/<int:pk>/corriger/", views_writing.change, name="thread-post-change"),
    path("messages/<int:pk>/retirer/", views_writing.delete, name="thread-post-delete"),
    path("messages/<int:pk>/signaler/", views_moderating.report, name="thread-post-report"),
    path("messages/<int:pk>/masquer/", views_moderating.hide, name="thread-post-hide"),
    path("messages/<int:pk>/remettre/", views_moderating.show, name="thread-post-show"),
    path("messages/<int:pk>/garder/", views_moderating.keep, name="thread-post-keep"),
    path("<int:pk>/", views_thread.thread, name="thread"),
    path("<int:pk>/repondre/", views_thread.answer, name="thread-answer"),
    path("<int:pk>/suivre/", views_thread.follow, name="thread-follow"),
    path("<int:pk>/ne-plus-suivre/", views_thread.stop_following, name="thread-stop-following"),
    path("<int:pk>/resolu/", views_thread.solve, name="thread-solve"),
    path("<int:pk>/pas-resolu/", views_thread.unsolve, name="thread-unsolve"),
]
