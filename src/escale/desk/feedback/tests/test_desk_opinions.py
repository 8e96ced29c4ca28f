"""What is said of the pages, read by the team: counted by page, settled, exported; the readers and their remarks."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from escale.accounts.models import Network
from escale.feedback import opinions, pages, reading
from escale.feedback.models import Answer, PageOpinion, ReadingGroup, Remark
from escale.networks import sites
from escale.testing import builders
from escale.testing.builders import NOW
from escale.testing.cast import signed_in
from escale.testing.pages import text, undo_of, words

OPINIONS, READINGS = "/equipe/avis/", "/equipe/avis/relecture/"


@pytest.fixture(autouse=True)
def _friday():
    with time_machine.travel(NOW, tick=False):
        yield


def say(answer, path="/lieux/", *, organization=None, said="", on=None):
    page = pages.at(path)
    kept = opinions.keep(answer, page=page, organization_id=organization and organization.pk, on=on or NOW.date())
    opinions.add_words(kept.pk, said)
    return kept


@pytest.fixture
def group(coordinator, adviser):
    made = reading.gather("Relecture de printemps", network=None, by=coordinator, now=NOW)
    reading.invite(made, adviser.user.email)
    return made


def remark(group, by, said="Trop long", path="/lieux/"):
    return reading.remark(said, passage="", page=pages.at(path), group=group, by=by.user, submission=uuid4(), now=NOW)


def test_the_pages_that_help_least_come_first_with_their_reasons(adviser):
    say(Answer.YES, "/")
    say(Answer.LOST, said="Où sont les horaires ?")
    say(Answer.LOST)
    say(Answer.WRONG)
    page = words(signed_in(adviser).get(OPINIONS))
    assert "1 réponse dit que la page a aidé, 3 que non." in page
    assert "/lieux/ 0 3 Je n’ai pas trouvé ce que je cherche (2), une information est fausse (1) 1 0 3" in page
    assert page.index("/lieux/ 0 3") < page.index("/ (accueil) 1 0")


def test_neither_older_answers_nor_those_of_another_organization_are_counted(adviser, outsider):
    say(Answer.LOST, organization=outsider.organization)
    say(Answer.LOST, on=NOW.date() - timedelta(days=91))
    assert "Pas encore d’avis." in text(signed_in(adviser).get(OPINIONS))
    assert "1 réponse" not in text(signed_in(adviser).get(OPINIONS, {"jours": "365"}))
    assert "0 réponse dit que la page a aidé, 1 que non." in words(signed_in(adviser).get(OPINIONS, {"jours": "365"}))
    assert signed_in(adviser).get(OPINIONS, {"jours": "x\x00", "reseau": "9" * 40}).status_code == 200


def test_who_coordinates_a_network_reads_what_is_said_of_its_organizations(coordinator, outsider):
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    network.organizations.add(outsider.organization)
    network.coordinators.add(coordinator.user)
    kept = say(Answer.LOST, organization=outsider.organization)
    client = signed_in(coordinator)
    assert "Pas encore d’avis." in text(client.get(OPINIONS))
    assert "1 que non" in words(client.get(OPINIONS, {"reseau": str(network.pk)}))
    assert client.post(f"{OPINIONS}{kept.pk}/regler/").status_code == 302


def test_a_page_shows_every_word_and_what_is_settled_is_taken_back_in_one_gesture(adviser):
    kept = say(Answer.UNCLEAR, said="Que veut dire « permanence » ?")
    client = signed_in(adviser)
    assert "Que veut dire « permanence » ?" in text(client.get(f"{OPINIONS}page/", {"sur": "/lieux/"}))
    page = client.post(f"{OPINIONS}{kept.pk}/regler/", follow=True)
    assert "C’est réglé." in text(page)
    kept.refresh_from_db()
    assert (kept.settled_at, kept.settled_by) == (NOW, adviser.user)
    client.post(undo_of(page))
    kept.refresh_from_db()
    assert (kept.settled_at, kept.settled_by) == (None, None)


def test_every_answer_goes_to_a_spreadsheet_without_a_formula(adviser, organization):
    say(Answer.WRONG, organization=organization, said="=1+1")
    written = signed_in(adviser).get(f"{OPINIONS}avis.csv").content.decode()
    assert (
        written.splitlines()[1] == "13/11/2026;/lieux/;/lieux/;Centre social de Vitré;une information est fausse;'=1+1;"
    )


def test_the_list_asks_as_many_queries_for_one_page_as_for_three(adviser, queries):
    client = signed_in(adviser)
    client.get(OPINIONS)
    counts = []
    for paths in (["/lieux/"], ["/", "/activites/"]):
        for path in paths:
            say(Answer.LOST, path, said="Trop petit")
        with queries() as seen:
            client.get(OPINIONS)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_an_invited_reader_sees_where_to_write_and_nobody_else_does(client, adviser, colleague, group):
    assert "Annoter cette page" in text(signed_in(adviser).get("/lieux/"))
    for other in (signed_in(colleague), client):
        assert "Annoter cette page" not in text(other.get("/lieux/"))
    reading.close(group, now=NOW)
    assert "Annoter cette page" not in text(signed_in(adviser).get("/lieux/"))


def test_who_left_the_organization_reads_no_more(adviser, group):
    adviser.ended_at = NOW
    adviser.save()
    assert not ReadingGroup.objects.open_to(adviser.user).exists()


def test_a_remark_is_written_on_a_page_and_one_comes_back_to_it(adviser, group):
    client, where = signed_in(adviser), f"{OPINIONS}annoter/?sur=/lieux/%3Fville%3DVitr%C3%A9"
    assert 'type="hidden" name="group"' in text(client.get(where))
    sent = {
        "group": group.pk,
        "words": "Dire « horaires » dans le titre.",
        "passage": "Où aller ?",
        "submission": uuid4(),
    }
    for _ in range(2):
        response = client.post(where, sent)
    assert response["Location"] == "/lieux/?ville=Vitr%C3%A9"
    kept = Remark.objects.get()
    assert (kept.page, kept.address, kept.passage, kept.author) == ("/lieux/", "/lieux/", "Où aller ?", adviser.user)
    assert "Dire « horaires » dans le titre." in text(client.get(where))


def test_in_the_folder_of_a_network_one_says_and_notes_the_same_of_the_same_page(client, adviser, group):
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    network.organizations.add(adviser.organization)
    sites.open_site(network, now=NOW)
    page = signed_in(adviser).get("/reseaux/pays-de-vitre/lieux/")
    assert 'href="/equipe/avis/annoter/?sur=%2Freseaux%2Fpays-de-vitre%2Flieux%2F"' in text(page)
    assert 'action="/reseaux/pays-de-vitre/votre-avis/"' in text(page)
    said = {"answer": "yes", "page": "/reseaux/pays-de-vitre/lieux/"}
    assert client.post("/reseaux/pays-de-vitre/votre-avis/", said)["Location"] == "/reseaux/pays-de-vitre/lieux/"
    assert PageOpinion.objects.get().page == "/lieux/"
    assert signed_in(adviser).get(f"{OPINIONS}annoter/", {"sur": "/reseaux/pays-de-vitre/"}).status_code == 200


@pytest.mark.parametrize("said", ["", "x" * 5000, "Son mot de passe est Soleil2024!", "a\x00b"])
def test_a_remark_that_must_not_be_kept_is_refused_and_stays_in_its_field(adviser, group, said):
    response = signed_in(adviser).post(f"{OPINIONS}annoter/?sur=/lieux/", {"group": group.pk, "words": said})
    assert response.status_code == 422
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    "where", ["https://evil.example/lieux/", "//evil.example/", "/equipe/", "/nulle-part/", "\x00"]
)
def test_nothing_is_written_on_what_is_no_public_page(adviser, group, where):
    assert signed_in(adviser).get(f"{OPINIONS}annoter/", {"sur": where}).status_code == 404


def test_a_remark_is_settled_by_who_gathers_and_erased_by_who_wrote_it(adviser, coordinator, group):
    kept = remark(group, adviser)
    assert signed_in(adviser).post(f"{OPINIONS}remarques/{kept.pk}/regler/").status_code == 404
    page = signed_in(coordinator).post(f"{OPINIONS}remarques/{kept.pk}/regler/", follow=True)
    assert "La remarque est réglée." in text(page)
    assert signed_in(coordinator).post(f"{OPINIONS}remarques/{kept.pk}/effacer/").status_code == 404
    signed_in(adviser).post(f"{OPINIONS}remarques/{kept.pk}/effacer/")
    assert not Remark.objects.exists()


def test_a_page_nobody_answered_about_is_listed_once_it_is_annotated(adviser, coordinator, group):
    remark(group, adviser, path="/activites/")
    client = signed_in(coordinator)
    assert "1 remarque à régler" in words(client.get(OPINIONS))
    assert "Trop long" in text(client.get(f"{OPINIONS}page/", {"sur": "/activites/"}))


def test_a_group_is_gathered_completed_and_somebody_taken_off(coordinator, adviser):
    client = signed_in(coordinator)
    client.post(READINGS, {"name": "Relecture d’hiver"})
    made = ReadingGroup.objects.get()
    assert made.organization == coordinator.organization
    page = text(client.get(f"{READINGS}{made.pk}/"))
    assert f'<option value="{adviser.user.email}">' in page
    client.post(f"{READINGS}{made.pk}/", {"email": adviser.user.email.upper()})
    assert list(made.members.order_by("pk")) == [adviser.user]
    for who in ("x", "9" * 30, str(adviser.user.pk)):
        client.post(f"{READINGS}{made.pk}/retirer/", {"qui": who})
    assert not made.members.order_by("pk").exists()


@pytest.mark.parametrize("email", ["omar@example.org", "", "nobody", "x" * 5000])
def test_only_who_works_there_is_invited(coordinator, outsider, group, email):
    response = signed_in(coordinator).post(f"{READINGS}{group.pk}/", {"email": email})
    assert response.status_code == 422
    assert group.members.count() == 1


def test_a_group_of_a_network_invites_from_any_of_its_organizations(adviser, outsider):
    network = Network.objects.create(name="Pays de Vitré", slug="pays-de-vitre")
    network.organizations.add(outsider.organization)
    network.coordinators.add(adviser.user)
    client = signed_in(adviser)
    assert client.post(READINGS, {"name": "Relecture"}).status_code == 422
    client.post(READINGS, {"name": "Relecture", "network": network.pk})
    made = ReadingGroup.objects.get()
    assert reading.invite(made, outsider.user.email) == outsider.user
    assert ReadingGroup.objects.open_to(outsider.user).exists()


def test_the_groups_ask_as_many_queries_for_one_as_for_three(coordinator, queries):
    client = signed_in(coordinator)
    client.get(READINGS)
    counts = []
    for more in (1, 2):
        for _ in range(more):
            made = reading.gather("Relecture", network=None, by=coordinator, now=NOW)
            remark(made, coordinator)
        with queries() as seen:
            client.get(READINGS)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_an_organization_without_readers_says_nothing_of_another(outsider, coordinator, group):
    client = signed_in(builders.member(outsider.organization, role="admin", first_name="Léa"))
    assert client.get(f"{READINGS}{group.pk}/").status_code == 404
    assert "Relecture de printemps" not in text(client.get(READINGS))
    assert PageOpinion.objects.count() == 0


def test_a_page_with_a_sign_nobody_can_write_was_spoken_of_by_nobody(adviser):
    assert signed_in(adviser).get(f"{OPINIONS}page/", {"sur": "/a\x00/"}).status_code == 404
