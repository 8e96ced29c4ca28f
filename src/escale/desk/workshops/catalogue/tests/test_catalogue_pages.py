"""The pages of the catalogue, on Friday 13 November 2026."""

from datetime import timedelta

import pytest

from escale.accounts.models import Membership
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.desk.workshops.catalogue import steps
from escale.places.models import Venue
from escale.testing import builders
from escale.testing.builders import NOW
from escale.topics import Pillar, Topic
from escale.workshops import catalogue, starters
from escale.workshops.catalogue import Description, Step
from escale.workshops.models import Level, Workshop

pytestmark = pytest.mark.usefixtures("friday")

SENT = {
    "title": "Trier ses mails",
    "promise": "vous retrouvez vos messages",
    "learns": "Créer un dossier.",
    "poster_sentence": "Une boîte bien rangée.",
    "icon": "mail",
    "level": "",
    "audience": "everyone",
    "prerequisites": "",
    "bring": "",
    "minutes": "60",
    "seats": "6",
    "pillar": "",
    "sheets": "",
    "topics": ["email"],
    "etape": ["0", "1"],
    "etape-0-minutes": "20",
    "etape-0-title": "On se présente.",
    "etape-0-materials": "",
    "etape-1-minutes": "40",
    "etape-1-title": "On trie.",
    "etape-1-materials": "ordinateurs",
}


def write(of: Membership, title: str = "Trier ses mails", **values: object) -> Workshop:
    return catalogue.write(Description(title=title, **values), organization=of.organization, now=NOW)


def test_an_empty_catalogue_leads_to_the_library(adviser: Membership, front_desk: Membership):
    assert "Choisir des ateliers prêts" in text_of(get(adviser, "catalogue"))
    assert "Choisir des ateliers prêts" not in text_of(get(front_desk, "catalogue"))


def test_the_list_says_what_each_has_served_for(adviser: Membership, venue: Venue):
    subject = write(adviser, topics=(Topic.EMAIL,))
    begun = builders.group(adviser, venue, subject=subject, starts_at=NOW - timedelta(days=7), seats=6)
    builders.enrollment(begun)
    builders.group(adviser, venue, subject=subject)
    write(adviser, "Autre")
    page = text_of(get(adviser, "catalogue"))
    assert "Utilisé 1 fois, rempli à 17 %. 1 à venir." in page
    assert "Jamais utilisé." in page
    assert page.index("Autre") < page.index("Trier ses mails")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "NUMERIQUE prepare"}, ["Préparé numérique"]),
        ({"niveau": "beginner"}, ["Trier ses mails"]),
        ({"public": "seniors"}, ["Préparé numérique"]),
        ({"theme": "email"}, ["Trier ses mails"]),
        ({"mission": "citizenship"}, ["Préparé numérique"]),
        ({"niveau": "inconnu"}, ["Préparé numérique", "Trier ses mails"]),
        ({"retires": "on"}, ["Ancien"]),
        ({"q": "rien de tel"}, []),
        ({"q": "\x00"}, ["Préparé numérique", "Trier ses mails"]),
        ({"page": "99"}, ["Préparé numérique", "Trier ses mails"]),
    ],
)
def test_the_list_is_narrowed(adviser: Membership, asked: dict[str, str], found: list[str]):
    write(adviser, level=Level.BEGINNER, topics=(Topic.EMAIL,))
    write(adviser, "Préparé numérique", audience="seniors", topics=(Topic.SAFETY,))
    catalogue.archive(write(adviser, "Ancien"), now=NOW)
    page = settled(adviser).get(address("catalogue"), asked)
    assert page.status_code == 200
    assert [row.workshop.title for row in page.context["listing"].rows] == found


