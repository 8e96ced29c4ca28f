"""Addresses of sessions and cycles, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.groups import (
    adding,
    answers,
    calling_off,
    catching_up,
    changing,
    cycle_adding,
    enrolling,
    home,
    one,
    presences,
    replaying,
    skipped,
)

urlpatterns: list[URLPattern] = [
    path("", home.workshops, name="workshops"),
    path("programmer/", adding.add, name="group-add"),
    path("cycles/preparer/", cycle_adding.add, name="cycle-add"),
    path("<int:pk>/", one.group, name="group"),
    path("<int:pk>/modifier/", changing.change, name="group-change"),
    path("<int:pk>/places/", changing.resize, name="group-resize"),
    path("<int:pk>/publier/", changing.publish, name="group-publish"),
    path("<int:pk>/retirer-du-site/", changing.unpublish, name="group-unpublish"),
    path("<int:pk>/inscrire/", enrolling.enroll, name="group-enroll"),
    path("<int:pk>/regrouper/", calling_off.merge, name="group-merge"),
    path("<int:pk>/annuler/", calling_off.cancel_group, name="group-cancel"),
    path("<int:pk>/retablir/", calling_off.restore_group, name="group-restore"),
    path("<int:pk>/seances/ajouter/", changing.add_session, name="session-add"),
    path("seances/<int:pk>/deplacer/", calling_off.move, name="session-move"),
    path("seances/<int:pk>/annuler/", calling_off.cancel_session, name="session-cancel"),
    path("seances/<int:pk>/retablir/", calling_off.restore_session, name="session-restore"),
    path("seances/<int:pk>/revoir/", replaying.replay, name="session-replay"),
    path("seances/<int:pk>/presents/", presences.save, name="session-present"),
    path("jours-sautes/<int:pk>/remettre/", skipped.put_back, name="skipped-put-back"),
    path("inscriptions/<int:pk>/annuler/", answers.cancel, name="enrollment-cancel"),
    path("inscriptions/<int:pk>/remettre/", answers.restore, name="enrollment-restore"),
    path("inscriptions/<int:pk>/proposer/", answers.offer, name="enrollment-offer"),
    path("inscriptions/<int:pk>/passer-devant/", answers.put_first, name="enrollment-raise"),
    path("inscriptions/<int:pk>/reponse/", answers.answer, name="enrollment-answer"),
    path("inscriptions/<int:pk>/rattraper/", catching_up.catch_up, name="catch-up"),
    path("rattrapages/<int:pk>/defaire/", catching_up.undo, name="catch-up-undo"),
]
