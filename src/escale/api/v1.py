"""The addresses of the API under /api/v1/, declared once: what answers them and what describes them are the same lines."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI, Query, Schema
from ninja.errors import AuthenticationError, AuthorizationError, ValidationError
from pydantic import AwareDatetime, Field

from escale.accounts.models import Organization, User
from escale.api import activities, figures, paging, schemas
from escale.api.access import ClientRequest, KeyAndSecret, check
from escale.api.clients import Reach
from escale.api.figures import NotWholeMonths
from escale.api.paging import MOST, BadCursor
from escale.limits import TooManyTries
from escale.places.models import Venue
from escale.places.zones import zone_of
from escale.statistics.figures import Scope

ROOT = "/api/v1"
PROBLEMS = {400: schemas.Problem, 401: schemas.Problem, 403: schemas.Problem, 429: schemas.Problem}

api = NinjaAPI(
    title="Escale",
    version="1",
    description="Les activités et les chiffres d’une structure, en lecture, dans la forme de l’API de La Coop.",
    auth=KeyAndSecret(),
    openapi_url=None,
    docs_url=None,
    urls_namespace="api-v1",
)


FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""A day out of our time is a slip; and a clock has no midnight at the ends of the calendar."""
FIRST, LAST = (datetime.combine(day, time(), tzinfo=UTC) for day in (FIRST_DAY, LAST_DAY))


class ActivityQuery(Schema):
    size: int = Field(50, alias="page[size]", ge=1, le=MOST, description="Activités par page")
    after: str | None = Field(None, alias="page[after]", max_length=200, description="Curseur de la page suivante")
    before: str | None = Field(None, alias="page[before]", max_length=200, description="Curseur de la page d’avant")
    created_since: AwareDatetime | None = Field(
        None,
        alias="filter[creation][depuis]",
        ge=FIRST,
        le=LAST,
        description="Instant, avec son fuseau : 2026-11-01T00:00:00Z",
    )
    changed_since: AwareDatetime | None = Field(
        None, alias="filter[modification][depuis]", ge=FIRST, le=LAST, description="Instant, avec son fuseau"
    )


class FigureQuery(Schema):
    since: date | None = Field(
        None,
        alias="filter[du]",
        ge=FIRST_DAY,
        le=LAST_DAY,
        description="Premier jour ; le 1er janvier si rien n’est dit",
    )
    until: date | None = Field(
        None, alias="filter[au]", ge=FIRST_DAY, le=LAST_DAY, description="Dernier jour ; aujourd’hui si rien n’est dit"
    )
    adviser: int | None = Field(None, alias="filter[mediateurs]", description="Un seul, pour qui lit les activités")
    venue: int | None = Field(None, alias="filter[lieux]", description="Un seul, pour qui lit les activités")
    commune: str | None = Field(
        None, alias="filter[communes]", pattern=r"^[0-9AB]{5}$", description="Un code INSEE, pour qui lit les activités"
    )


class BadRequest(Exception):
    """What is asked can't be answered; the message says why."""


@api.get("/health", response={200: schemas.Health, **PROBLEMS}, url_name="health", summary="La clé ouvre-t-elle ?")
def health(request: ClientRequest) -> dict[str, str]:
    """Aucun droit n’est demandé, mais la clé doit être valable."""
    return {"status": "ok"}


