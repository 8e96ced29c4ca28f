"""Addresses of the pictures, under /equipe/images/."""

from django.urls import URLPattern, path

from escale.desk.pictures import views, views_rights

urlpatterns: list[URLPattern] = [
    path("", views_rights.pictures, name="pictures"),
    path("<int:pk>/droits/", views_rights.picture_rights, name="picture-rights"),
    path("accords/<int:pk>/reprendre/", views_rights.consent_take_back, name="consent-take-back"),
    path("accords/<int:pk>/rendre/", views_rights.consent_give_back, name="consent-give-back"),
    path("kits/<int:pk>/", views.kit_pictures, name="kit-pictures"),
    path("kits/<int:pk>/choisir/", views.choose, name="kit-picture-choose"),
    path("<int:pk>/retirer/", views.withdraw, name="picture-withdraw"),
    path("<int:pk>/remettre/", views.restore, name="picture-restore"),
    path("<desk_file:name>", views.picture, name="picture"),
]
