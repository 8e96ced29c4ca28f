"""Addresses of the equipment, under /equipe/materiel/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.equipment import views

urlpatterns: list[URLPattern] = [
    path("", views.equipment, name="equipment"),
    path("ajouter/", views.add, name="equipment-add"),
    path("<int:pk>/", views.one, name="equipment-one"),
    path("<int:pk>/changer/", views.change, name="equipment-change"),
    path("<int:pk>/preter/", views.lend, name="equipment-lend"),
    path("<int:pk>/retirer/", views.retire, name="equipment-retire"),
    path("prets/<int:pk>/prolonger/", views.prolong, name="equipment-prolong"),
    path("prets/<int:pk>/rendu/", views.give_back, name="equipment-return"),
    path("prets/<int:pk>/pas-rendu/", views.take_back_return, name="equipment-return-undo"),
]
