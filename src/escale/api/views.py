"""The description of the API: for programs, and for whoever writes one."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.api.clients import Reach
from escale.api.v1 import described


class Part(NamedTuple):
    """A parameter or a field: its name, its type, what it is."""

    name: str
    kind: str
    about: str


class Address(NamedTuple):
    """One address as the page tells it."""

    path: str
    summary: str
    about: str
    parameters: list[Part]
    answer: str


@login_not_required
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(described(), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """A plain page, made from the description: no script, nothing asked of another site."""
    schema = described()
    shapes = [(name, list(_fields(shape))) for name, shape in sorted(schema["components"]["schemas"].items())]
    context = {"addresses": list(_addresses(schema)), "shapes": shapes, "reaches": Reach.choices}
    return render(request, "api/docs.html", context)


def _addresses(schema: dict[str, Any]) -> Iterator[Address]:
    for path, operations in schema["paths"].items():
        asked = operations["get"]
        answer = asked["responses"][200]["content"]["application/json"]["schema"]
        yield Address(
            path=path,
            summary=asked["summary"],
            about=asked.get("description", ""),
            parameters=[_part(each["name"], each["schema"]) for each in asked.get("parameters", [])],
            answer=_kind(answer),
        )


def _fields(shape: dict[str, Any]) -> Iterator[Part]:
    for name, field in shape.get("properties", {}).items():
        yield _part(name, field)


def _part(name: str, field: dict[str, Any]) -> Part:
    return Part(name, _kind(field), field.get("description", ""))


def _kind(field: dict[str, Any]) -> str:
    """ "string", "integer ou null", "liste de Share"."""
    if reference := field.get("$ref"):
        return str(reference).rsplit("/", maxsplit=1)[-1]
    if either := field.get("anyOf"):
        return " ou ".join(_kind(each) for each in either)
    if field.get("type") == "array":
        return f"liste de {_kind(field['items'])}"
    return str(field.get("format") or field.get("type") or "valeur")
