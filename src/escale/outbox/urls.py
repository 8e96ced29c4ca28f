from django.urls import path

from escale.outbox import views

app_name = "outbox"
urlpatterns = [
    path("messages/recus/<slug:secret>/", views.receipt, name="receipt"),
    path("telephone/<str:phone>/", views.telephone, name="telephone"),
]
