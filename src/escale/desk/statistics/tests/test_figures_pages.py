"""The pages of figures: what is asked, what is behind a number, what leaves."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse

from escale.activity import recording
from escale.activity.models import ActivityRecord, Autonomy, Kind, Tag
from escale.activity.reports import NewRecord, Report
from escale.statistics import releasing
from escale.statistics.models import Release, ReleaseKind, ReportSchedule
from escale.statistics.releasing import Outgoing
from escale.statistics.scopes import Scope
from escale.statistics.tests import activities
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.topics import Topic

pytestmark = pytest.mark.usefixtures("friday")


def helped(adviser, on=date(2026, 11, 3), **values):
    report = values.pop("report", Report(topics=[Topic.EMAIL], autonomy=Autonomy.ALONE, unnamed=1))
    given = {"kind": Kind.INDIVIDUAL, "minutes": 30, "completed_at": builders.NOW} | values
    return recording.create(
        NewRecord(
            organization=adviser.organization,
            adviser=adviser.user,
            on=on,
            report=report,
            created_at=builders.NOW,
            **given,
        )
    )


@pytest.fixture
def lived(adviser, venue):
    random = Random("pages")
    people = activities.people(adviser, 30, random)
    activities.write(activities.invented(adviser, [venue], people, count=80, random=random))
    return adviser


def read(member, name="figures", *args, **query):
    return signed_in(member).get(reverse(f"desk:{name}", args=args), query)


def send(member, name, *args, query=None, **values):
    return signed_in(member).post(reverse(f"desk:{name}", args=args, query=query), values)


class TestPage:
    def test_too_few_activities_say_what_is_missing(self, adviser):
        assert "Il faut 5 accompagnements pour un graphique utile." in text(read(adviser))

    def test_the_three_figures_are_never_mixed(self, adviser, person):
        for day in range(1, 6):
            helped(adviser, date(2026, 11, day), people=[person], report=Report())
        helped(adviser, report=Report(unnamed=2), kind=Kind.COLLECTIVE)
        figures = {kpi.label: kpi for kpi in read(adviser).context["page"].kpis}
        assert figures["accompagnements"].figure == "7"
        assert "En 6 activités, dont 2 personnes sans nom." in figures["accompagnements"].explains.replace(
            "\u00a0", " "
        )
        assert figures["personnes différentes"].figure == "1"

    @pytest.mark.parametrize(
        ("query", "first", "last"),
        [
            ({}, date(2026, 1, 1), date(2026, 11, 13)),
            ({"period": "mois-passe"}, date(2026, 10, 1), date(2026, 10, 31)),
            ({"period": "trimestre"}, date(2026, 10, 1), date(2026, 11, 13)),
            ({"period": "trimestre-passe"}, date(2026, 7, 1), date(2026, 9, 30)),
            ({"period": "annee-passee"}, date(2025, 1, 1), date(2025, 12, 31)),
            ({"period": "n’importe quoi"}, date(2026, 1, 1), date(2026, 11, 13)),
            ({"since": "2026-03-01", "until": "2026-03-31"}, date(2026, 3, 1), date(2026, 3, 31)),
            ({"since": "2026-03-31", "until": "2026-03-01"}, date(2026, 3, 1), date(2026, 3, 31)),
            ({"until": "2031-01-01"}, date(2026, 1, 1), date(2026, 11, 13)),
            ({"since": "\x00", "period": "dates"}, date(2026, 1, 1), date(2026, 11, 13)),
        ],
    )
    def test_a_period_is_read_and_never_goes_beyond_today(self, adviser, query, first, last):
        assert read(adviser, **query).context["form"].days == (first, last)

    def test_filters_narrow_and_are_kept_in_every_address(self, lived, venue):
        tag = Tag.objects.create(organization=lived.organization, name="Département", is_funder=True)
        asked = {"venue": venue.pk, "topic": "email", "public": "age:soixante_dix_plus", "tag": tag.pk}
        form = read(lived, **asked, adviser=lived.pk).context["form"]
        assert form.scope.venue == venue
        assert form.scope.adviser == lived.user
        assert form.query == {name: str(value) for name, value in {**asked, "adviser": lived.pk}.items()}

    def test_a_filter_of_another_organization_filters_nothing(self, adviser, outsider):
        other = builders.venue(outsider.organization)
        assert not read(adviser, venue=other.pk).context["form"].scope.is_filtered

    def test_more_activities_ask_no_more_queries(self, lived, venue, queries):
        with queries() as few:
            read(lived)
        people = activities.people(lived, 30, Random("more"))
        activities.write(activities.invented(lived, [venue], people, count=80, random=Random("more")))
        with queries() as many:
            read(lived)
        assert len(many) == len(few)


class TestBehind:
    def test_a_number_leads_to_the_activities_it_counts(self, adviser):
        one, other = helped(adviser), helped(adviser, report=Report(topics=[Topic.HEALTH], unnamed=1))
        listed = read(adviser, "figures-behind", axis="topic", value="email").context["rows"]
        assert [record for record, *_ in listed] == [one]
        assert {record for record, *_ in read(adviser, "figures-behind").context["rows"]} == {one, other}

    def test_nobody_helped_is_named(self, adviser, person):
        helped(adviser, people=[person], report=Report())
        assert person.first_name not in text(read(adviser, "figures-behind"))

    @pytest.mark.parametrize(
        "asked",
        [
            {"axis": "name"},
            {"axis": "tag", "value": "x"},
            {"axis": "hour", "value": "x"},
            {"axis": "topic", "value": "\0"},
            *({"axis": axis, "value": "9" * 30} for axis in ("tag", "venue", "hour", "weekday")),
        ],
    )
    def test_what_is_no_number_of_the_page_is_not_found(self, adviser, asked):
        assert read(adviser, "figures-behind", **asked).status_code == 404

    def test_what_belongs_to_others_is_not_even_named(self, adviser, outsider):
        elsewhere = outsider.organization
        theirs = [
            ("venue", builders.venue(elsewhere)),
            ("tag", Tag.objects.create(organization=elsewhere, name="Leur financeur")),
        ]
        for axis, row in theirs:
            assert read(adviser, "figures-behind", axis=axis, value=row.pk).status_code == 404

    def test_every_line_of_the_page_leads_to_a_list(self, lived):
        asked = {"since": "2025-10-01", "until": "2026-04-30"}
        for panel in read(lived, **asked).context["page"].panels:
            for row in panel.chart.rows:
                response = signed_in(lived).get(row.address)
                assert response.status_code == 200
                assert not row.number or response.context["rows"]

    def test_a_list_asks_as_many_queries_for_one_row_as_for_three(self, adviser, queries):
        helped(adviser)
        with queries() as one:
            read(adviser, "figures-behind")
        helped(adviser)
        helped(adviser)
        with queries() as three:
            read(adviser, "figures-behind")
        assert len(three) == len(one)


class TestLettingOut:
    def test_a_report_is_kept_with_its_words(self, lived):
        response = send(
            lived, "figures-prepare", title="Bilan 2026", objectives="Aller vers", comments="Merci", gesture="report"
        )
        release = Release.objects.get()
        assert response.url == reverse("desk:figures-release", args=[release.pk])
        assert (release.kind, release.title, release.objectives) == (ReleaseKind.REPORT, "Bilan 2026", "Aller vers")

    def test_looking_at_the_preview_lets_nothing_out(self, lived):
        assert "Merci à tous" in text(send(lived, "figures-prepare", title="B", comments="Merci à tous", gesture="see"))
        assert not Release.objects.exists()

    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, lived):
        response = send(lived, "figures-prepare", title="", comments="À garder", gesture="report")
        assert response.status_code == 422
        assert "À garder" in text(response)

    def test_a_password_in_a_comment_is_refused(self, lived):
        response = send(lived, "figures-prepare", title="B", comments="mot de passe : azerty12", gesture="report")
        assert (response.status_code, Release.objects.count()) == (422, 0)

    def test_a_link_is_given_once_and_can_be_closed_and_opened_again(self, lived):
        send(lived, "figures-prepare", title="Bilan", lasts="31", gesture="link")
        release = Release.objects.get()
        page = text(read(lived, "figures-release", release.pk))
        assert f"/chiffres/{releasing.secret_of(release)}/" in page
        send(lived, "figures-close", release.pk)
        assert "Ce lien n’ouvre plus rien." in text(read(lived, "figures-release", release.pk))
        send(lived, "figures-reopen", release.pk)
        release.refresh_from_db()
        assert release.is_open(now=builders.NOW)

    def test_the_spreadsheet_is_kept_among_what_left(self, lived):
        response = send(lived, "figures-file")
        assert response.headers["Content-Disposition"] == 'attachment; filename="chiffres.xlsx"'
        assert Release.objects.get().kind == ReleaseKind.FILE

    def test_the_list_asks_as_many_queries_for_one_row_as_for_three(self, lived, now, queries):
        scope = Scope(organization=lived.organization, since=date(2026, 1, 1), until=date(2026, 3, 31))
        releasing.share(Outgoing(scope=scope, title="Un"), lasts=timedelta(days=9), by=lived.user, now=now)
        with queries() as one:
            read(lived, "figures-releases")
        for title in ("Deux", "Trois"):
            releasing.share(Outgoing(scope=scope, title=title), lasts=timedelta(days=9), by=lived.user, now=now)
        with queries() as three:
            read(lived, "figures-releases")
        assert len(three) == len(one)

    def test_a_mail_each_month_is_asked_for_stopped_and_taken_up(self, lived):
        send(lived, "figures-monthly", title="Chiffres", recipient="mairie@example.org", query={"topic": "email"})
        schedule = ReportSchedule.objects.get()
        assert (schedule.filters, schedule.next_on) == ({"topic": "email"}, date(2026, 12, 1))
        send(lived, "figures-monthly-stop", schedule.pk)
        assert "mairie@example.org" not in text(read(lived, "figures-monthly"))
        send(lived, "figures-monthly-resume", schedule.pk)
        assert "mairie@example.org" in text(read(lived, "figures-monthly"))


def test_the_figures_of_a_network_are_masked_and_never_those_of_a_quarter_that_runs(world):
    page = world.browser("coordinator").get(reverse("desk:figures-network", args=[world.rows["network"].pk]))
    assert page.context["period"] == "du 1er\u00a0juillet au 30\u00a0septembre 2026"
    assert ActivityRecord.objects.exists()
    assert page.context["drawn"].facts == []