def test_the_list_is_ordered_as_asked(adviser: Membership, venue: Venue):
    old, used = write(adviser, "A"), write(adviser, "B")
    Workshop.objects.filter(pk=used.pk).update(created_at=NOW - timedelta(days=1))
    builders.group(adviser, venue, subject=used)
    client = settled(adviser)

    def titles(order: str) -> list[str]:
        rows = client.get(address("catalogue"), {"ordre": order}).context["listing"].rows
        return [row.workshop.title for row in rows]

    assert (titles("titre"), titles("utilise"), titles("recent")) == (["A", "B"], ["B", "A"], ["A", "B"])
    assert old.title == "A"


def test_the_list_goes_on_over_pages(adviser: Membership):
    starters.add_starters(adviser.organization, [each.slug for each in starters.library()], now=NOW)
    assert "Page 1 sur 2" in text_of(get(adviser, "catalogue"))


@pytest.mark.parametrize("order", ["titre", "utilise"])
def test_the_list_asks_as_many_questions_for_one_workshop_as_for_three(
    adviser: Membership, venue: Venue, queries, order: str
):
    client = settled(adviser)

    def add(title: str) -> None:
        subject = write(adviser, title, topics=(Topic.EMAIL,))
        builders.enrollment(builders.group(adviser, venue, subject=subject, starts_at=NOW - timedelta(days=len(title))))

    add("A")
    with queries() as with_one:
        client.get(address("catalogue"), {"ordre": order})
    add("AB")
    add("ABC")
    with queries() as with_three:
        client.get(address("catalogue"), {"ordre": order})
    assert len(with_one) == len(with_three)


def test_one_page_says_everything(adviser: Membership, venue: Venue):
    subject = write(
        adviser,
        promise="vous retrouvez vos messages",
        learns="Créer un dossier.\nVider la corbeille.",
        prerequisites="Avoir une adresse mail.",
        bring="Un carnet",
        minutes=60,
        topics=(Topic.PROCEDURES, Topic.MONEY),
        sheets="https://fiches.example.org/mail",
        steps=(Step(minutes=20, title="On se présente."), Step(minutes=50, title="On trie.", materials="café")),
    )
    builders.enrollment(builders.group(adviser, venue, subject=subject))
    page = text_of(get(adviser, "catalogue-one", subject.pk))
    for words in (
        "À la fin, vous retrouvez vos messages.",
        "Vider la corbeille.",
        "Avoir une adresse mail.",
        "Un carnet",
        "Argent, impôts",
        "L’autonomie dans les démarches",
        "https://fiches.example.org/mail",
        "Au début",
        "À 20 min",
        "Il faut : café",
        "Les étapes font 1 heure 10 : c’est 10 minutes de trop.",
        "Vendredi 20 novembre à 9 h 30, Centre social",
        "1 place prise sur 6",
    ):
        assert words in page


def test_a_workshop_of_the_catalogue_can_be_scheduled(adviser: Membership, front_desk: Membership):
    subject = write(adviser)
    page = get(adviser, "catalogue-one", subject.pk).content.decode()
    for route in ("group-add", "cycle-add"):
        link = f"{address(route)}?atelier={subject.pk}"
        assert link in page
        assert f'<option value="{subject.pk}" selected>' in settled(adviser).get(link).content.decode()
    assert "Programmer" not in text_of(get(front_desk, "catalogue-one", subject.pk))
    catalogue.archive(subject, now=NOW)
    assert "Programmer" not in text_of(get(adviser, "catalogue-one", subject.pk))


