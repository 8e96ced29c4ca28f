"""A small site around the interface, so that its tests stand without the apps above."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<p>C\'est ici !</p><textarea>C\'est "moi" !</textarea><input value="C\'est moi !">')


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Ma journée</p>")


@login_not_required
def set_page(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("<p>C'est ici !</p>")
    response.typography_done = True  # type: ignore[attr-defined]
    return response


@login_not_required
def text(request: HttpRequest) -> HttpResponse:
    return HttpResponse("C'est ici !", content_type="text/plain")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


desk = (
    [path(f"equipe/{name}/", private, name=name) for name in ("my-day", "people", "permanences", "settings")],
    "desk",
)
account = ([path("equipe/compte/", page, name="home")], "account")
portal = ([path("accueil/", page, name="home")], "portal")

urlpatterns = [
    path("affichage/", include("escale.ui.urls")),
    path("composants/", include("escale.ui.gallery_urls")),
    path("page/", page),
    path("composee/", set_page),
    path("texte/", text),
    path("panne/", broken),
    path("", include(desk)),
    path("", include(account)),
    path("", include(portal)),
]
handler404 = "escale.ui.errors.not_found"
handler500 = "escale.ui.errors.server_error"
