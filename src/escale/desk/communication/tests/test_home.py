"""What to send when, the list of kits, channels, places and public meetings."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from escale.accounts.models import Membership
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.places.models import Venue
from escale.publishing import kits, postings
from escale.publishing.models import Channel, ChannelKind, DeadlineRule, Event, Kit, Outlet, Piece, PieceKind, Posting
from escale.testing import builders, publicity
from escale.testing.builders import NOW

pytestmark = pytest.mark.usefixtures("friday")

CHANNEL = {
    "kind": "newspaper",
    "name": "Journal de Vitré",
    "public": "seniors",
    "sending": "copy",
    "deadline": "month_day",
    "deadline_number": 20,
    "cost_euros": 0,
    "effort_minutes": 10,
}
EVENT = {
    "title": "Le café des écrans",
    "on": "2026-11-17",
    "start": "14:00",
    "end": "16:00",
    "public": "everyone",
    "submission": "4a1fa1a2-8e2a-4b5c-9f2a-0e2f6f1a2b3c",
}


def photo_file(width: int = 40) -> SimpleUploadedFile:
    file = BytesIO()
    Image.new("RGB", (width, 30), "navy").save(file, "PNG")
    return SimpleUploadedFile("affiche.png", file.getvalue(), "image/png")


def test_nothing_is_there_and_the_page_says_what_to_do(adviser: Membership) -> None:
    page = text_of(get(adviser, "communication"))
    assert "Choisir nos canaux" in page
    assert "Rien à envoyer." in page
    assert "Aucun kit pour le moment." in page


def test_what_must_leave_comes_first_with_its_day(adviser: Membership, kit: Kit) -> None:
    page = text_of(get(adviser, "communication"))
    assert "Envoyer l’article : Journal local" in page
    assert "Mes photos, avant le 20 novembre" in page
    assert page.index("Envoyer l’article") < page.index("Imprimer les flyers")
    assert "envois à faire" in page


def test_a_workshop_nobody_announced_is_proposed(adviser: Membership, venue: Venue) -> None:
    group = builders.group(adviser, venue, title="Faire une visio")
    assert "Pas encore annoncés" in text_of(get(adviser, "communication"))
    post(adviser, "kit-of-group", group.pk)
    assert "Pas encore annoncés" not in text_of(get(adviser, "communication"))


def test_a_kit_is_found_by_its_title(adviser: Membership, kit: Kit) -> None:
    client = settled(adviser)
    assert "Mes photos</a>" in text_of(client.get(address("communication"), {"q": "photos"}))
    assert "Aucun kit ne porte ce nom." in text_of(client.get(address("communication"), {"q": "visio"}))


def test_the_list_asks_the_same_queries_with_one_kit_or_three(
    adviser: Membership, venue: Venue, kit: Kit, queries
) -> None:
    client = settled(adviser)
    with queries() as one:
        client.get(address("communication"))
    for days, title in enumerate(("Faire une visio", "Scanner un papier")):
        group = builders.group(adviser, venue, title=title, starts_at=builders.NEXT_FRIDAY + timedelta(days=days))
        kits.open_kit(group, by=adviser, now=NOW)
    with queries() as three:
        client.get(address("communication"))
    assert len(one) == len(three)


def test_the_article_waits_under_what_is_left_to_do(adviser: Membership, venue: Venue) -> None:
    publicity.channel(adviser.organization, deadline=DeadlineRule.DAYS_BEFORE, deadline_number=5)
    made = kits.open_kit(builders.group(adviser, venue, title="Mes photos"), by=adviser, now=NOW)
    page = text_of(get(adviser, "my-day"))
    assert "Envoyer l’article : Le Journal de Vitré, jusqu’au 15 novembre" in page
    assert "Mes photos" in page
    piece = Piece.objects.get(kit=made, kind=PieceKind.ARTICLE)
    assert "Envoyer l’article" not in post_and_read(adviser, "done", "diffusion", piece.pk)
    post(adviser, "undone", "diffusion", piece.pk)
    assert "Envoyer l’article" in text_of(get(adviser, "my-day"))


def test_my_day_shows_the_two_most_pressing_then_how_many_more(adviser: Membership, venue: Venue) -> None:
    for at, name in enumerate(("Le Journal de Vitré", "L’Hebdo", "Ouest", "La Gazette")):
        publicity.channel(adviser.organization, name=name, deadline=DeadlineRule.DAYS_BEFORE, deadline_number=5 + at)
    kits.open_kit(builders.group(adviser, venue, title="Mes photos"), by=adviser, now=NOW)
    page = text_of(get(adviser, "my-day"))
    assert page.count("Ouvrir le kit") == 2
    assert "2 autres envois à faire" in page


def test_the_ready_list_is_taken_in_one_gesture(adviser: Membership) -> None:
    assert "Commencez par la liste du métier" in text_of(get(adviser, "channels"))
    page = post_and_read(adviser, "channels-ready")
    assert "13 canaux ajoutés" in page
    assert "Pour les seniors, avant le 20 du mois d’avant" in page


def test_a_channel_is_added_changed_moved_withdrawn_and_put_back(adviser: Membership) -> None:
    assert "C’est ajouté : Journal de Vitré." in post_and_read(adviser, "channel-add", **CHANNEL)
    channel = Channel.objects.get()
    post(adviser, "channel", channel.pk, **(CHANNEL | {"name": "Ouest"}))
    post(adviser, "channel-add", **(CHANNEL | {"name": "La radio", "kind": "radio"}))
    radio = Channel.objects.get(kind="radio")
    post(adviser, "channel-move", radio.pk, haut="1")
    assert [each.name for each in Channel.objects.in_order()] == ["La radio", "Ouest"]
    assert "mènent toujours à la bonne page" in post_and_read(adviser, "channel-archive", radio.pk)
    assert "est remis" in post_and_read(adviser, "channel-restore", radio.pk)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"name": ""}, "Écrivez son nom."),
        ({"name": "le journal de vitré"}, "Un canal porte déjà ce nom."),
        ({"deadline_number": ""}, "Écrivez le jour du mois, ou le nombre de jours."),
        ({"deadline_number": "40"}, "Écrivez un jour du mois, de 1 à 31."),
        ({"deadline_number": "0"}, "Écrivez un nombre à partir de 1."),
        ({"sending": "mail"}, "Écrivez l’adresse mail où l’envoyer."),
        ({"contact_email": "rien"}, "Cette adresse mail est incomplète."),
        ({"longest": "12"}, "Écrivez un nombre à partir de 60."),
    ],
)
def test_what_is_wrong_about_a_channel_is_said(adviser: Membership, values: dict[str, str], sentence: str) -> None:
    publicity.channel(adviser.organization)
    refused = post(adviser, "channel-add", **(CHANNEL | values))
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert Channel.objects.count() == 1


def test_the_places_of_posters(front_desk: Membership) -> None:
    posters = publicity.channel(front_desk.organization, ChannelKind.POSTERS, name="Affiches")
    assert "Aucun lieu pour le moment." in text_of(get(front_desk, "outlets", posters.pk))
    values = {"name": "Boulangerie", "postcode": "35500", "commune_name": "Vitré", "copies": 1}
    assert "C’est ajouté : Boulangerie." in post_and_read(front_desk, "outlets", posters.pk, **values)
    again = post(front_desk, "outlets", posters.pk, **values)
    assert (again.status_code, "Un lieu porte déjà ce nom." in text_of(again)) == (422, True)
    place = Outlet.objects.get()
    assert "C’est enregistré" in post_and_read(
        front_desk, "outlet", place.pk, **(values | {"name": "Boulangerie du Château"})
    )
    assert "est retiré" in post_and_read(front_desk, "outlet-withdraw", place.pk)
    assert "est remis" in post_and_read(front_desk, "outlet-restore", place.pk)


def test_a_poster_is_put_up_with_a_photo_and_taken_down(front_desk: Membership, kit: Kit) -> None:
    poster = Piece.objects.get(kit=kit, kind=PieceKind.POSTER)
    bakery, town_hall = (publicity.outlet(poster.channel, name=name) for name in ("Boulangerie", "Mairie"))
    values = {"outlets": [bakery.pk], "on": "2026-11-12", "by_whom": "Amina", "photo": photo_file(3000)}
    page = post_and_read(front_desk, "postings", poster.pk, **values)
    assert "C’est noté : Boulangerie." in page
    assert "Il reste : Mairie." in page
    posting = Posting.objects.get()
    photo = get(front_desk, "posting-photo", posting.pk)
    with Image.open(BytesIO(photo.content)) as image:
        assert (image.format, image.width) == ("JPEG", 1280)
    assert "Annuler" in page
    assert "Annuler" not in post_and_read(front_desk, "postings", poster.pk, outlets=[bakery.pk], on="2026-11-12")
    post(front_desk, "postings", poster.pk, outlets=[bakery.pk, town_hall.pk], on="2026-11-13")
    assert Posting.objects.count() == 2
    assert Posting.objects.get(outlet=bakery).photo
    assert "2 lieux faits sur 2" in text_of(get(front_desk, "kit", kit.pk))
    post(front_desk, "posting-remove", posting.pk)
    assert Posting.objects.count() == 1


def test_the_places_ask_the_same_queries_with_one_photo_or_three(adviser: Membership, kit: Kit, queries) -> None:
    poster, client = Piece.objects.get(kit=kit, kind=PieceKind.POSTER), settled(adviser)

    def hang(name: str) -> None:
        place = publicity.outlet(poster.channel, name=name)
        postings.put_up(poster, outlets=[place], on=NOW.date(), by_whom="", photo=b"\x89PNG", by=adviser)

    hang("Boulangerie")
    with queries() as one:
        client.get(address("postings", poster.pk))
    hang("Mairie")
    hang("Poste")
    with queries() as three:
        page = client.get(address("postings", poster.pk))
    assert page.text.count("La photo<") == 3
    assert len(one) == len(three)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"outlets": []}, "Choisissez un lieu."),
        ({"on": "2026-12-25"}, "Ce jour n’est pas encore venu."),
        ({"photo": SimpleUploadedFile("a.png", b"<svg onload=alert(1)>")}, "C’est un dessin SVG"),
    ],
)
def test_what_is_wrong_about_a_posting_is_said(adviser: Membership, kit: Kit, values, sentence: str) -> None:
    poster = Piece.objects.get(kit=kit, kind=PieceKind.POSTER)
    bakery = publicity.outlet(poster.channel)
    refused = post(adviser, "postings", poster.pk, **({"outlets": [bakery.pk], "on": "2026-11-12"} | values))
    assert refused.status_code == 422
    assert sentence in text_of(refused)


def test_a_public_meeting_is_written_once_called_off_and_given_back(adviser: Membership, venue: Venue) -> None:
    publicity.channel(adviser.organization)
    values = EVENT | {"venue": venue.pk}
    page = post_and_read(adviser, "event-add", **values)
    assert "Voici de quoi le faire connaître." in page
    assert "Rendez-vous public du mardi 17 novembre" in page
    post(adviser, "event-add", **values)
    event = Event.objects.get()
    assert event.starts_at == NOW.replace(day=17, hour=13, minute=0)
    assert 'value="14:00" selected' in get(adviser, "event-change", event.pk).content.decode()
    changed = values | {"submission": "4a1fa1a2-8e2a-4b5c-9f2a-0e2f6f1a2b3d", "end": "17:00"}
    assert "Relisez ce qui est déjà parti." in post_and_read(adviser, "event-change", event.pk, **changed)
    assert "C’est annulé." in post_and_read(adviser, "event-cancel", event.pk)
    assert "C’est annulé." not in post_and_read(adviser, "event-restore", event.pk)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Écrivez le titre."),
        ({"on": "2026-11-01"}, "Ce jour est passé."),
        ({"on": "2028-11-01"}, "C’est dans plus d’un an."),
        ({"end": "13:00"}, "La fin vient après le début."),
        ({"venue": ""}, "Choisissez le lieu."),
    ],
)
def test_what_is_wrong_about_a_meeting_is_said(adviser: Membership, venue: Venue, values, sentence: str) -> None:
    refused = post(adviser, "event-add", **(EVENT | {"venue": venue.pk} | values))
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert not Event.objects.exists()
