"""Addresses of the partners, under /equipe/partenaires/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.partners import views, views_meetings, views_network, views_partner

urlpatterns: list[URLPattern] = [
    path("", views.partners, name="partners"),
    path("fiches/", views.sheets, name="partner-sheets"),
    path("ajouter/", views_partner.add, name="partner-new"),
    path("<int:pk>/", views_partner.partner, name="partner"),
    path("<int:pk>/modifier/", views_partner.change, name="partner-change"),
    path("<int:pk>/verifiee/", views_partner.checked, name="partner-checked"),
    path("<int:pk>/a-verifier/", views_partner.unchecked, name="partner-unchecked"),
    path("<int:pk>/retirer/", views_partner.archive, name="partner-archive"),
    path("<int:pk>/remettre/", views_partner.restore, name="partner-restore"),
    path("<int:pk>/connaitre/", views_partner.know, name="partner-known"),
    path("<int:pk>/contacts/ajouter/", views_network.add_contact, name="partner-contact-new"),
    path("contacts/<int:pk>/", views_network.change_contact, name="partner-contact"),
    path("contacts/<int:pk>/parti/", views_network.contact_left, name="partner-contact-left"),
    path("contacts/<int:pk>/revenu/", views_network.contact_back, name="partner-contact-back"),
    path("contacts/<int:pk>/effacer/", views_network.contact_forgotten, name="partner-contact-forgotten"),
    path("actions/ajouter/", views_network.add_event, name="partner-event-new"),
    path("actions/<int:pk>/", views_network.change_event, name="partner-event"),
    path("actions/<int:pk>/retirer/", views_network.remove_event, name="partner-event-remove"),
    path("rencontres/", views_meetings.journal, name="meetings"),
    path("rencontres/noter/", views_meetings.add, name="meeting-new"),
    path("rencontres/<int:pk>/", views_meetings.change, name="meeting"),
    path("rencontres/<int:pk>/retirer/", views_meetings.remove, name="meeting-remove"),
    path("rencontres/a-faire/<int:pk>/fait/", views_meetings.tick, name="meeting-tick"),
    path("rencontres/a-faire/<int:pk>/a-refaire/", views_meetings.untick, name="meeting-untick"),
]
