"""Opening one's own space: a code to the number, a first name always; the same answers whether we know somebody or not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from escale.accounts.models import Membership
from escale.appointments import links as appointment_links
from escale.appointments import offer_links, waiting
from escale.appointments.models import Appointment
from escale.myspace.models import SpaceCode
from escale.outbox.models import Message, OptOut
from escale.people.models import Beneficiary
from escale.portal.space.tests.acting import CLAIRE, LUCETTE, ask_code, give_code, give_name, last_code, opened, text_of
from escale.portal.tests import acting
from escale.testing import builders
from escale.testing.cast import Reception, signed_in
from escale.workshops import links as enrollment_links


def codes_sent() -> list[str]:
    return list(Message.objects.filter(kind="space_code").order_by("pk").values_list("recipient", flat=True))


def test_a_known_number_a_code_and_a_first_name_open_the_space(client: Client, lucette: Beneficiary) -> None:
    ask_code(client)
    assert codes_sent() == ["+33639980042"]
    assert "Qui êtes-vous" in text_of(give_code(client))
    assert "Bonjour Lucette" in text_of(give_name(client, "LUCETTE "))


def test_the_answer_is_the_same_for_a_number_nobody_knows(client: Client, lucette: Beneficiary) -> None:
    known, unknown = ask_code(client), ask_code(Client(), CLAIRE)
    assert known.redirect_chain == unknown.redirect_chain == [("/mon-espace/code/", 302)]
    assert known.content.count(b"\n") == unknown.content.count(b"\n")
    assert codes_sent() == ["+33639980042"]


def test_even_the_right_digits_of_an_unknown_number_show_nothing(client: Client, lucette: Beneficiary) -> None:
    ask_code(client, CLAIRE)
    give_code(client)
    assert "Nous ne trouvons pas ce prénom" in text_of(give_name(client))


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("02 61 91 05 12", "Ce numéro ne reçoit pas nos SMS"),
        ("06 39 98", "Nous lisons 6 chiffres"),
        ("", "Écrivez votre numéro de portable"),
        ("a\x00b", "illisible"),
        ("9" * 5000, "trop long"),
    ],
)
def test_a_number_that_gets_no_sms_is_refused_with_a_sentence(
    client: Client, adviser: Membership, phone: str, said: str
) -> None:
    response = client.post("/mon-espace/", {"phone": phone})
    assert (response.status_code, said in text_of(response)) == (422, True)


def test_somebody_who_refused_sms_gets_none_and_learns_how_to_go_on(client: Client, lucette: Beneficiary) -> None:
    OptOut.objects.create(phone=lucette.phone, asked_at=builders.NOW)
    assert "Vous avez peut-être refusé nos SMS" in text_of(ask_code(client))
    assert codes_sent() == []


@pytest.mark.parametrize("typed", ["12345", "", "abc", "１２３", "0" * 5000, "1\x002345"])
def test_what_is_no_code_is_refused_with_a_sentence_and_costs_no_try(
    client: Client, lucette: Beneficiary, typed: str
) -> None:
    ask_code(client)
    assert give_code(client, typed or " ").status_code == 422
    assert SpaceCode.objects.get().tries == 0


def wrong() -> str:
    return f"{(int(last_code()) + 1) % 10**6:06d}"


def test_a_wrong_code_may_be_tried_again_and_five_times_only(client: Client, lucette: Beneficiary) -> None:
    ask_code(client)
    for _ in range(5):
        assert "Ce ne sont pas les chiffres du SMS" in text_of(give_code(client, wrong()))
    assert "Ce code ne sert plus" in text_of(give_code(client))


def test_a_code_serves_once(client: Client, lucette: Beneficiary) -> None:
    ask_code(client)
    session = dict(client.session)
    give_code(client)
    again = Client()
    again.get("/mon-espace/")
    store = again.session
    store.update(session)
    store.save()
    again.cookies["sessionid"] = str(store.session_key)
    assert "Ce code ne sert plus" in text_of(give_code(again))


def test_a_code_lasts_ten_minutes(client: Client, lucette: Beneficiary, clock) -> None:
    ask_code(client)
    clock.shift(timedelta(minutes=10))
    assert "Ce code ne sert plus" in text_of(give_code(client))


def test_another_browser_can_t_use_the_code(client: Client, lucette: Beneficiary) -> None:
    ask_code(client)
    assert Client().post("/mon-espace/code/", {"code": last_code()}).headers["Location"] == "/mon-espace/"


def test_asked_again_the_former_code_opens_nothing(client: Client, lucette: Beneficiary) -> None:
    ask_code(client)
    former = last_code()
    ask_code(client)
    assert "Ce ne sont pas les chiffres" in text_of(give_code(client, former))


def test_three_codes_a_day_and_no_more_for_one_number(client: Client, lucette: Beneficiary) -> None:
    for _ in range(3):
        ask_code(client)
    assert ask_code(client).status_code == 429
    assert len(codes_sent()) == 3


def test_first_names_are_not_guessed_for_ever(client: Client, lucette: Beneficiary) -> None:
    ask_code(client)
    give_code(client)
    answers = [give_name(client, f"Prénom{chr(65 + turn)}").status_code for turn in range(9)]
    assert answers == [422] * 8 + [429]


def test_two_people_on_one_number_never_see_each_other(lucette: Beneficiary, reception: Reception) -> None:
    yves = builders.person(reception.organization, first_name="Yves", last_name="Briand")
    builders.appointment(reception.adviser, yves, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY)
    shown = text_of(opened().get("/mon-espace/"))
    assert "Rendez-vous avec" not in shown
    data = text_of(opened(first_name="Yves").get("/mon-espace/mes-informations/"))
    assert "Yves Briand" in data
    assert "Lucette" not in data


def test_the_file_of_another_doesn_t_exist_for_her(lucette: Beneficiary, reception: Reception) -> None:
    yves = builders.person(reception.organization, first_name="Yves")
    client = opened()
    for gesture in ("corriger", "effacer"):
        assert client.get(f"/mon-espace/mes-informations/{yves.pk}/{gesture}/").status_code == 404
    assert client.post(f"/mon-espace/mes-informations/{yves.pk}/copie/").status_code == 404


def test_the_space_closes_by_itself_after_half_an_hour(lucette: Beneficiary, clock) -> None:
    client = opened()
    clock.shift(timedelta(minutes=29))
    assert "Bonjour" in text_of(client.get("/mon-espace/"))
    clock.shift(timedelta(minutes=1))
    assert "Recevoir un code par SMS" in text_of(client.get("/mon-espace/"))


def test_more_time_may_be_asked_for_within_two_hours(lucette: Beneficiary, clock) -> None:
    client = opened()
    for _ in range(4):
        clock.shift(timedelta(minutes=25))
        client.post("/mon-espace/encore/")
    assert "Bonjour" in text_of(client.get("/mon-espace/"))
    clock.shift(timedelta(minutes=20))
    assert "Recevoir un code par SMS" in text_of(client.get("/mon-espace/"))


def test_it_is_over_leaves_nothing_in_the_browser(lucette: Beneficiary) -> None:
    client = opened()
    client.post("/mon-espace/fermer/")
    assert client.session.is_empty()
    assert "Recevoir un code par SMS" in text_of(client.get("/mon-espace/"))


def test_closing_leaves_an_adviser_signed_in(lucette: Beneficiary, adviser: Membership) -> None:
    client = signed_in(adviser)
    ask_code(client)
    give_code(client)
    give_name(client)
    client.post("/mon-espace/fermer/")
    assert client.get("/equipe/").status_code == 200


def test_no_cookie_but_the_session_s_and_the_forms(lucette: Beneficiary) -> None:
    assert set(opened().cookies) <= {"sessionid", "csrftoken"}


def test_nothing_of_it_is_kept_by_a_cache_nor_read_by_a_search_engine(lucette: Beneficiary) -> None:
    response = opened().get("/mon-espace/")
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store, private", "noindex, nofollow")


class TestFromAnSms:
    """What the team took is told by SMS alone: its address proves the telephone. Whoever books online reads it herself."""

    @pytest.fixture
    def address(self, lucette: Beneficiary, reception: Reception) -> str:
        taken = builders.appointment(
            reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=builders.NEXT_FRIDAY
        )
        return f"/mon-rendez-vous/{appointment_links.secret_of(taken.link_nonce)}/mon-espace/"

    def test_the_address_of_an_appointment_opens_what_is_planned_without_a_code(
        self, client: Client, address: str
    ) -> None:
        assert "Vendredi 20 novembre à 9 h 30" in text_of(client.post(address, follow=True))

    def test_what_is_in_the_file_wants_a_code_all_the_same(self, client: Client, address: str) -> None:
        client.post(address)
        for page in ("mes-informations", "messages", "appris", "proches", "mes-informations/numero"):
            assert client.get(f"/mon-espace/{page}/").headers["Location"] == "/mon-espace/preuve/"
        assert "06 39 98 00 42" in text_of(client.get("/mon-espace/preuve/"))

    def test_whoever_books_with_the_number_of_another_sees_nothing_planned_without_its_code(
        self, client: Client, address: str, reception: Reception
    ) -> None:
        """She reads the address of what she took on her own screen: she needs no telephone."""
        mine = acting.booked(client, reception)
        response = client.post(
            f"/mon-rendez-vous/{appointment_links.secret_of(mine.link_nonce)}/mon-espace/", follow=True
        )
        assert response.redirect_chain == [("/mon-espace/code/", 302)]
        assert codes_sent() == ["+33639980042"]
        assert "Vendredi 20 novembre" not in text_of(client.get("/mon-espace/"))
        give_code(client)
        assert "Vendredi 20 novembre" in text_of(give_name(client))

    def test_a_place_in_the_line_opens_without_a_code_but_one_seen_on_the_page_of_an_appointment(
        self, client: Client, lucette: Beneficiary, reception: Reception
    ) -> None:
        place = waiting.ask(
            reason=reception.reason, first_name="Lucette", phone=lucette.phone, submission=uuid4(), now=builders.NOW
        )
        earlier = waiting.ask_for_earlier(acting.booked(client, reception), now=builders.NOW)
        opened_at = [
            Client().post(f"/attente/{offer_links.secret_of(entry)}/mon-espace/").headers["Location"]
            for entry in (place, earlier)
        ]
        assert opened_at == ["/mon-espace/", "/mon-espace/code/"]

    def test_it_takes_nothing_from_a_space_opened_with_a_code(
        self, client: Client, lucette: Beneficiary, reception: Reception
    ) -> None:
        group = builders.group(reception.adviser, reception.venue)
        secret = enrollment_links.secret_of(builders.enrollment(group, lucette))
        inside = opened()
        inside.post(f"/mon-inscription/{secret}/mon-espace/")
        assert inside.get("/mon-espace/mes-informations/").status_code == 200

    def test_a_wrong_address_opens_nothing(self, client: Client, adviser: Membership) -> None:
        assert client.post("/mon-rendez-vous/inconnu/mon-espace/").status_code == 404


def test_a_helper_who_booked_sees_it_in_her_own_space(client: Client, reception: Reception) -> None:
    acting.booked(
        client,
        reception,
        phone=CLAIRE,
        first_name="Claire",
        for_someone="on",
        person_first_name="Lucette",
        messages_to="moi",
    )
    assert "pour Lucette" in text_of(opened(CLAIRE, "Claire").get("/mon-espace/"))


def test_a_discreet_appointment_is_never_shown(lucette: Beneficiary, reception: Reception) -> None:
    reception.reason.discreet = True
    reception.reason.save()
    at = builders.NEXT_FRIDAY
    builders.appointment(reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=at)
    client = opened()
    shown = text_of(client.get("/mon-espace/")) + text_of(client.get("/mon-espace/appris/"))
    assert reception.reason.name not in shown
    copied = client.post(f"/mon-espace/mes-informations/{lucette.pk}/copie/", {"format": "json"})
    assert reception.reason.name not in copied.content.decode()
    assert Appointment.objects.count() == 1


def test_each_organization_is_shown_apart_with_its_telephone(lucette: Beneficiary, reception: Reception) -> None:
    other = builders.organization("CCAS de Fougères")
    other.phone = "+33261910599"
    other.save()
    builders.person(other)
    shown = text_of(opened(LUCETTE).get("/mon-espace/"))
    assert "CCAS de Fougères" in shown
    assert "02 61 91 05 99" in shown
    assert "Centre social de Vitré" in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_as_much_whatever_is_planned(
    rows: int, lucette: Beneficiary, reception: Reception, django_assert_num_queries
) -> None:
    for turn in range(rows):
        at = builders.NEXT_FRIDAY + timedelta(days=7 * turn)
        builders.appointment(reception.adviser, lucette, reception.reason, at=reception.venue, starts_at=at)
        group = builders.group(reception.adviser, reception.venue, starts_at=at + timedelta(hours=5))
        builders.enrollment(group, lucette)
        builders.interest(reception.organization, first_name="Lucette", phone=lucette.phone)
    client = opened()
    with django_assert_num_queries(9):
        client.get("/mon-espace/")


def test_the_demonstration_says_whose_space_to_open_and_where_her_sms_are(client: Client, adviser, settings) -> None:
    assert "Démonstration" not in text_of(client.get("/mon-espace/"))
    settings.DEMO = True
    assert "/telephone/+33639980295/" in text_of(client.get("/mon-espace/"))