@api.get(
    "/activites",
    response={200: schemas.ActivityList, **PROBLEMS},
    url_name="activities",
    summary="Les activités, la dernière modifiée d’abord",
)
def list_activities(request: ClientRequest, query: Query[ActivityQuery]) -> schemas.ActivityList:
    """Droit : `activites`. Celles qui ont été retirées y sont, avec leur `suppression`. Ni nom, ni note."""
    check(request.auth, Reach.ACTIVITIES)
    found = activities.of(
        request.auth.organization, created_since=query.created_since, changed_since=query.changed_since
    )
    page = paging.page(found, size=query.size, after=query.after, before=query.before)
    return schemas.ActivityList(
        data=[activities.told(record) for record in page.rows],
        links=schemas.Links(
            self=_address(request, {}),
            next=_address(request, {"page[after]": page.next}) if page.next else None,
            prev=_address(request, {"page[before]": page.prev}) if page.prev else None,
        ),
        meta=schemas.Meta(
            total_count=page.total,
            items_per_page=query.size,
            total_pages=-(-page.total // query.size),
            has_next_page=page.next is not None,
            has_prev_page=page.prev is not None,
        ),
    )


@api.get(
    "/statistiques",
    response={200: schemas.FigureAnswer, **PROBLEMS},
    url_name="figures",
    summary="Les chiffres d’une période",
)
def show_figures(request: ClientRequest, query: Query[FigureQuery]) -> schemas.FigureAnswer:
    """Droit : `statistiques`. Qui n’a pas aussi `activites` reçoit des mois entiers, masqués sous 5 personnes."""
    client, now = request.auth, timezone.now()
    check(client, Reach.FIGURES)
    today = now.astimezone(zone_of(client.organization)).date()
    if client.may(Reach.ACTIVITIES):
        scope = _scope(client.organization, query, today=today)
        told = figures.open_figures(scope, now=now)
    elif query.adviser or query.venue or query.commune:
        raise BadRequest("filter: needs the scope activites")
    else:
        # Without a period: the year so far, until the end of last month.
        scope = _scope(client.organization, query, today=today.replace(day=1) - timedelta(days=1))
        told = figures.masked_figures(scope, client=client, today=today, now=now)
    data = schemas.Figures(id=f"{scope.since}_{scope.until}", attributes=figures.attributes(told, scope))
    return schemas.FigureAnswer(data=data, links=schemas.Links(self=_address(request, {})))


def _scope(organization: Organization, query: FigureQuery, *, today: date) -> Scope:
    until = query.until or today
    since = query.since or until.replace(month=1, day=1)
    if since > until:
        raise BadRequest("filter[du]: after filter[au]")
    advisers = User.objects.filter(memberships__organization=organization).distinct()
    adviser = advisers.filter(pk=query.adviser).first() if query.adviser else None
    venue = Venue.objects.of_organization(organization).filter(pk=query.venue).first() if query.venue else None
    if (query.adviser and adviser is None) or (query.venue and venue is None):
        raise BadRequest("filter: unknown adviser or venue")
    return Scope(
        organization=organization,
        since=since,
        until=until,
        adviser=adviser,
        venue=venue,
        commune=query.commune or "",
    )


def _address(request: HttpRequest, changed: dict[str, str]) -> str:
    """The address asked for, with another cursor."""
    kept = {name: value for name, value in request.GET.items() if not changed or name not in CURSORS}
    query = urlencode(kept | changed, safe="[]")
    return f"{settings.BASE_URL}{request.path}" + (f"?{query}" if query else "")


CURSORS = frozenset({"page[after]", "page[before]"})


def described() -> dict[str, Any]:
    """The description of the API (OpenAPI)."""
    schema: dict[str, Any] = api.get_openapi_schema(path_prefix=f"{ROOT}/")
    return schema | {"servers": [{"url": settings.BASE_URL}]}


def _answer(status: int, said: Callable[[Any], str], **headers: str) -> Callable[[HttpRequest, Any], HttpResponse]:
    def answer(request: HttpRequest, problem: Any) -> HttpResponse:
        response: HttpResponse = api.create_response(request, {"error": said(problem)}, status=status)
        for name, value in headers.items():
            response.headers[name.replace("_", "-")] = value
        return response

    return answer


def _invalid(problem: ValidationError) -> str:
    return "; ".join(f"{error['loc'][-1]}: {error['msg']}" for error in problem.errors)


def _too_many(request: HttpRequest, problem: Any) -> HttpResponse:
    return _answer(429, lambda _: "Too Many Requests", Retry_After=str(problem.retry_after))(request, problem)


api.add_exception_handler(AuthenticationError, _answer(401, lambda _: "Unauthorized", WWW_Authenticate="Bearer"))
api.add_exception_handler(AuthorizationError, _answer(403, lambda _: "Forbidden"))
api.add_exception_handler(ValidationError, _answer(400, _invalid))
api.add_exception_handler(BadRequest, _answer(400, str))
api.add_exception_handler(BadCursor, _answer(400, lambda _: "page: unknown cursor"))
api.add_exception_handler(NotWholeMonths, _answer(400, lambda _: "filter: whole months that have ended only"))
api.add_exception_handler(TooManyTries, _too_many)
