"""Addresses of one's own space, under /mon-espace/, and of the agreement somebody gives a relative."""

from django.urls import path

from escale.portal.space.views import entering, helping, own_data, reading

urlpatterns = [
    path("mon-espace/", entering.space, name="space"),
    path("mon-espace/code/", entering.code, name="space-code"),
    path("mon-espace/prenom/", entering.first_name, name="space-name"),
    path("mon-espace/preuve/", entering.prove, name="space-prove"),
    path("mon-espace/encore/", entering.stay, name="space-stay"),
    path("mon-espace/fermer/", entering.leave, name="space-leave"),
    path("mon-espace/ferme/", entering.closed, name="space-closed"),
    path("mon-espace/efface/", entering.erased, name="space-erased"),
    path("mon-espace/appris/", reading.what_i_learned, name="space-learned"),
    path("mon-espace/messages/", reading.messages, name="space-messages"),
    path("mon-espace/mes-informations/", own_data.data, name="space-data"),
    path("mon-espace/mes-informations/numero/", own_data.number, name="space-number"),
    path("mon-espace/mes-informations/numero/code/", own_data.number_code, name="space-number-code"),
    path("mon-espace/mes-informations/sms/", own_data.sms, name="space-sms"),
    path("mon-espace/mes-informations/<int:pk>/corriger/", own_data.correct, name="space-correct"),
    path("mon-espace/mes-informations/<int:pk>/copie/", own_data.copy, name="space-copy"),
    path("mon-espace/mes-informations/<int:pk>/effacer/", own_data.erase, name="space-erase"),
    path("mon-espace/proches/", helping.helped, name="space-helped"),
    path("mon-espace/proches/<int:pk>/", helping.helped_person, name="space-helped-person"),
    path("mon-espace/proches/<int:pk>/reserver/", helping.book, name="space-helped-book"),
    path(
        "mon-espace/proches/<int:pk>/rendez-vous/<int:planned>/annuler/",
        helping.cancel_appointment,
        name="space-helped-appointment",
    ),
    path(
        "mon-espace/proches/<int:pk>/inscription/<int:planned>/annuler/",
        helping.cancel_enrollment,
        name="space-helped-enrollment",
    ),
    path("mon-espace/proches/<int:pk>/arreter/", helping.stop, name="space-agreement-stop"),
    path("mon-rendez-vous/<slug:secret>/mon-espace/", entering.from_appointment, name="space-from-appointment"),
    path("mon-inscription/<slug:secret>/mon-espace/", entering.from_enrollment, name="space-from-enrollment"),
    path("attente/<slug:secret>/mon-espace/", entering.from_place, name="space-from-place"),
    path("accord/<slug:secret>/", helping.agreement, name="agreement"),
    path("accord/<slug:secret>/reponse/", helping.answer, name="agreement-answer"),
]
