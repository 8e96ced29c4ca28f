"""Addresses of progress, under /equipe/ateliers/, in the namespace of the desk."""

from django.urls import URLPattern, path

from escale.desk.workshops.progress import grids, opinions, reports, reviews, skills

urlpatterns: list[URLPattern] = [
    path("inscriptions/<int:pk>/grille/<slug:moment>/", grids.one, name="skill-check"),
    path("inscriptions/<int:pk>/grille/<slug:moment>/effacer/", grids.clear, name="skill-check-clear"),
    path("<int:pk>/grilles/<slug:moment>/", grids.of_group, name="skill-checks"),
    path("<int:pk>/avis/", opinions.count, name="satisfaction"),
    path("<int:pk>/avis/fiches/", opinions.slips, name="satisfaction-slips"),
    path("<int:pk>/bilan/", reviews.review, name="cycle-review"),
    path("<int:pk>/rapport/", reports.report, name="cycle-report"),
    path("<int:pk>/rapport.pdf", reports.report_pdf, name="cycle-report-pdf"),
    path("savoir-faire/", skills.skills, name="skills"),
    path("savoir-faire/<int:pk>/", skills.rename, name="skills-rename"),
    path("savoir-faire/<int:pk>/deplacer/", skills.move, name="skills-move"),
    path("savoir-faire/<int:pk>/retirer/", skills.archive, name="skills-archive"),
    path("savoir-faire/<int:pk>/remettre/", skills.restore, name="skills-restore"),
]
