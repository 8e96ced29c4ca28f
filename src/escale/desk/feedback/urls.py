"""Addresses of what is said of the public pages, under /equipe/avis/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.feedback import views, views_reading, views_remarks

urlpatterns: list[URLPattern] = [
    path("", views.opinions, name="opinions"),
    path("avis.csv", views.spreadsheet, name="opinions-csv"),
    path("page/", views.page, name="opinions-page"),
    path("<int:pk>/regler/", views.settle, name="opinion-settle"),
    path("<int:pk>/remettre/", views.reopen, name="opinion-reopen"),
    path("annoter/", views_remarks.write, name="remark"),
    path("remarques/<int:pk>/regler/", views_remarks.settle, name="remark-settle"),
    path("remarques/<int:pk>/remettre/", views_remarks.reopen, name="remark-reopen"),
    path("remarques/<int:pk>/effacer/", views_remarks.erase, name="remark-erase"),
    path("relecture/", views_reading.groups, name="readings"),
    path("relecture/<int:pk>/", views_reading.group, name="reading"),
    path("relecture/<int:pk>/retirer/", views_reading.remove, name="reading-remove"),
    path("relecture/<int:pk>/terminer/", views_reading.close, name="reading-close"),
    path("relecture/<int:pk>/rouvrir/", views_reading.reopen, name="reading-reopen"),
]
