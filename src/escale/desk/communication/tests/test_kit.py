"""The page of a kit, on Friday 13 November 2026."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from escale.accounts.models import Membership, Organization
from escale.desk.settings.tests.acting import address, get, post, post_and_read, settled, text_of
from escale.outbox.delivery import deliver_due
from escale.outbox.models import Message
from escale.periodic import CATALOGUE
from escale.places.models import Venue
from escale.publishing import identities, links, pieces
from escale.publishing.models import Channel, ChannelKind, Kit, LinkDay, Piece, PieceKind, PieceState, TrackedLink
from escale.publishing.rendering import flyer, images, poster
from escale.testing import builders, publicity, writings
from escale.testing.builders import NOW
from escale.workshops.models import Group, Session
from escale.writing import rights
from escale.writing.models import Medium, PictureConsent

pytestmark = pytest.mark.usefixtures("friday")
WHERE = {Medium.PAPER: "sur le papier", Medium.NETWORKS: "sur les réseaux sociaux"}


def piece_of(kit: Kit, kind: ChannelKind, piece: PieceKind | None = None) -> Piece:
    found = Piece.objects.filter(kit=kit, channel__kind=kind).select_related("channel").in_order()
    return (found.filter(kind=piece) if piece else found)[0]


def test_a_kit_opens_from_a_workshop_by_one_gesture_with_everything_ready(adviser: Membership, kit: Kit) -> None:
    page = text_of(get(adviser, "kit", kit.pk))
    assert "Faire connaître « Mes photos »" in page
    assert "Atelier du vendredi 4 décembre" in page
    assert "Article et agenda, avant le 20 novembre" in page
    assert "Vendredi 4 décembre, de 9 h 30 à 11 h 30, Maëlle Garnier, conseillère numérique, vous invite" in page
    assert "signes sur 600" in page
    assert page.count("/r/") >= Piece.objects.filter(kit=kit).in_order().count() - 6
    again = post(adviser, "kit-of-group", kit.group_id)
    assert again.url == reverse("desk:kit", args=[kit.pk])


def test_a_permanence_a_programme_and_a_meeting_have_theirs(adviser: Membership, venue: Venue) -> None:
    publicity.channel(adviser.organization)
    permanence = builders.permanence(adviser, venue)
    programme = publicity.programme(adviser.organization)
    event = publicity.event(adviser, venue)
    cycle = builders.group(adviser, venue, starts_at=NOW + timedelta(days=33), sessions=3)
    for name, row in (("permanence", permanence), ("programme", programme), ("event", event), ("group", cycle)):
        page = post_and_read(adviser, f"kit-of-{name}", row.pk)
        assert "Textes prêts à copier" in page


def test_visits_are_counted_by_channel(adviser: Membership, kit: Kit) -> None:
    posters = TrackedLink.objects.get(piece=piece_of(kit, ChannelKind.POSTERS))
    for _ in range(3):
        links.count_visit(posters, on=date(2026, 11, 12))
    assert LinkDay.objects.count() == 1
    page = text_of(get(adviser, "kit", kit.pk))
    assert '<td class="end strong">3</td>' in page


def test_what_was_sent_is_said_and_taken_back(adviser: Membership, kit: Kit) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    page = post_and_read(adviser, "piece-done", article.pk)
    assert "C’est noté : Journal local." in page
    assert "Annuler" in page
    assert {each.state for each in Piece.objects.filter(channel=article.channel)} == {PieceState.DONE}
    assert "de nouveau à faire" in post_and_read(adviser, "piece-undone", article.pk)
    assert "Pas cette fois : Journal local." in post_and_read(adviser, "piece-skip", article.pk)


def test_a_day_is_planned(adviser: Membership, kit: Kit) -> None:
    post_of = piece_of(kit, ChannelKind.FACEBOOK)
    assert "Prévu le 25 novembre" in post_and_read(adviser, "piece-plan", post_of.pk, on="2026-11-25")
    refused = post(adviser, "piece-plan", post_of.pk, on="2026-11-01")
    assert refused.status_code == 422
    assert "Ce jour est passé." in text_of(refused)


def test_what_was_left_out_by_mistake_is_planned_again_for_its_day(adviser: Membership, kit: Kit) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    pieces.plan(article, on=date(2026, 11, 18))
    post(adviser, "piece-skip", article.pk)
    post(adviser, "piece-undone", article.pk)
    article.refresh_from_db()
    assert (article.state, article.planned_on) == (PieceState.PLANNED, date(2026, 11, 18))


def test_a_text_is_written_by_hand_and_given_back(adviser: Membership, kit: Kit) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    page = post_and_read(adviser, "piece-text", article.pk, text="L'atelier : venez !", revision=0)
    assert "Votre texte est gardé" in page
    article.refresh_from_db()
    assert article.text == "L’atelier\u00a0: venez\u00a0!"
    assert "Écrit à la main" in page
    assert "C’est le texte proposé, à jour." in post_and_read(adviser, "piece-anew", article.pk, revision=1)
    article.refresh_from_db()
    assert article.text == ""
    assert "C’est votre texte." in post_and_read(adviser, "piece-put-back", article.pk, revision=2)
    article.refresh_from_db()
    assert article.text == "L’atelier\u00a0: venez\u00a0!"


def test_a_text_pasted_from_a_word_processor_keeps_its_words(adviser: Membership, kit: Kit) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    pasted = "<p class=MsoNormal><b>Mes photos</b></p><ul><li>Votre câble</li></ul>"
    post(adviser, "piece-text", article.pk, text=pasted, revision=0)
    article.refresh_from_db()
    assert article.text == "Mes photos\n\n- Votre câble"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Écrivez le texte."),
        ("é" * 601, "C’est trop long : 601 signes sur 600."),
        ("mot de passe : Vitre35!", "mot de passe"),
    ],
)
def test_a_text_that_cannot_be_kept_says_why_and_stays(
    adviser: Membership, kit: Kit, typed: str, sentence: str
) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    refused = post(adviser, "piece-text", article.pk, text=typed, revision=0)
    assert refused.status_code == 422
    assert sentence in text_of(refused)
    assert typed in refused.content.decode()
    article.refresh_from_db()
    assert article.text == ""


def test_two_people_write_one_text_and_nothing_is_lost(adviser: Membership, colleague: Membership, kit: Kit) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    post(colleague, "piece-text", article.pk, text="Celui de Yann.", revision=0)
    told = post(adviser, "piece-text", article.pk, text="Celui de Maëlle.", revision=0)
    assert told.status_code == 422
    page = text_of(told)
    assert "Ce texte a changé pendant que vous l’écriviez." in page
    assert "Celui de Yann." in page
    assert "Celui de Maëlle." in page
    post(adviser, "piece-text", article.pk, text="Celui de Maëlle.", revision=1)
    article.refresh_from_db()
    assert article.text == "Celui de Maëlle."


def test_an_sms_has_no_typography_and_its_segments_are_said(adviser: Membership, kit: Kit) -> None:
    sms = piece_of(kit, ChannelKind.SMS)
    page = post_and_read(adviser, "piece-text", sms.pk, text="L'atelier : venez !", revision=0)
    assert "19 signes, 1 SMS" in page
    sms.refresh_from_db()
    assert sms.text == "L'atelier : venez !"


def test_an_activity_that_changed_marks_what_was_written_and_what_was_sent(adviser: Membership, kit: Kit) -> None:
    article, posters = piece_of(kit, ChannelKind.NEWSPAPER), piece_of(kit, ChannelKind.POSTERS)
    post(adviser, "piece-text", article.pk, text="À ma façon.", revision=0)
    post(adviser, "piece-done", posters.pk)
    assert "a changé" not in text_of(get(adviser, "kit", kit.pk))
    Session.objects.update(starts_at=NOW.replace(month=12, day=11), ends_at=NOW.replace(month=12, day=11, hour=16))
    page = text_of(get(adviser, "kit", kit.pk))
    assert "L’activité a changé depuis que ce texte est écrit." in page
    assert "À ma façon." in page
    assert "L’activité a changé depuis l’envoi : Affiches." in page
    assert "À refaire" in page
    post(adviser, "piece-keep", article.pk, revision=1)
    posters.refresh_from_db()
    post(adviser, "piece-keep", posters.pk, revision=posters.revision)
    assert "a changé" not in text_of(get(adviser, "kit", kit.pk))


def test_a_text_by_hand_sent_after_the_activity_changed_is_still_to_read_again(adviser: Membership, kit: Kit) -> None:
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    post(adviser, "piece-text", article.pk, text="Vendredi 4 décembre.", revision=0)
    Session.objects.update(starts_at=NOW.replace(month=12, day=11), ends_at=NOW.replace(month=12, day=11, hour=16))
    post(adviser, "piece-done", article.pk)
    assert "L’activité a changé depuis que ce texte est écrit." in text_of(get(adviser, "kit", kit.pk))


def test_a_canceled_activity_says_so_everywhere(adviser: Membership, kit: Kit) -> None:
    Group.objects.update(canceled_at=NOW)
    page = text_of(get(adviser, "kit", kit.pk))
    assert "C’est annulé." in page
    assert "n’aura pas lieu" in page


def test_an_activity_nobody_can_read_yet_says_so(adviser: Membership, kit: Kit) -> None:
    Group.objects.update(published_at=None)
    assert "Sa page n’est pas publique." in text_of(get(adviser, "kit", kit.pk))


def test_a_channel_too_late_says_so(adviser: Membership, kit: Kit) -> None:
    Session.objects.update(starts_at=NOW.replace(day=20), ends_at=NOW.replace(day=20, hour=16))
    assert "Trop tard" in text_of(get(adviser, "kit", kit.pk))


def test_a_channel_added_since_is_prepared(adviser: Membership, kit: Kit) -> None:
    publicity.channel(adviser.organization, ChannelKind.RADIO, name="Radio Évasion")
    assert "Rien n’est encore prêt pour : Radio Évasion." in text_of(get(adviser, "kit", kit.pk))
    assert "1 pièce ajoutée" in post_and_read(adviser, "kit-complete", kit.pk)


def test_the_front_desk_copies_and_prints_but_does_not_write(front_desk: Membership, kit: Kit) -> None:
    page = text_of(get(front_desk, "kit", kit.pk))
    assert "Garder mon texte" not in page
    assert "C’est envoyé" in page
    article = piece_of(kit, ChannelKind.NEWSPAPER)
    assert post(front_desk, "piece-text", article.pk, text="Non", revision=0).status_code == 403


def test_a_kit_without_any_channel_says_what_to_do(adviser: Membership, venue: Venue) -> None:
    kit = publicity.kit(adviser.organization, group=builders.group(adviser, venue))
    assert "Choisir nos canaux" in text_of(get(adviser, "kit", kit.pk))


def test_the_page_asks_the_same_queries_with_one_channel_or_more(adviser: Membership, kit: Kit, queries) -> None:
    client = settled(adviser)
    with queries() as many:
        client.get(address("kit", kit.pk))
    Channel.objects.exclude(kind=ChannelKind.NEWSPAPER).update(archived_at=NOW)
    with queries() as few:
        client.get(address("kit", kit.pk))
    assert len(many) == len(few)


def test_a_mail_is_read_again_then_sent_and_once_more(adviser: Membership, kit: Kit, mailoutbox) -> None:
    mail = piece_of(kit, ChannelKind.COLLEAGUES)
    assert "Aucune adresse mail n’est notée" in text_of(get(adviser, "piece-send", mail.pk))
    assert "Il manque l’adresse mail" in post_and_read(adviser, "piece-send", mail.pk)
    Channel.objects.filter(pk=mail.channel_id).update(contact_email="equipe@example.org")
    assert "Envoyer ce mail" in text_of(get(adviser, "piece-send", mail.pk))
    assert "Le mail part à equipe@example.org." in post_and_read(adviser, "piece-send", mail.pk, revision=0)
    assert "Ce mail vient de partir" in post_and_read(adviser, "piece-send", mail.pk, revision=0)
    assert Message.objects.filter(kind="communication_piece").count() == 1
    assert 'name="revision" value="1"' in text_of(get(adviser, "piece-send", mail.pk))
    post(adviser, "piece-send", mail.pk, revision=1)
    assert Message.objects.filter(kind="communication_piece").count() == 2
    while deliver_due(now=NOW, catalogue=CATALOGUE).sent:
        pass
    sent = mailoutbox[0]
    assert sent.subject == "atelier du vendredi 4 décembre, Mes photos"
    assert sent.body.startswith("Bonjour à toutes et à tous,")
    assert "/r/" in sent.body
    html = next(content for content, kind in sent.alternatives if kind == "text/html")
    assert '<a href="http' in html


def test_a_mail_taken_back_before_it_leaves_stays(adviser: Membership, kit: Kit, mailoutbox) -> None:
    mail = piece_of(kit, ChannelKind.COLLEAGUES)
    Channel.objects.filter(pk=mail.channel_id).update(contact_email="equipe@example.org")
    post(adviser, "piece-send", mail.pk, revision=0)
    post(adviser, "piece-undone", mail.pk)
    deliver_due(now=NOW, catalogue=CATALOGUE)
    assert mailoutbox == []


def test_everything_is_in_one_folder(adviser: Membership, kit: Kit) -> None:
    answer = get(adviser, "kit-everything", kit.pk)
    assert answer["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(answer.content)) as folder:
        names = folder.namelist()
        contents = folder.read("Ce qu’il y a dans ce dossier.txt").decode()
        article = folder.read("Texte, Article Journal local.txt").decode()
    assert {"Affiche A3.pdf", "Flyer A5.pdf", "Image carrée.png"} <= set(names)
    assert "Mes photos" in article
    assert "Affiche A3.pdf : à imprimer en A3" in contents


def test_the_poster_is_seen_and_printed(adviser: Membership, kit: Kit) -> None:
    assert "Moins d’encre" in text_of(get(adviser, "kit-poster", kit.pk))
    for name, query, kind in (
        ("kit-poster-pdf", "?format=A4&encre=1", b"%PDF"),
        ("kit-flyer-pdf", "?format=4", b"%PDF"),
        ("kit-image", "?forme=verticale", b"\x89PNG"),
    ):
        answer = settled(adviser).get(address(name, kit.pk) + query)
        assert answer.content.startswith(kind)


@pytest.mark.parametrize("media", [[Medium.PAPER], [Medium.NETWORKS], [*Medium], []])
def test_whoever_is_on_the_photo_is_seen_where_she_agreed_to_alone(
    adviser: Membership, kit: Kit, media: list[Medium], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the worker takes the photo off, too: not on paper without her, nor in an image for social media."""
    photo = writings.photo(adviser, alt="Lucette sourit")
    identities.choose(kit, photo)
    rights.note(photo, who="Lucette", until=date(2027, 1, 1), media=media, by=adviser, now=NOW)
    drawn: dict[str, set[bool]] = {"paper": set(), "networks": set()}

    def draw(where: str) -> Callable[..., bytes]:
        def drawing(*_: object, picture: object = None, low_ink: bool = False, **__: object) -> bytes:
            if not low_ink:
                drawn[where].add(picture is not None)
            return b"drawn"

        return drawing

    monkeypatch.setattr(poster, "pdf", draw("paper"))
    monkeypatch.setattr(flyer, "pdf", draw("paper"))
    monkeypatch.setattr(images, "png", draw("networks"))
    for name in ("kit-poster-pdf", "kit-flyer-pdf", "kit-image", "kit-everything"):
        assert get(adviser, name, kit.pk).status_code == 200
    assert drawn == {"paper": {Medium.PAPER in media}, "networks": {Medium.NETWORKS in media}}
    assert ("Lucette" in text_of(get(adviser, "kit-poster", kit.pk))) == (Medium.PAPER in media)
    page, hidden = text_of(get(adviser, "kit", kit.pk)), [where for where in WHERE if where not in media]
    assert ("La photo choisie n’est" in page) == bool(hidden)
    assert ("Voir les accords" in page) == bool(hidden)
    for where, words in WHERE.items():
        assert (f"La photo choisie n’est pas montrée {words} :" in page) == (hidden == [where])
    assert ("n’est montrée ni sur le papier ni sur les réseaux sociaux :" in page) == (len(hidden) == 2)


