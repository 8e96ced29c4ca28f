"""Addresses of the noted questions, under /equipe/questions/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.questions import views, views_grouping, views_links, views_question, views_wordings

urlpatterns: list[URLPattern] = [
    path("", views.questions, name="questions"),
    path("<int:pk>/", views_question.question, name="question"),
    path("<int:pk>/renommer/", views_question.rename, name="question-rename"),
    path("<int:pk>/reunir/", views_question.merge, name="question-merge"),
    path("<int:pk>/enlever/", views_question.archive, name="question-archive"),
    path("<int:pk>/retablir/", views_question.unarchive, name="question-unarchive"),
    path("reunions/<int:pk>/defaire/", views_question.undo_merge, name="question-unmerge"),
    path("regrouper/", views_grouping.place, name="question-place"),
    path("a-part/", views_grouping.set_apart, name="question-set-apart"),
    path("a-regrouper/", views_grouping.propose_again, name="question-propose-again"),
    path("phrases/", views_wordings.wordings, name="question-wordings"),
    path("phrases/<int:pk>/encore/", views_wordings.again, name="question-again"),
    path("phrases/<int:pk>/retirer/", views_wordings.remove, name="question-remove"),
    path("phrases/<int:pk>/remettre/", views_wordings.restore, name="question-restore"),
    path("liens/", views_links.links, name="question-links"),
    path("liens/<int:pk>/fermer/", views_links.close, name="question-link-close"),
    path("liens/<int:pk>/rouvrir/", views_links.reopen, name="question-link-reopen"),
    path("liens/<int:pk>/refaire/", views_links.make_again, name="question-link-renew"),
]
