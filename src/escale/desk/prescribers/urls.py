"""Addresses of prescribers, of those they send, of the figures by partner and of unmet needs, among those of partners."""

from django.urls import URLPattern, path

from escale.desk.prescribers import views, views_figures, views_received, views_unmet

urlpatterns: list[URLPattern] = [
    path("prescripteurs/", views.prescribers, name="prescribers"),
    path("prescripteurs/<int:pk>/fermer/", views.close, name="prescriber-close"),
    path("prescripteurs/<int:pk>/rouvrir/", views.reopen, name="prescriber-reopen"),
    path("prescripteurs/<int:pk>/changer-l-adresse/", views.make_again, name="prescriber-renew"),
    path("prescripteurs/<int:pk>/envoyer/", views.send, name="prescriber-send"),
    path("recues/", views_received.received, name="received"),
    path("recues/<int:pk>/", views_received.one, name="received-one"),
    path("recues/<int:pk>/mot/", views_received.note, name="received-note"),
    path("recues/<int:pk>/sans-suite/", views_received.close, name="received-close"),
    path("recues/<int:pk>/rouvrir/", views_received.reopen, name="received-reopen"),
    path("chiffres/", views_figures.figures, name="partner-figures"),
    path("chiffres.csv", views_figures.spreadsheet, name="partner-figures-csv"),
    path("besoins-sans-reponse/", views_unmet.unmet, name="unmet-needs"),
    path("besoins-sans-reponse/<int:pk>/retirer/", views_unmet.take_back, name="unmet-need-remove"),
]
