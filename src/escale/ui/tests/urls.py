"""A small site around the interface, so that its tests stand without the apps above."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from escale.ui.forms import Form


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse('<p>C\'est ici !</p><textarea>C\'est "moi" !</textarea><input value="C\'est moi !">')


@login_not_required
def long(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("<p>Ici</p>" * 200, content_type="image/png" if "image" in request.GET else "text/html")
    if "secret" in request.GET:
        response.headers["Cache-Control"] = "no-store, private"
    return response


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Ma journée</p>")


EXCHANGE = Template("""{% extends "ui/public.html" %}{% block title %}Échange{% endblock %}{% block main %}
<h1>Échange</h1><form method="post" novalidate data-hx-post="/echange/" data-hx-target="#suite">
<label>Votre prénom <input name="first_name"></label><button class="btn">Envoyer</button></form>
<div id="suite"></div>{% endblock %}""")
NOTED = '<h2 data-focus data-announce="Prénom noté">C’est noté</h2>'


class Name(Form):
    first_name = forms.CharField(label="Votre prénom")


@csrf_exempt
@login_not_required
def exchange(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return HttpResponse(EXCHANGE.render(RequestContext(request)))
    form = Name(request.POST)
    return HttpResponse(NOTED) if form.is_valid() else HttpResponse(str(form), status=422)


@login_not_required
def set_page(request: HttpRequest) -> HttpResponse:
    response = HttpResponse("<p>C'est ici !</p>")
    response.typography_done = True
    return response


@login_not_required
@require_POST
def form_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<p>Noté</p>")


@login_not_required
def text(request: HttpRequest) -> HttpResponse:
    return HttpResponse("C'est ici !", content_type="text/plain")


@login_not_required
def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection unexpectedly")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


desk = (
    [path(f"equipe/{name}/", private, name=name) for name in ("my-day", "people", "permanences", "settings", "more")],
    "desk",
)
account = ([path("equipe/compte/", page, name="home")], "account")
portal = ([path("accueil/", page, name="home")], "portal")

urlpatterns = [
    path("affichage/", include("escale.ui.urls")),
    path("composants/", include("escale.ui.gallery_urls")),
    path("page/", page),
    path("longue/", long),
    path("echange/", exchange),
    path("composee/", set_page),
    path("texte/", text),
    path("seulement-un-formulaire/", form_only),
    path("panne/", broken),
    path("base-absente/", without_database),
    path("", include(desk)),
    path("", include(account)),
    path("", include(portal)),
]
handler404 = "escale.ui.errors.not_found"
handler500 = "escale.ui.errors.server_error"
