"""The address of what other sites may take up, under /equipe/communication/, in the namespace of the desk."""

from django.urls import path

from escale.desk.embedding import views

urlpatterns = [path("sur-un-autre-site/", views.embedding, name="embedding")]
