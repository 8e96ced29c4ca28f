"""What the panel says, what is handed over, how a file is erased, who is told before."""

import json
from datetime import timedelta

import pytest
from dateutil.relativedelta import relativedelta
from django.urls import reverse

from escale.accounts.models import Organization
from escale.desk.privacy import panel
from escale.people import notice, reading, referents, warning
from escale.people.models import Beneficiary, FileRead, ReadKind
from escale.testing import builders
from escale.testing.builders import NEXT_FRIDAY
from escale.testing.cast import signed_in
from escale.testing.pages import text
from escale.together import read

pytestmark = pytest.mark.usefixtures("friday")


@pytest.fixture
def hers(adviser, person):
    referents.name(person, referent=adviser.user)
    FileRead.objects.all().delete()
    person.refresh_from_db()
    return person


def address(name, person):
    return reverse(f"desk:{name}", args=[person.pk])


class TestPanel:
    def test_it_says_until_when_and_when_the_team_is_told(self, adviser, hers, now):
        said = read(panel.of(hers, reader=adviser, now=now))
        assert (said.empties_on, said.after) == ("13\u00a0novembre 2027", "un an après le dernier contact")
        assert said.warned == "L’équipe sera prévenue le 14\u00a0octobre 2027."

    def test_a_longer_delay_chosen_is_said(self, adviser, hers, now):
        Organization.objects.update(keeps_people_months=24)
        adviser.organization.refresh_from_db()
        hers = Beneficiary.objects.select_related("organization").get(pk=hers.pk)
        assert read(panel.of(hers, reader=adviser, now=now)).empties_on == "13\u00a0novembre 2028"

    def test_it_says_who_read_and_how_often(self, adviser, colleague, hers, now):
        for reader, times in ((adviser, 2), (colleague, 1)):
            for _ in range(times):
                reading.note(hers, by=reader, kind=ReadKind.OPENED, now=now)
        reading.note(hers, by=adviser, kind=ReadKind.GIVEN, now=now)
        said = read(panel.of(hers, reader=adviser, now=now)).read
        assert said == "Vue 3 fois : 2 par vous, 1 par Yann. Copie remise 1 fois."

    def test_it_says_which_information_was_handed_over(self, adviser, hers, now):
        assert (
            read(panel.of(hers, reader=adviser, now=now)).notice == "La page d’information n’a pas encore été remise."
        )
        notice.hand_over(hers, now=now)
        hers.refresh_from_db()
        said = read(panel.of(hers, reader=adviser, now=now))
        assert (said.notice, said.notice_is_current) == (
            "Page d’information remise aujourd’hui, version du 28/11/2026.",
            True,
        )

    def test_the_front_desk_sees_neither_readings_nor_buttons(self, front_desk, hers):
        shown = text(signed_in(front_desk).get(address("person", hers)))
        assert "Ses données" in shown
        assert "Vue " not in shown
        assert "Effacer la fiche" not in shown


class TestCopy:
    def test_json_holds_the_whole_file(self, adviser, hers):
        response = signed_in(adviser).post(address("person-copy", hers), {"format": "json"})
        assert response["Content-Disposition"] == 'attachment; filename="mes-donnees.json"'
        assert json.loads(response.content)["personne"][0]["prénom"] == "Lucette"

    def test_pdf_opens(self, adviser, hers):
        response = signed_in(adviser).post(address("person-copy", hers), {"format": "pdf"})
        assert response.content.startswith(b"%PDF-")
        assert response["Cache-Control"] == "no-store"

    def test_its_page_costs_the_same_whoever_read(self, adviser, hers, now, queries):
        counts = []
        for times in (1, 2):
            for _ in range(times):
                reading.note(hers, by=adviser, kind=ReadKind.OPENED, reason="Un remplacement", now=now)
            with queries() as seen:
                response = signed_in(adviser).get(address("person-data", hers))
            counts.append(len(seen))
        assert counts[0] == counts[1]
        assert text(response).count("Un remplacement") == 3


class TestNotice:
    def test_the_page_says_what_the_policy_says(self, front_desk, hers):
        shown = text(signed_in(front_desk).get(address("person-notice", hers)))
        for promise in notice.promises(front_desk.organization):
            assert promise.title in shown
        assert notice.version(front_desk.organization) in shown

    def test_handing_it_over_is_noted_and_taken_back(self, front_desk, hers, now):
        browser = signed_in(front_desk)
        browser.post(address("person-notice-given", hers))
        kept = Beneficiary.objects.get()
        assert (kept.notice_version, kept.notice_given_at) == (notice.version(front_desk.organization), now)
        browser.post(address("person-notice-given", hers), {"defaire": "1"})
        assert Beneficiary.objects.get().notice_given_at is None


class TestErasing:
    def test_the_first_name_written_by_hand_erases(self, adviser, hers):
        response = signed_in(adviser).post(address("person-erase", hers), {"first_name": " lucette "}, follow=True)
        assert "La fiche est effacée" in text(response)
        assert Beneficiary.objects.get().erased_at is not None

    @pytest.mark.parametrize(
        ("typed", "sentence"), [("Colette", "Vérifiez que c’est la bonne fiche"), ("", "Écrivez son prénom.")]
    )
    def test_another_name_erases_nothing(self, adviser, hers, typed, sentence):
        response = signed_in(adviser).post(address("person-erase", hers), {"first_name": typed})
        assert response.status_code == 422
        assert sentence in text(response)
        assert Beneficiary.objects.get().erased_at is None

    def test_whoever_is_expected_is_called_off_first(self, reception, hers):
        builders.appointment(reception.adviser, hers, reception.reason, at=reception.venue, starts_at=NEXT_FRIDAY)
        browser = signed_in(reception.adviser)
        assert "Annulez-le ou arrêtez-le d’abord" in text(browser.get(address("person-erase", hers)))
        browser.post(address("person-erase", hers), {"first_name": "Lucette"})
        assert Beneficiary.objects.get().erased_at is None


class TestEnding:
    def test_the_list_names_those_who_leave_soon_and_costs_the_same(self, adviser, hers, now, queries):
        Organization.objects.update(keeps_people_months=1)
        counts = []
        for more in (("Odette",), ("Ana", "Bao")):
            for name in more:
                old = builders.person(
                    adviser.organization, first_name=name, now=now - relativedelta(months=1) + timedelta(days=9)
                )
                assert old.pk
            warning.announce(now=now)
            with queries() as seen:
                response = signed_in(adviser).get(reverse("desk:files-ending"))
            counts.append(len(seen))
        assert counts[0] == counts[1]
        shown = text(response)
        assert all(name in shown for name in ("Odette", "Ana", "Bao"))

    def test_nobody_to_lose_says_so(self, adviser, hers):
        assert "Aucune fiche à effacer." in text(signed_in(adviser).get(reverse("desk:files-ending")))


class TestDelay:
    def test_the_coordination_chooses(self, coordinator):
        signed_in(coordinator).post(reverse("desk:settings-privacy"), {"keeps_people_months": "18"})
        assert Organization.objects.get().keeps_people_months == 18

    def test_an_adviser_reads_it_and_changes_nothing(self, adviser):
        signed_in(adviser).post(reverse("desk:settings-privacy"), {"keeps_people_months": "24"})
        assert Organization.objects.get().keeps_people_months == 12

    @pytest.mark.parametrize("months", ["0", "36", "toujours"])
    def test_never_beyond_two_years(self, coordinator, months):
        response = signed_in(coordinator).post(reverse("desk:settings-privacy"), {"keeps_people_months": months})
        assert response.status_code == 422
