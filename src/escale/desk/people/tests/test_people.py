from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from escale.appointments import outcomes
from escale.appointments.models import Appointment, State
from escale.outbox.models import Message, MessageState
from escale.people.models import Beneficiary, Preference
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text

pytestmark = pytest.mark.usefixtures("friday")

MONDAY_9 = datetime(2026, 11, 16, 8, tzinfo=UTC)


def read(membership, name, *args, **query):
    return signed_in(membership).get(reverse(f"desk:{name}", args=args), query)


def correct(membership, person, **values):
    given = {"first_name": person.first_name, "last_name": person.last_name, "phone": person.phone}
    address = reverse("desk:person-correct", args=[person.pk])
    return signed_in(membership).post(address, given | {"preference": "sms"} | values)


@pytest.fixture
def noted(person):
    Beneficiary.objects.filter(pk=person.pk).update(notes="Écrire gros")
    return person


class TestList:
    def test_people_are_listed_by_name_twenty_five_a_page(self, adviser):
        for number in range(30):
            builders.person(adviser.organization, first_name=f"Anne{number:02d}", phone=f"+336399801{number:02d}")
        first, second = read(adviser, "people"), read(adviser, "people", page=2)
        assert [row.person.first_name for row in first.context["rows"]] == [f"Anne{n:02d}" for n in range(25)]
        assert len(second.context["rows"]) == 5

    @pytest.mark.parametrize(
        "asked", ["helene", "HÉLÈNE", "le-goff", "le goff hel", "06.39.98", "9801 55", "0033639980155"]
    )
    def test_accents_hyphens_and_groups_of_digits_do_not_matter(self, adviser, asked):
        builders.person(adviser.organization, first_name="Hélène", last_name="Le Goff", phone="+33639980155")
        builders.person(adviser.organization, first_name="Paul", last_name="Thual", phone="+33261910599")
        assert [row.person.first_name for row in read(adviser, "people", q=asked).context["rows"]] == ["Hélène"]

    @pytest.mark.parametrize("asked", ["", "\x00", "%", "x" * 5000, "😀", "\u202elucette"])
    def test_any_search_answers(self, adviser, person, asked):
        assert read(adviser, "people", q=asked).status_code == 200

    def test_nobody_found_offers_to_open_a_file(self, adviser, person):
        assert "Personne ne correspond." in text(read(adviser, "people", q="zzz"))

    def test_the_people_of_another_organization_are_not_listed(self, outsider, person):
        assert "Lucette" not in text(read(outsider, "people"))

    def test_the_list_costs_the_same_whatever_its_length(self, adviser, queries):
        client = signed_in(adviser)

        def seen():
            with queries() as found:
                client.get(reverse("desk:people"))
            return len(found)

        builders.person(adviser.organization)
        seen()
        one = seen()
        for number in range(2):
            builders.person(adviser.organization, phone=f"+3363998010{number}")
        assert seen() == one


