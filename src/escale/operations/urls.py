"""Address a monitor asks, under /sante/."""

from django.urls import path

from escale.operations import views

app_name = "operations"
urlpatterns = [path("", views.show_health, name="health")]
