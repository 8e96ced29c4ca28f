"""Composition root of requests: which app answers which address."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("equipe/compte/", include("escale.accounts.urls")),
    path("equipe/reglages/programmes/", include("escale.api.programs.urls")),
    path("equipe/redaction/", include("escale.writing.urls")),
    path("equipe/", include("escale.desk.urls")),
    path("api/v1/", include("escale.api.urls")),
    path("sante/", include("escale.operations.urls")),
    path("affichage/", include("escale.ui.urls")),
    path("", include("escale.outbox.urls")),
    path("", include("escale.portal.urls")),
]

if settings.DEBUG:
    urlpatterns.insert(0, path("composants/", include("escale.ui.gallery_urls")))

handler400 = "escale.ui.errors.bad_request"
handler403 = "escale.ui.errors.forbidden"
handler404 = "escale.ui.errors.not_found"
handler500 = "escale.ui.errors.server_error"
handler429 = "escale.ui.errors.too_many"  # Read by allauth.
