"""Addresses of the pictures, under /equipe/images/."""

from django.urls import URLPattern, path

from escale.desk.pictures import views

urlpatterns: list[URLPattern] = [
    path("kits/<int:pk>/", views.kit_pictures, name="kit-pictures"),
    path("kits/<int:pk>/choisir/", views.choose, name="kit-picture-choose"),
    path("<int:pk>/retirer/", views.withdraw, name="picture-withdraw"),
    path("<int:pk>/remettre/", views.restore, name="picture-restore"),
    path("<desk_file:name>", views.picture, name="picture"),
]
