"""Addresses of other sites, under /equipe/communication/sites/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.sites import views, views_posting

urlpatterns: list[URLPattern] = [
    path("", views.sites, name="other-sites"),
    path("relier/<slug:site>/", views.connect, name="other-site-connect"),
    path("<int:pk>/cle/", views.change_key, name="other-site-key"),
    path("<int:pk>/arreter/", views.stop, name="other-site-stop"),
    path("<int:pk>/reprendre/", views.resume, name="other-site-resume"),
    path("<int:pk>/oublier/", views.forget, name="other-site-forget"),
    path("facebook/<int:pk>/", views_posting.post, name="other-site-post"),
    path("publications/<int:pk>/reprendre/", views_posting.take_back, name="other-site-take-back"),
]
