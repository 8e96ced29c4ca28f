"""Addresses of the exchange with the national tool, under /equipe/echanges/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.exchange import views

urlpatterns: list[URLPattern] = [
    path("", views.exchange, name="exchange"),
    path("apporter/", views.bring, name="exchange-bring"),
    path("apporter/<int:pk>/", views.preview, name="exchange-preview"),
    path("apporter/<int:pk>/ecrire/", views.write, name="exchange-write"),
    path("apporter/<int:pk>/laisser/", views.leave, name="exchange-leave"),
    path("apporter/<int:pk>/defaire/", views.undo, name="exchange-undo"),
    path("emporter/", views.take, name="exchange-take"),
]