def test_a_photo_is_missed_too_once_somebody_does_not_agree_any_more(adviser: Membership, kit: Kit) -> None:
    photo = writings.photo(adviser, alt="Lucette sourit")
    identities.choose(kit, photo)
    agreed = rights.note(photo, who="Lucette", until=date(2027, 1, 1), media=[*Medium], by=adviser, now=NOW)
    assert "La photo choisie n’est" not in text_of(get(adviser, "kit", kit.pk))
    for change in ({"until": date(2026, 11, 12)}, {"until": date(2027, 1, 1), "withdrawn_at": NOW}):
        PictureConsent.objects.filter(pk=agreed.pk).update(**change)
        assert "La photo choisie n’est montrée ni sur le papier" in text_of(get(adviser, "kit", kit.pk))


def test_an_image_is_drawn_without_the_photo_somebody_keeps_off_it(adviser: Membership, kit: Kit) -> None:
    photo = writings.photo(adviser)
    identities.choose(kit, photo)
    rights.note(photo, who="Lucette", until=date(2027, 1, 1), media=[Medium.SITE], by=adviser, now=NOW)
    for name, begins in (("kit-image", b"\x89PNG"), ("kit-poster-pdf", b"%PDF"), ("kit-flyer-pdf", b"%PDF")):
        assert get(adviser, name, kit.pk).content.startswith(begins)


def test_nothing_of_another_organization_is_there(outsider: Membership, kit: Kit, organization: Organization) -> None:
    assert get(outsider, "kit", kit.pk).status_code == 404
    assert post(outsider, "piece-done", piece_of(kit, ChannelKind.NEWSPAPER).pk).status_code == 404
    assert "Mes photos" not in text_of(get(outsider, "communication"))
