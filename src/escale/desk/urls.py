"""Addresses of the adviser's workspace, under /equipe/."""

from django.urls import URLPattern, URLResolver, include, path, register_converter

from escale.desk.converters import DayConverter, FileConverter
from escale.desk.views import add, appointment, change, day, following, more, outcomes, todo, undoing
from escale.desk.workshops.people import views as enrolling

register_converter(DayConverter, "desk_day")
register_converter(FileConverter, "desk_file")

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", day.my_day, name="my-day"),
    path("plus/", more.more, name="more"),
    path("jour/<desk_day:on>/", day.day, name="day"),
    path("a-regler/<slug:chore>/<int:pk>/fait/", todo.done, name="done"),
    path("a-regler/<slug:chore>/<int:pk>/a-refaire/", todo.undone, name="undone"),
    path("agenda/", include("escale.desk.agenda.urls")),
    path("rendez-vous/ajouter/", add.add, name="add"),
    path("rendez-vous/ajouter/<int:pk>/", add.add_hour, name="add-hour"),
    path("rendez-vous/<int:pk>/", appointment.appointment, name="appointment"),
    path("rendez-vous/<int:pk>/issue/", outcomes.settle, name="settle"),
    path("rendez-vous/<int:pk>/issue/annuler/", outcomes.reopen, name="reopen"),
    path("rendez-vous/<int:pk>/deplacer/", change.move, name="move"),
    path("rendez-vous/<int:pk>/deplacer/defaire/", undoing.undo_move, name="undo-move"),
    path("rendez-vous/<int:pk>/annuler/", change.cancel, name="cancel"),
    path("rendez-vous/<int:pk>/retablir/", undoing.restore, name="restore"),
    path("rendez-vous/<int:pk>/suite/", following.next_one, name="next"),
    path("rendez-vous/<int:pk>/suite/necessaire/", following.want_another, name="next-wanted"),
    path("personnes/", include("escale.desk.people.urls")),
    path("personnes/", include("escale.desk.people_files.urls")),
    path("personnes/", include("escale.desk.relatives.urls")),
    path("", include("escale.desk.sheets_given.urls")),
    path("personnes/<int:pk>/inscrire/", enrolling.choose, name="person-enroll"),
    path("personnes/<int:pk>/suivi/", following.name_referent, name="person-referent"),
    path("", include("escale.desk.privacy.urls")),
    path("", include("escale.desk.care.urls")),
    path("partenaires/", include("escale.desk.partner_files.urls")),
    path("attente/", include("escale.desk.waiting.urls")),
    path("accueil/", include("escale.desk.queue.urls")),
    path("comptes-rendus/", include("escale.desk.reports.urls")),
    path("questions/", include("escale.desk.questions.urls")),
    path("partenaires/", include("escale.desk.partners.urls")),
    path("partenaires/", include("escale.desk.prescribers.urls")),
    path("programme/", include("escale.desk.programme.urls")),
    path("communication/sites/", include("escale.desk.sites.urls")),
    path("communication/offres-d-ailleurs/", include("escale.desk.sources.urls")),
    path("communication/missions/", include("escale.desk.missions.urls")),
    path("communication/ma-page/", include("escale.desk.presenting.urls")),
    path("communication/mail-du-mois/", include("escale.desk.mailing.urls")),
    path("communication/lettres/", include("escale.desk.letters.urls")),
    path("mandats/", include("escale.desk.mandates.urls")),
    path("echanges/", include("escale.desk.exchange.urls")),
    path("ateliers/", include("escale.desk.workshops.urls")),
    path("chroniques/", include("escale.desk.articles.urls")),
    path("communication/", include("escale.desk.communication.urls")),
    path("materiel/", include("escale.desk.equipment.urls")),
    path("remplacements/", include("escale.desk.replacing.urls")),
    path("agenda/", include("escale.desk.calendars.urls")),
    path("statistiques/", include("escale.desk.statistics.urls")),
    path("communication/", include("escale.desk.acquisition.urls")),
    path("images/", include("escale.desk.pictures.urls")),
    path("communication/", include("escale.desk.embedding.urls")),
    path("orientations/", include("escale.desk.referrals.urls")),
    path("avis/", include("escale.desk.feedback.urls")),
    path("commentaires/", include("escale.desk.comments.urls")),
    path("reseau/", include("escale.desk.networks.urls")),
    path("entre-pairs/", include("escale.desk.threads.urls")),
    path("entre-pairs/", include("escale.desk.practice.urls")),
    path("ressources/", include("escale.desk.sheets.urls")),
    path("reglages/", include("escale.desk.urls_settings")),
]