def test_a_workshop_is_written_with_its_plan(adviser: Membership):
    assert "« Trier ses mails » est dans le catalogue." in post_and_read(adviser, "catalogue-add", **SENT)
    written = catalogue.described(Workshop.objects.get())
    assert written.steps == (
        Step(minutes=20, title="On se présente."),
        Step(minutes=40, title="On trie.", materials="ordinateurs"),
    )
    assert (written.topics, written.pillar, written.minutes) == ((Topic.EMAIL,), Pillar.USES, 60)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Remplissez « Titre »."),
        ({"title": "é" * 61}, "Ce texte est trop long"),
        ({"title": "AUTRE"}, "Un atelier porte déjà ce titre."),
        ({"title": "\x00"}, "illisible"),
        ({"seats": "0"}, "à partir de 1"),
        ({"seats": "999"}, "ne dépasse pas 200"),
        ({"minutes": "7"}, "n’est plus dans la liste"),
        ({"procedures": ["argent_impots"]}, "Cochez aussi « Démarches administratives »"),
        ({"topics": ["inconnue"]}, "n’est plus dans la liste"),
        ({"sheets": "https://ok.example.org\njavascript:alert(1)"}, "« javascript:alert(1) » n’est pas une adresse"),
        ({"bring": "mot de passe : Vitre35!"}, "Ne notez pas de mot de passe ici."),
        ({"etape-1-materials": "mot de passe : Vitre35!"}, "Ne notez pas de mot de passe ici."),
        ({"etape-1-title": ""}, "Écrivez ce qu’on fait pendant cette étape, ou retirez-la."),
        ({"etape-1-minutes": ""}, "Écrivez combien de minutes dure cette étape."),
        ({"etape-1-minutes": "beaucoup"}, "Écrivez un nombre, en chiffres."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(adviser: Membership, values: dict[str, object], sentence: str):
    write(adviser, "Autre")
    response = post(adviser, "catalogue-add", **(SENT | values))
    page = text_of(response)
    assert response.status_code == 422
    assert sentence in page
    assert "vous retrouvez vos messages" in page
    assert "On se présente." in page
    assert Workshop.objects.count() == 1


def test_a_step_is_kept_on_one_line(adviser: Membership):
    post(adviser, "catalogue-add", **(SENT | {"etape-0-title": "On se présente.\r\nUn café."}))
    assert catalogue.steps_of(Workshop.objects.get())[0].title == "On se présente. Un café."


def test_a_row_just_added_is_where_one_goes_on_typing(adviser: Membership):
    page = post(adviser, "catalogue-add", **(SENT | {"etapes": "ajouter"})).content.decode()
    assert page.count("autofocus") == 1
    assert 'name="etape-2-minutes"' in next(tag for tag in page.split("<") if "autofocus" in tag)


def test_empty_rows_count_for_nothing(adviser: Membership):
    rows = {"etape": ["0", "1", "2"], "etape-2-minutes": "", "etape-2-title": "", "etape-2-materials": ""}
    post(adviser, "catalogue-add", **(SENT | rows))
    assert len(catalogue.steps_of(Workshop.objects.get())) == 2


@pytest.mark.parametrize(
    ("gesture", "titles"),
    [
        ("ajouter", ["On se présente.", "On trie.", ""]),
        ("retirer-0", ["On trie."]),
        ("monter-1", ["On trie.", "On se présente."]),
        ("descendre-0", ["On trie.", "On se présente."]),
        ("monter-0", ["On se présente.", "On trie."]),
        ("descendre-1", ["On se présente.", "On trie."]),
        ("relire", ["On se présente.", "On trie."]),
        ("retirer-99", ["On se présente.", "On trie."]),
        ("monter-²", ["On se présente.", "On trie."]),
    ],
)
def test_the_buttons_of_the_plan_keep_what_was_typed(adviser: Membership, gesture: str, titles: list[str]):
    unfinished = {"title": "", "seats": "beaucoup", "topics": ["email", "sante"]}
    response = post(adviser, "catalogue-add", **(SENT | unfinished | {"etapes": gesture}))
    sheet = response.context["sheet"]
    assert response.status_code == 200
    assert [step["title"].value() for step in sheet.steps] == titles
    assert (sheet.form["seats"].value(), sheet.form["topics"].value()) == ("beaucoup", ["email", "sante"])
    assert 'value="beaucoup"' in response.content.decode()
    assert "alert" not in response.content.decode().split("<form")[1][:400]
    assert not Workshop.objects.exists()


def test_a_plan_never_loses_its_last_row_nor_grows_without_end():
    assert steps.after([steps.empty()], "retirer-0").rows == [steps.empty()]
    full = [steps.empty() for _ in range(catalogue.MOST_STEPS)]
    assert len(steps.after(full, "ajouter").rows) == catalogue.MOST_STEPS


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "Aucune étape pour le moment. L’atelier dure 2 heures."),
        (120, "Les étapes font 2 heures : c’est juste la durée de l’atelier."),
        (105, "Les étapes font 1 heure 45. Il reste 15 minutes à remplir."),
        (135, "Les étapes font 2 heures 15 : c’est 15 minutes de trop."),
    ],
)
def test_the_steps_are_compared_to_the_workshop_in_words(minutes: int, said: str):
    assert steps.compared(minutes, whole=120).replace("\u00a0", " ") == said