class TestFile:
    def test_the_file_tells_the_history_in_sentences(self, adviser, reception, person):
        past = builders.appointment(
            adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 - timedelta(days=7)
        )
        outcomes.settle(past, State.SEEN, by=adviser, now=builders.NOW)
        builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        shown = read(adviser, "person", person.pk)
        told = [
            (event.when.replace("\u00a0", " "), event.sentence.replace("\u00a0", " "))
            for event in shown.context["events"]
        ]
        assert told == [
            ("Lundi 16 novembre à 9 h", "Rendez-vous prévu avec Maëlle : Mails et documents."),
            ("Lundi 9 novembre", "Rendez-vous avec Maëlle : Mails et documents."),
        ]
        assert (shown.context["next"]["day"], shown.context["next"]["hour"]) == (
            "lundi 16\u00a0novembre",
            "9\u00a0h",
        )

    def test_an_appointment_that_goes_on_has_no_outcome_to_miss(self, adviser, reception, person):
        begun = builders.NOW - timedelta(minutes=10)
        builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=begun, now=begun)
        [event] = read(adviser, "person", person.pk).context["events"]
        assert event.sentence.startswith("Rendez-vous en cours avec Maëlle")

    @pytest.mark.parametrize("who", ["front_desk", "volunteer"])
    def test_the_front_desk_and_volunteers_read_no_note(self, who, noted, request):
        reader = request.getfixturevalue(who)
        assert "Écrire gros" not in text(read(reader, "person", noted.pk))
        form = text(read(reader, "person-correct", noted.pk))
        assert "Écrire gros" not in form
        assert 'name="notes"' not in form

    @pytest.mark.parametrize("who", ["front_desk", "volunteer"])
    def test_whoever_reads_no_note_neither_writes_nor_erases_one(self, who, noted, request):
        correct(request.getfixturevalue(who), noted, notes="Autre")
        assert Beneficiary.objects.get(pk=noted.pk).notes == "Écrire gros"

    def test_the_front_desk_reads_no_subject(self, front_desk, reception, person):
        builders.appointment(reception.adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        assert "Mails et documents" not in text(read(front_desk, "person", person.pk))

    @pytest.mark.parametrize("who", ["adviser", "coordinator", "admin"])
    def test_whoever_accompanies_her_reads_the_notes(self, who, noted, request):
        Beneficiary.objects.update(referent=request.getfixturevalue(who).user)
        assert "Écrire gros" in text(read(request.getfixturevalue(who), "person", noted.pk))

    def test_a_likely_double_is_pointed_at(self, adviser, person):
        twin = builders.person(adviser.organization, first_name="Lucie", last_name="B", phone=person.phone)
        assert read(adviser, "person", person.pk).context["alike"][0].person == twin

    @pytest.mark.parametrize("name", ["person", "person-correct", "add-hour"])
    def test_the_file_of_another_organization_does_not_exist(self, outsider, person, name):
        assert read(outsider, name, person.pk).status_code == 404

    def test_the_history_costs_the_same_whatever_its_length(self, adviser, reception, person, queries):
        client = signed_in(adviser)

        def seen():
            with queries() as found:
                client.get(reverse("desk:person", args=[person.pk]))
            return len(found)

        for number in range(3):
            builders.appointment(
                adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9 + timedelta(days=number)
            )
            if number == 0:
                seen()
                one = seen()
        assert seen() == one


class TestCorrecting:
    def test_every_field_is_written(self, adviser, person):
        response = correct(
            adviser,
            person,
            first_name="Lucie",
            last_name="Brian",
            phone="06 39 98 00 43",
            other_phone="02 61 91 05 12",
            email="lucie@example.org",
            birth_year="1951",
            commune="vitre 35500",
            helper_name="Claire",
            helper_phone="+32 470 12 34 56",
            messages_to_helper="on",
            preference="call",
            notes="Parler en face",
        )
        assert response.url == reverse("desk:person", args=[person.pk])
        saved = Beneficiary.objects.get()
        assert (saved.full_name, saved.search_key, saved.phone, saved.other_phone) == (
            "Lucie Brian",
            "lucie brian",
            "+33639980043",
            "+33261910512",
        )
        assert (saved.email, saved.birth_year, saved.commune, saved.helper_phone) == (
            "lucie@example.org",
            1951,
            "35360",
            "+32470123456",
        )
        assert (saved.messages_to_helper, saved.preference, saved.notes) == (True, Preference.CALL, "Parler en face")

    def test_the_form_shows_the_file_as_it_is(self, adviser, noted):
        Beneficiary.objects.update(commune="35360")
        shown = text(read(adviser, "person-correct", noted.pk))
        for value in ('value="Lucette"', 'value="06 39 98 00 42"', 'value="Vitré (35500)"', "Écrire gros"):
            assert value in shown

    @pytest.mark.parametrize(
        ("values", "sentence"),
        [
            ({"first_name": ""}, "Écrivez son prénom."),
            ({"phone": "06 39"}, "Nous lisons 4 chiffres"),
            ({"email": "lucette@"}, "Cette adresse mail est incomplète."),
            ({"birth_year": "51"}, "Écrivez une année en quatre chiffres, comme 1951."),
            ({"birth_year": "2027"}, "Écrivez une année en quatre chiffres, comme 1951."),
            ({"birth_year": "x"}, "Écrivez un nombre, en chiffres."),
            ({"commune": "Qsdfghjk"}, "Nous ne trouvons pas cette commune."),
            ({"commune": "Saint-Denis"}, "Saint-Denis ("),
            ({"commune": "Vitrai"}, "Nous connaissons :"),
            ({"messages_to_helper": "on"}, "Pour lui envoyer les messages, écrivez le téléphone de cette personne."),
            ({"notes": "mot de passe : Soleil2024!"}, "mot de passe"),
            ({"notes": "n° sécu 1 51 08 35 238 012 47"}, ""),
            ({"notes": "a" * 301}, "Gardez-en 300 au plus."),
            ({"preference": "pigeon"}, "Cette réponse n’est plus dans la liste."),
        ],
    )
    def test_a_wrong_answer_says_what_to_do_and_writes_nothing(self, adviser, person, values, sentence):
        refused = correct(adviser, person, last_name="Nouveau", **values)
        if sentence:
            assert refused.status_code == 422
            assert sentence in text(refused)
            assert 'value="Nouveau"' in text(refused)
            assert Beneficiary.objects.get().last_name == "Briand"

    def test_words_about_health_are_kept_with_a_warning(self, adviser, person):
        client = signed_in(adviser)
        address = reverse("desk:person-correct", args=[person.pk])
        given = {"first_name": "Lucette", "preference": "sms", "notes": "Elle a un cancer"}
        shown = text(client.post(address, given, follow=True))
        assert "Vos notes parlent de santé (cancer)" in shown
        assert Beneficiary.objects.get().notes == "Elle a un cancer"

    def test_what_is_still_to_be_sent_goes_to_the_corrected_number(self, adviser, reception, person):
        builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        correct(adviser, person, phone="06 39 98 00 43")
        assert Appointment.objects.get().contact_phone == "+33639980043"
        waiting = Message.objects.filter(state=MessageState.WAITING, kind="reminder")
        assert [message.recipient for message in waiting] == ["+33639980043"]

    def test_correcting_a_name_rewrites_no_message(self, adviser, reception, person):
        builders.appointment(adviser, person, reception.reason, at=reception.venue, starts_at=MONDAY_9)
        before = list(Message.objects.order_by("pk").values_list("pk", "state"))
        correct(adviser, person, last_name="Nouveau")
        assert list(Message.objects.order_by("pk").values_list("pk", "state")) == before


class TestOpening:
    def open(self, membership, **values):
        return signed_in(membership).post(
            reverse("desk:person-new"), {"first_name": "Lucie", "preference": "sms"} | values
        )

    def test_a_file_is_opened(self, adviser):
        response = self.open(adviser)
        assert response.url == reverse("desk:person", args=[Beneficiary.objects.get().pk])

    def test_somebody_alike_is_shown_first(self, adviser, person):
        shown = self.open(adviser, phone="0639980042", commune="Vitré (35500)")
        assert shown.status_code == 422
        assert reverse("desk:person", args=[person.pk]) in text(shown)
        assert 'value="Vitré (35500)"' in text(shown)
        self.open(adviser, phone="0639980042", seen=str(person.pk))
        assert Beneficiary.objects.count() == 2

    def test_nobody_of_another_organization_is_alike(self, outsider, person):
        assert self.open(outsider, phone="0639980042").status_code == 302

    @pytest.mark.parametrize("name", ["\x00", "a" * 5000, "   "])
    def test_a_first_name_no_database_can_keep_is_refused(self, adviser, name):
        assert self.open(adviser, first_name=name).status_code == 422
        assert not Beneficiary.objects.exists()
