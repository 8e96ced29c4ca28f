"""Addresses of what looks after advisers, under /equipe/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.care import views, views_notes, views_numbers

urlpatterns: list[URLPattern] = [
    path("apres-un-echange/", views.care, name="care"),
    path("apres-un-echange/pair/", views.ask, name="care-ask"),
    path("apres-un-echange/pair/<int:pk>/on-s-appelle/", views.answer, name="care-answer"),
    path("apres-un-echange/pair/<int:pk>/retirer/", views.withdraw, name="care-withdraw"),
    path("apres-un-echange/numeros/", views_numbers.numbers, name="care-numbers"),
    path("apres-un-echange/numeros/<int:position>/monter/", views_numbers.move_up, name="care-number-up"),
    path("apres-un-echange/numeros/<int:position>/retirer/", views_numbers.remove, name="care-number-remove"),
    path("apres-un-echange/numeros/liste-nationale/", views_numbers.national, name="care-numbers-national"),
    path("mes-notes/", views_notes.notes, name="notes"),
    path("mes-notes/imprimer/", views_notes.paper, name="notes-paper"),
    path("mes-notes/<int:pk>/", views_notes.note, name="note"),
    path("mes-notes/<int:pk>/supprimer/", views_notes.delete, name="note-delete"),
]
