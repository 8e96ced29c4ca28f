"""Addresses of the figures, under /equipe/statistiques/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.statistics import views, views_networks, views_releases, views_schedules

urlpatterns: list[URLPattern] = [
    path("", views.figures, name="figures"),
    path("activites/", views.behind, name="figures-behind"),
    path("tableur/", views_releases.spreadsheet, name="figures-file"),
    path("bilan/", views_releases.prepare, name="figures-prepare"),
    path("sorties/", views_releases.releases, name="figures-releases"),
    path("sorties/<int:pk>/", views_releases.release, name="figures-release"),
    path("sorties/<int:pk>/bilan.pdf", views_releases.pdf, name="figures-release-pdf"),
    path("sorties/<int:pk>/chiffres.xlsx", views_releases.xlsx, name="figures-release-xlsx"),
    path("sorties/<int:pk>/fermer/", views_releases.close, name="figures-close"),
    path("sorties/<int:pk>/rouvrir/", views_releases.reopen, name="figures-reopen"),
    path("chaque-mois/", views_schedules.schedules, name="figures-monthly"),
    path("chaque-mois/<int:pk>/arreter/", views_schedules.stop, name="figures-monthly-stop"),
    path("chaque-mois/<int:pk>/reprendre/", views_schedules.resume, name="figures-monthly-resume"),
    path("reseaux/<int:pk>/", views_networks.network, name="figures-network"),
]
