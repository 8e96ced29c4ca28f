"""Addresses of the roll and of what is signed, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.roll import papers, views

urlpatterns: list[URLPattern] = [
    path("seances/<int:pk>/appel/", views.roll_call, name="roll"),
    path("appels/<int:pk>/defaire/", views.undo, name="roll-undo"),
    path("<int:pk>/emargement/", papers.roll_sheet, name="roll-sheet"),
    path("<int:pk>/emargement.pdf", papers.roll_sheet_pdf, name="roll-sheet-pdf"),
    path("<int:pk>/attestations/", papers.certificates, name="certificates"),
    path("<int:pk>/attestations.pdf", papers.certificates_pdf, name="certificates-pdf"),
    path("inscriptions/<int:pk>/attestation/", papers.certificate, name="certificate"),
    path("inscriptions/<int:pk>/attestation.pdf", papers.certificate_pdf, name="certificate-pdf"),
]
