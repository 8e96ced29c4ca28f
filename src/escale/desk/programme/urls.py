"""Addresses of the programmes, under /equipe/programme/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.programme import board, listing, review, slots, suggest

urlpatterns: list[URLPattern] = [
    path("", listing.programmes, name="programmes"),
    path("ajouter/", listing.add, name="programme-add"),
    path("<int:pk>/", board.programme, name="programme"),
    path("<int:pk>/copier/", listing.copy, name="programme-copy"),
    path("<int:pk>/modifier/", listing.change, name="programme-change"),
    path("<int:pk>/ecarter/", listing.archive, name="programme-archive"),
    path("<int:pk>/reprendre/", listing.restore, name="programme-restore"),
    path("<int:pk>/placer/", board.place, name="programme-place"),
    path("<int:pk>/proposer/", suggest.suggest, name="programme-suggest"),
    path("<int:pk>/defaire/", board.undo, name="programme-undo"),
    path("<int:pk>/idee/", board.idea, name="programme-idea"),
    path("<int:pk>/serie/", slots.add_series, name="programme-series"),
    path("<int:pk>/date/", slots.add, name="programme-slot-add"),
    path("<int:pk>/relire/", review.review, name="programme-review"),
    path("<int:pk>/relire/pdf/", review.review_pdf, name="programme-review-pdf"),
    path("<int:pk>/a-relire/", review.to_review, name="programme-to-review"),
    path("<int:pk>/ateliers/", review.add_workshops, name="programme-workshops"),
    path("<int:pk>/publier/", review.publish, name="programme-publish"),
    path("dates/<int:pk>/atelier/", review.add_workshop, name="programme-slot-workshop"),
    path("dates/<int:pk>/", slots.choose, name="programme-slot"),
    path("dates/<int:pk>/modifier/", slots.change, name="programme-slot-change"),
    path("dates/<int:pk>/vider/", slots.clear, name="programme-slot-clear"),
    path("dates/<int:pk>/liberer/", slots.free, name="programme-slot-free"),
    path("dates/<int:pk>/sauter/", slots.skip, name="programme-slot-skip"),
    path("dates/<int:pk>/remettre/", slots.put_back, name="programme-slot-put-back"),
    path("dates/<int:pk>/retirer/", slots.remove, name="programme-slot-remove"),
]
