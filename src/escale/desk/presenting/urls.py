"""Addresses of the adviser's own page, under /equipe/communication/ma-page/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.presenting import views

urlpatterns: list[URLPattern] = [
    path("", views.own_page, name="own-page"),
    path("photo/", views.bring_photo, name="own-page-photo"),
    path("photo/retirer/", views.remove_photo, name="own-page-photo-remove"),
    path("retirer/", views.withdraw, name="own-page-withdraw"),
    path("publier/", views.publish, name="own-page-publish"),
]