def test_advice_is_given_and_refuses_nothing(adviser: Membership):
    hard = {"promise": "vous procédez aux démarches afin de solliciter l’usager"}
    page = text_of(post(adviser, "catalogue-add", **(SENT | hard | {"etapes": "relire"})))
    assert "Plutôt que « afin » : « pour »." in page
    assert "est dans le catalogue" in post_and_read(adviser, "catalogue-add", **(SENT | hard))


def test_a_workshop_is_corrected(adviser: Membership):
    written = write(adviser, minutes=100)
    page = get(adviser, "catalogue-change", written.pk)
    assert page.context["form"]["minutes"].value() == 100
    assert '<option value="100" selected>' in page.content.decode()
    assert "C’est enregistré." in post_and_read(adviser, "catalogue-change", written.pk, **SENT)
    written.refresh_from_db()
    assert (written.minutes, len(catalogue.steps_of(written))) == (60, 2)


def test_a_copy_opens_to_be_given_its_title(adviser: Membership):
    written = write(adviser, steps=(Step(minutes=5, title="Bonjour."),))
    said = post_and_read(adviser, "catalogue-duplicate", written.pk)
    assert "Voici la copie, « Trier ses mails (2) »." in said
    assert "Bonjour." in said


def test_one_withdrawn_is_put_back_from_the_message(adviser: Membership):
    written = write(adviser)
    said = post_and_read(adviser, "catalogue-archive", written.pk)
    assert "« Trier ses mails » est retiré du catalogue." in said
    assert address("catalogue-restore", written.pk) in said
    assert "Retiré" in text_of(get(adviser, "catalogue-one", written.pk))
    assert "de nouveau dans le catalogue" in post_and_read(adviser, "catalogue-restore", written.pk)


def test_one_whose_title_was_taken_meanwhile_stays_out(adviser: Membership):
    written = write(adviser)
    catalogue.archive(written, now=NOW)
    write(adviser)
    assert "Un autre atelier porte ce titre" in post_and_read(adviser, "catalogue-restore", written.pk)
    written.refresh_from_db()
    assert written.archived_at == NOW


def test_several_ready_workshops_are_added_in_one_gesture(adviser: Membership):
    chosen = ["mots-de-passe", "cafe-ia"]
    assert "2 ateliers ajoutés" in post_and_read(adviser, "catalogue-library", atelier=chosen)
    page = get(adviser, "catalogue-library")
    assert text_of(page).count("Déjà dans votre catalogue") == 2
    assert "pour qui découvre" in text_of(page)
    assert 'value="cafe-ia"' not in page.content.decode()
    assert "sont déjà dans votre catalogue" in post_and_read(adviser, "catalogue-library", atelier=chosen)
    assert Workshop.objects.count() == 2


def test_adding_nothing_is_said(adviser: Membership):
    response = post(adviser, "catalogue-library")
    assert response.status_code == 422
    assert "Cochez au moins un atelier." in text_of(response)


def test_the_sheet_of_a_session_can_be_printed(adviser: Membership):
    starters.add_starters(adviser.organization, ["mots-de-passe"], now=NOW)
    page = text_of(get(adviser, "catalogue-plan", Workshop.objects.get().pk))
    assert "Fiche de séance" in page
    assert "On fabrique une phrase secrète avec des dés et des mots." in page
    assert "À 1 h 15" in page
