import pytest
from django.db import connection
from django.urls import reverse

from escale.accounts import setup
from escale.accounts.founding import NewOrganization
from escale.accounts.models import Membership, Organization, Role, SetupCode, User
from escale.accounts.setup import Answers
from escale.testing.races import at_once

ANSWERS = Answers(
    organization=NewOrganization(name="Centre social de Vitré", commune="Vitré", phone="+33261910513"),
    first_name="Hélène",
    last_name="Rouault",
    email="helene@example.org",
    password=None,
)
TYPED = {
    "organization": "Centre social de Vitré",
    "commune": "Vitré",
    "phone": "02 61 91 05 13",
    "first_name": "Hélène",
    "last_name": "Rouault",
    "email": "Helene@example.org",
    "password": "",
}


@pytest.fixture
def page(db):
    return reverse("account:set-up")


@pytest.mark.parametrize("address", ["/", "/equipe/", "/equipe/compte/connexion/"])
def test_every_page_of_an_empty_instance_leads_to_the_set_up(client, page, address):
    assert client.get(address).url == page


def test_health_answers_before_the_set_up(client, db):
    assert client.get("/sante/").status_code != 302


def test_once_set_up_the_page_leads_to_sign_in(client, page, adviser):
    assert client.get(page).url == reverse("account_login")


def test_the_code_makes_the_organization_its_admin_and_signs_in(client, page, now):
    code = setup.issue_code(now)
    response = client.post(page, TYPED | {"code": code})
    first = Membership.objects.select_related("user", "organization").get()
    assert response.url == reverse("desk:setup-venues")
    assert first.role == Role.ADMIN
    assert (first.user.email, first.user.full_name) == ("helene@example.org", "Hélène Rouault")
    assert not first.user.has_usable_password()
    assert (first.organization.name, first.organization.slug) == ("Centre social de Vitré", "centre-social-de-vitre")
    assert (first.organization.commune_name, first.organization.phone) == ("Vitré", "+33261910513")
    assert client.session["_auth_user_id"] == str(first.user.pk)
    assert not SetupCode.objects.exists()


def test_the_code_may_be_typed_in_small_letters_and_without_dashes(now, db):
    code = setup.issue_code(now)
    assert setup.set_up(ANSWERS, code=f" {code.lower().replace('-', ' ')} ", now=now).role == Role.ADMIN


def test_a_wrong_code_creates_nothing_and_keeps_what_was_typed(client, page, now):
    setup.issue_code(now)
    response = client.post(page, TYPED | {"code": "AAAA-BBBB-CCCC"})
    assert response.status_code == 422
    assert "Ce code n’est pas celui affiché dans le terminal" in response.content.decode()
    assert 'value="Rouault"' in response.content.decode()
    assert not User.objects.exists()


def test_ten_wrong_codes_in_a_minute_are_enough(client, page, now):
    setup.issue_code(now)
    answers = [client.post(page, TYPED | {"code": f"ESSAI-{n}"}).status_code for n in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_new_code_replaces_the_one_before(now, db):
    first, second = setup.issue_code(now), setup.issue_code(now)
    with pytest.raises(setup.WrongCode):
        setup.set_up(ANSWERS, code=first, now=now)
    assert setup.set_up(ANSWERS, code=second, now=now)


def test_the_code_is_not_stored(now, db):
    code = setup.issue_code(now)
    assert setup.normalized(code) not in str(SetupCode.objects.values().get())


def test_an_instance_is_set_up_once(now, db):
    setup.set_up(ANSWERS, code=setup.issue_code(now), now=now)
    with pytest.raises(setup.AlreadySetUp):
        setup.set_up(ANSWERS, code=setup.issue_code(now), now=now)


def test_a_password_too_easy_to_find_is_refused(client, page, now):
    response = client.post(page, TYPED | {"code": setup.issue_code(now), "password": "motdepasse"})
    assert response.status_code == 422
    assert "12" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.race
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to win")
@pytest.mark.django_db(transaction=True)
def test_two_submissions_at_once_make_one_instance(now):
    code = setup.issue_code(now)

    def submit() -> bool:
        try:
            setup.set_up(ANSWERS, code=code, now=now)
        except (setup.WrongCode, setup.AlreadySetUp):
            return False
        return True

    assert sorted(at_once([submit] * 4)) == [False, False, False, True]
    assert (User.objects.count(), Organization.objects.count(), Membership.objects.count()) == (1, 1, 1)
