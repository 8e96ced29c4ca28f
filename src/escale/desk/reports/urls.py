"""Addresses of reports, under /equipe/comptes-rendus/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.reports import views_coordination, views_day, views_list, views_passing, views_record

urlpatterns: list[URLPattern] = [
    path("", views_list.reports, name="reports"),
    path("jour/<desk_day:on>/", views_day.day, name="report-day"),
    path("ajouter/", views_passing.add, name="report-add"),
    path("<int:pk>/", views_record.report, name="report"),
    path("<int:pk>/retirer/", views_record.remove, name="report-remove"),
    path("<int:pk>/remettre/", views_record.restore, name="report-restore"),
    path("coordination/", views_coordination.coordinations, name="coordinations"),
    path("coordination/ajouter/<slug:kind>/", views_coordination.add, name="coordination-add"),
    path("coordination/<int:pk>/", views_coordination.change, name="coordination"),
    path("coordination/<int:pk>/retirer/", views_coordination.remove, name="coordination-remove"),
    path("coordination/<int:pk>/remettre/", views_coordination.restore, name="coordination-restore"),
]
