"""The figures of the team, and the activities behind each number."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from escale.accounts.access import MemberRequest, requires
from escale.accounts.models import Network
from escale.activity.models import ActivityRecord, Tag
from escale.desk.receivers import receivers
from escale.desk.statistics import behind as listing
from escale.desk.statistics import page
from escale.desk.statistics.behind import NoSuchNumber
from escale.desk.statistics.forms import FilterForm
from escale.desk.today import today_of
from escale.french.dates import day_year
from escale.places.zones import venues_of
from escale.statistics import filters, labels, rules, tables
from escale.statistics.scopes import Scope
from escale.together import read_together

PER_PAGE = 25


def asked(request: MemberRequest) -> FilterForm:
    """The filters of this address."""
    organization = request.membership.organization
    tags = Tag.objects.of_organization(organization).usable_by(request.user).by_name()
    read_together(venues_of(organization), receivers(organization), tags)
    return FilterForm(request.GET, organization=organization, tags=tags, today=today_of(request))


@require_safe
@requires(rules.may_see_figures)
def figures(request: MemberRequest) -> HttpResponse:
    """The page of figures."""
    form = asked(request)
    scope = form.scope
    context = {
        "form": form,
        "query": form.query,
        "period": words_of(scope),
        "page": page.read(scope, query=form.query, now=timezone.now()),
        "networks": Network.objects.coordinated_by(request.user).order_by("name", "pk"),
        "may_release": rules.may_release(request.membership),
    }
    return render(request, "desk/statistics/figures.html", context)


@require_safe
@requires(rules.may_see_figures)
def behind(request: MemberRequest) -> HttpResponse:
    """The activities one number counts, the latest first."""
    form = asked(request)
    axis, value = request.GET.get("axis", ""), request.GET.get("value", "")
    try:
        found = listing.records(form.scope, axis=axis, value=value)
    except NoSuchNumber as problem:
        raise Http404 from problem
    shown = found.select_related("adviser", "venue").prefetch_related("topics").order_by("-on", "-starts_at", "-pk")
    rows = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": form.query,
        "period": words_of(form.scope),
        "line": _line(axis, value),
        "page": rows,
        "rows": [(record, day_year(record.on), _topics(record)) for record in rows],
    }
    return render(request, "desk/statistics/behind.html", context)


def words_of(scope: Scope) -> str:
    """ "Du 1er janvier au 13 novembre 2026, tous les lieux"."""
    period = filters.period_said(scope.since, scope.until)
    return f"{period[:1].upper()}{period[1:]}, {filters.said(scope) or 'tous les lieux'}"


def _line(axis: str, value: str) -> str:
    """The line one comes from: "Les sujets les plus demandés : E-mail"."""
    if not axis:
        return "Tous les accompagnements"
    about = tables.AXES.get(axis)
    return f"{about.title if about else 'Mot-clé ou jour'} : {tables.label(axis, value, named=_named(axis, value))}"


def _named(axis: str, value: str) -> labels.Labels:
    return tables.names({axis: {value: 1}} if axis in {"venue", "tag"} and value.isdecimal() else {})


def _topics(record: ActivityRecord) -> str:
    return ", ".join(sorted(topic.get_topic_display() for topic in record.topics.all())) or "Sans sujet noté"
