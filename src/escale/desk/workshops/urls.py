"""Addresses of the workshops, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("escale.desk.workshops.groups.urls")),
    path("catalogue/", include("escale.desk.workshops.catalogue.urls")),
    path("", include("escale.desk.workshops.leading.urls")),
    path("", include("escale.desk.workshops.roll.urls")),
    path("", include("escale.desk.workshops.progress.urls")),
    path("groupes/", include("escale.desk.workshops.builder.urls")),
    path("", include("escale.desk.workshops.interests.urls")),
]
