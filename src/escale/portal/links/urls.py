"""Short addresses: without a last slash, as they are printed; with it, as some type them."""

from django.urls import path

from escale.portal.links import views

urlpatterns = [
    path("r/<str:code>", views.follow, name="follow"),
    path("r/<str:code>/", views.follow, name="follow-typed"),
]
