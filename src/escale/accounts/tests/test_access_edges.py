"""What a guard lets through, and whose proofs count for whom."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from escale.accounts import access, middleware, rules
from escale.accounts.access import Factors, factors_of, has_second_factor, requires
from escale.accounts.models import Membership, Role
from escale.testing import builders


def asked(role):
    request = HttpRequest()
    request.membership = Membership(role=role)
    return request


class TestGuards:
    @staticmethod
    def page(request, number, *, word):
        """A page."""
        return HttpResponse(f"{number} {word}")

    def test_a_page_answers_whoever_its_rule_lets_in_with_what_was_asked(self):
        guarded = requires(rules.may_manage_team)(self.page)
        assert guarded(asked(Role.ADMIN), 3, word="oui").content == b"3 oui"
        assert guarded.__name__ == "page"

    @pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMIN}))
    def test_and_refuses_everybody_else_before_it_does_anything(self, role):
        called = []

        def page(request):
            called.append(request)
            return HttpResponse()

        guarded = requires(rules.may_manage_team)(page)
        with pytest.raises(PermissionDenied):
            guarded(asked(role))
        assert called == []


class TestProofs:
    def prove(self, member, *kinds):
        for kind in kinds:
            Authenticator.objects.create(user=member.user, type=kind, data={"seed": "x", "secret": "x"})

    def test_each_kind_is_told_apart(self, adviser):
        kind = Authenticator.Type
        assert factors_of(adviser.user) == Factors(app=False, keys=0, recovery_codes=False)
        self.prove(adviser, kind.TOTP)
        assert factors_of(adviser.user) == Factors(app=True, keys=0, recovery_codes=False)
        self.prove(adviser, kind.WEBAUTHN, kind.WEBAUTHN, kind.RECOVERY_CODES)
        assert factors_of(adviser.user) == Factors(app=True, keys=2, recovery_codes=True)

    @pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
    def test_an_application_or_a_key_is_a_second_factor_for_its_owner_alone(self, adviser, colleague, kind):
        self.prove(adviser, kind)
        assert has_second_factor(adviser.user)
        assert not has_second_factor(colleague.user)
        assert factors_of(colleague.user) == Factors(app=False, keys=0, recovery_codes=False)

    def test_recovery_codes_alone_are_none(self, adviser):
        self.prove(adviser, Authenticator.Type.RECOVERY_CODES)
        assert not has_second_factor(adviser.user)


class TestBeforeAnybodyHasAnAccount:
    @pytest.mark.parametrize("path", ["/sante/", "/affichage/"])
    def test_the_health_page_and_the_look_of_pages_stay_open(self, client, db, path):
        response = client.get(path)
        assert response.headers.get("Location") != reverse("account:set-up")

    def test_any_other_page_leads_to_the_set_up(self, client, db):
        for _ in range(2):
            assert client.get("/").headers["Location"] == reverse("account:set-up")
        assert client.get(reverse("account:set-up")).status_code == 200


@pytest.mark.parametrize("ask", ["get", "head"])
def test_whoever_only_looked_at_a_page_comes_back_to_it(client, adviser, ask):
    page, left = reverse("account:team"), reverse("desk:my-day")
    response = getattr(client, ask)(page, headers={"Referer": f"http://testserver{left}"})
    assert response.url == f"{reverse('account_login')}?next={page}"


class TestPagesOfTheTeam:
    def is_team_page(self, name, user, *, open_to_all=False):
        request, view = cast(Any, HttpRequest()), cast(Any, lambda request: HttpResponse())
        request.user, request.resolver_match = user, SimpleNamespace(view_name=name) if name else None
        view.login_required = not open_to_all
        return middleware.is_team_page(request, view)

    @pytest.mark.parametrize(
        "name",
        [
            *("account:home", "account:switch", "account:leave", "account:accept-invitation"),
            *("account:end-session", "account:end-other-sessions", "account_login", "mfa_index"),
        ],
    )
    def test_pages_about_oneself_are_none(self, adviser, name):
        assert not self.is_team_page(name, adviser.user)

    @pytest.mark.parametrize("name", ["desk:my-day", "account:team", ""])
    def test_any_other_is_one_for_somebody_signed_in(self, adviser, name):
        assert self.is_team_page(name, adviser.user)
        assert not self.is_team_page(name, AnonymousUser())

    def test_a_page_open_to_the_public_is_none(self, adviser):
        assert not self.is_team_page("portal:home", adviser.user, open_to_all=True)

    def test_nobody_has_a_view_s_word_that_anybody_may_come(self, adviser):
        request = HttpRequest()
        request.user, request.resolver_match = adviser.user, None
        assert middleware.is_team_page(request, lambda request: HttpResponse())


class TestTheMembershipOfARequest:
    def request(self, user, **session):
        request = cast(Any, HttpRequest())
        request.user, request.session = user, session
        return request

    def test_it_is_the_one_chosen_else_the_first_joined_and_knows_its_user(self, adviser, queries):
        elsewhere = builders.organization("Ailleurs")
        second = Membership.objects.create(user=adviser.user, organization=elsewhere, role=Role.ADMIN)
        first_joined = access.active_memberships(adviser.user_id)[0]
        assert access.current_membership(self.request(adviser.user)) == first_joined
        with queries() as asked_for:
            chosen = access.current_membership(self.request(adviser.user, membership=second.pk))
            assert (chosen, chosen.user) == (second, adviser.user)
        assert len(asked_for) == 1

    def test_one_chosen_and_left_since_is_not_worked_under(self, adviser, outsider):
        assert access.current_membership(self.request(adviser.user, membership=outsider.pk)) == adviser

    def test_the_public_has_none_and_neither_has_whoever_left(self, adviser, now):
        assert access.current_membership(self.request(AnonymousUser())) is None
        Membership.objects.update(ended_at=now)
        assert access.current_membership(self.request(adviser.user)) is None

    def test_choosing_lasts_in_the_session(self, adviser):
        request = self.request(adviser.user)
        access.select(request, membership=adviser)
        assert request.session == {"membership": adviser.pk}
