"""Addresses of the monthly mail, under /equipe/communication/mail-du-mois/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.mailing import views, views_import, views_lists, views_recipients

urlpatterns: list[URLPattern] = [
    path("", views.mails, name="mailing"),
    path("preparer/", views.prepare, name="mailing-prepare"),
    path("<int:pk>/", views.mail, name="mailing-month"),
    path("<int:pk>/relu/", views.say_reviewed, name="mailing-reviewed"),
    path("<int:pk>/a-relire/", views.review_again, name="mailing-not-reviewed"),
    path("<int:pk>/envoyer/", views.send, name="mailing-send"),
    path("<int:pk>/reprendre/", views.take_back, name="mailing-take-back"),
    path("listes/ajouter/", views_lists.add, name="mailing-list-add"),
    path("listes/modele/", views_import.template, name="mailing-import-template"),
    path("listes/<int:pk>/", views_lists.recipients, name="mailing-list"),
    path("listes/<int:pk>/changer/", views_lists.change, name="mailing-list-change"),
    path("listes/<int:pk>/retirer/", views_lists.put_away, name="mailing-list-put-away"),
    path("listes/<int:pk>/remettre/", views_lists.take_out_again, name="mailing-list-take-out"),
    path("listes/<int:pk>/importer/", views_import.paste, name="mailing-import"),
    path("listes/<int:pk>/importer/<uuid:key>/defaire/", views_import.undo, name="mailing-import-undo"),
    path("adresses/<int:pk>/", views_recipients.recipient, name="mailing-recipient"),
    path("adresses/<int:pk>/retirer/", views_recipients.remove, name="mailing-recipient-remove"),
    path("adresses/<int:pk>/remettre/", views_recipients.put_back, name="mailing-recipient-put-back"),
    path("adresses/<int:pk>/reessayer/", views_recipients.try_again, name="mailing-recipient-try-again"),
]
