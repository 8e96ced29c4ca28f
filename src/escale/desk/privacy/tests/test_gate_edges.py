"""Each thing that makes somebody one of those who accompany a person, and of her alone; what stands before a file."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from escale.accounts.models import Membership, Role
from escale.appointments import booking
from escale.appointments.models import WalkIn
from escale.desk.agenda.scope import Reader
from escale.desk.privacy import gate
from escale.people import reading
from escale.people.models import Beneficiary, FileRead, PeopleImport, ReadKind
from escale.people.reading import ACCOMPANIES, Access
from escale.testing import builders
from escale.testing.builders import NEXT_FRIDAY
from escale.testing.cast import signed_in
from escale.workshops.models import Attendance, Mark

pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def odette(organization):
    return builders.person(organization, first_name="Odette", phone="+33639980061")


@pytest.fixture
def jeanne(organization):
    """Nobody's: whatever links somebody to Odette says nothing of her."""
    return builders.person(organization, first_name="Jeanne", phone="+33639980062")


def appointment(reception, colleague, odette, now):
    booking.book_by_staff(
        by=reception.adviser, adviser=reception.adviser.user, co_adviser=colleague.user, person=odette,
        reason=reception.reason, venue=reception.venue, starts_at=NEXT_FRIDAY, accept_warnings=True, now=now,
    )  # fmt: skip


def walk_in(reception, colleague, odette, now):
    arrived = builders.walk_in(reception.venue)
    WalkIn.objects.filter(pk=arrived.pk).update(person=odette, adviser=colleague.user)


def session(reception):
    return builders.session_of(builders.group(reception.adviser, reception.venue))


def enrolled(reception, colleague, odette, now):
    group = builders.group(reception.adviser, reception.venue)
    builders.session_of(group).co_advisers.add(colleague.user)
    builders.enrollment(group, odette)


def came(where, odette, now):
    Attendance.objects.create(session=where, person=odette, mark=Mark.PRESENT, noted_at=now)


def came_to_one_she_leads(reception, colleague, odette, now):
    came(builders.session_of(builders.group(colleague, reception.venue)), odette, now)


def came_to_one_she_helps_at(reception, colleague, odette, now):
    where = session(reception)
    where.co_advisers.add(colleague.user)
    came(where, odette, now)


def brought_with_a_list(reception, colleague, odette, now):
    brought = PeopleImport.objects.create(
        organization=odette.organization, file_name="liste.csv", made_by=colleague.user, made_at=now
    )
    Beneficiary.objects.filter(pk=odette.pk).update(imported_by=brought)


def referent(reception, colleague, odette, now):
    Beneficiary.objects.filter(pk=odette.pk).update(referent=colleague.user)


@pytest.mark.parametrize(
    "link",
    [
        appointment,
        walk_in,
        enrolled,
        came_to_one_she_leads,
        came_to_one_she_helps_at,
        brought_with_a_list,
        referent,
    ],
)
def test_each_link_opens_the_file_of_that_person_to_that_member(reception, colleague, odette, jeanne, now, link):
    link(reception, colleague, odette, now)
    assert reading.access(odette, reader=colleague, now=now) == Access.FULL
    assert reading.access(jeanne, reader=colleague, now=now) == Access.ASK_REASON
    stranger = builders.member(odette.organization, role=Role.COORDINATOR)
    assert reading.access(odette, reader=stranger, now=now) == Access.ASK_REASON


def test_no_link_is_forgotten_here():
    assert len(ACCOMPANIES) == 10


class TestGates:
    def asked(self, member, method="GET"):
        request = cast(Any, HttpRequest())
        request.method, request.user, request.membership, request.session = method, member.user, member, {}
        request.META = {"SERVER_NAME": "testserver", "SERVER_PORT": "80"}
        request.htmx = SimpleNamespace(boosted=False)
        return request

    @staticmethod
    def page(request, pk):
        return HttpResponse(f"fiche {pk}")

    @pytest.mark.parametrize("door", [gate.opens_file, gate.within_file])
    def test_whoever_accompanies_her_gets_the_page(self, colleague, odette, now, door):
        Beneficiary.objects.update(referent=colleague.user)
        assert door(self.page)(self.asked(colleague), odette.pk).content == f"fiche {odette.pk}".encode()

    def test_each_page_leaves_its_line_and_a_gesture_none(self, colleague, odette):
        Beneficiary.objects.update(referent=colleague.user)
        FileRead.objects.all().delete()
        gate.within_file(self.page)(self.asked(colleague), odette.pk)
        gate.opens_file(self.page)(self.asked(colleague, "POST"), odette.pk)
        assert not FileRead.objects.exists()
        gate.opens_file(self.page)(self.asked(colleague), odette.pk)
        line = FileRead.objects.get()
        assert (line.person, line.by, line.kind, line.reason) == (odette, colleague.user, ReadKind.OPENED, "")

    def test_the_reading_whose_reason_was_written_is_not_written_twice(self, colleague, odette, jeanne):
        Beneficiary.objects.update(referent=colleague.user)
        request = self.asked(colleague)
        request.session = {gate.NOTED: odette.pk}
        gate.opens_file(self.page)(request, odette.pk)
        assert not FileRead.objects.filter(person=odette).exists()
        request.session = {gate.NOTED: odette.pk}
        gate.opens_file(self.page)(request, jeanne.pk)
        assert FileRead.objects.filter(person=jeanne).exists()

    def test_the_question_is_a_page_like_another_until_it_is_answered_badly(self, colleague, odette):
        browser = signed_in(colleague)
        assert browser.get(reverse("desk:person", args=[odette.pk])).status_code == 200
        assert browser.post(reverse("desk:person-reason", args=[odette.pk]), {}).status_code == 422


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ([], False),
        ([Role.FRONT_DESK], False),
        ([Role.VOLUNTEER, Role.FRONT_DESK], False),
        ([Role.ADVISER], True),
        ([Role.FRONT_DESK, Role.ADMIN], True),
    ],
)
def test_whoever_sets_up_in_one_of_her_organizations_may_in_the_agenda(roles, may):
    reader = Reader(user_id=1, memberships={at: Membership(role=role) for at, role in enumerate(roles)})
    assert reader.may_set_up is may


def test_one_works_in_ones_own_organizations_alone():
    reader = Reader(user_id=1, memberships={3: Membership(role=Role.ADVISER)})
    assert (reader.works_in(3), reader.works_in(4)) == (True, False)
