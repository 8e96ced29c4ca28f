"""Reading a programme again: what misses, what stands in the way, what is published, who must know of a change."""

from datetime import date, timedelta

import pytest
import time_machine

from escale.programme.models import Programme, ProgrammeSlot, Stage
from escale.programme.tests import planned
from escale.publishing.models import Channel, ChannelKind, Kit, Piece, PieceKind, PieceState
from escale.testing import builders
from escale.testing.cast import signed_in
from escale.testing.pages import text, undo_of, words
from escale.workshops import moving
from escale.workshops.models import Group, Workshop

HOME = "/equipe/programme/"


@pytest.fixture
def client(adviser, now):
    with time_machine.travel(now, tick=False):
        yield signed_in(adviser)


@pytest.fixture
def draft(adviser, venue):
    """Two Fridays with a theme, none of them in the catalogue, and a free one."""
    made = planned.programme(adviser)
    for day, title in ((8, "Scanner et envoyer un document"), (15, "Café des questions"), (22, "")):
        planned.slot(made, adviser, venue, on=date(2027, 1, day), title=title)
    return made


def publish(client, draft):
    client.post(f"{HOME}{draft.pk}/ateliers/")
    return client.post(f"{HOME}{draft.pk}/publier/", follow=True)


def test_asking_for_it_changes_the_stage_once(client, draft):
    assert "2 thèmes hors du catalogue" in text(client.post(f"{HOME}{draft.pk}/a-relire/", follow=True))
    assert Programme.objects.get().stage == Stage.REVIEW


def test_what_misses_is_taken_ready_or_added_then_all_is_published(client, draft):
    first = ProgrammeSlot.objects.by_date()[0]
    page = client.get(f"{HOME}{draft.pk}/relire/")
    assert "Prendre « Scanner un papier avec son téléphone et l’envoyer »" in text(page)
    client.post(f"{HOME}dates/{first.pk}/atelier/", {"fiche": "scanner-et-envoyer"})
    assert ProgrammeSlot.objects.get(pk=first.pk).workshop.starter == "scanner-et-envoyer"
    said = words(publish(client, draft))
    assert "2 ateliers sont publiés. Les inscriptions sont ouvertes." in said
    assert "Faire connaître le programme" in said
    assert Workshop.objects.count() == 2
    assert "Tout est déjà publié." in text(client.post(f"{HOME}{draft.pk}/publier/", follow=True))


def test_nothing_is_published_while_something_misses(client, draft):
    assert client.post(f"{HOME}{draft.pk}/publier/").status_code == 422
    assert not Group.objects.exists()


def test_a_clash_is_shown_then_accepted(client, adviser, venue, draft, now):
    builders.group(adviser, venue, starts_at=now.replace(year=2027, month=1, day=8, hour=8, minute=30))
    client.post(f"{HOME}{draft.pk}/ateliers/")
    page = client.get(f"{HOME}{draft.pk}/relire/")
    assert "Maëlle Garnier a déjà un atelier" in text(page)
    assert client.post(f"{HOME}{draft.pk}/publier/").status_code == 422
    client.post(f"{HOME}{draft.pk}/publier/", {"accepted": page.context["review"].key})
    assert Programme.objects.get().is_published


def test_a_change_afterwards_says_who_must_know(client, adviser, draft, now):
    publish(client, draft)
    scan, cafe = Group.objects.order_by("pk")
    builders.enrollment(scan)
    channel = Channel.objects.create(
        organization=adviser.organization,
        name="Journal de Vitré",
        kind=ChannelKind.NEWSPAPER,
        created_at=now,
    )
    kit = Kit.objects.create(organization=adviser.organization, programme=draft, created_at=now)
    Piece.objects.create(kit=kit, channel=channel, kind=PieceKind.ARTICLE, state=PieceState.DONE, done_at=now)
    moving.cancel_group(cafe, notify=False, now=now)
    said = words(client.get(f"{HOME}{draft.pk}/relire/"))
    assert "1 inscription : la page de l’atelier prévient les personnes." in said
    assert "Journal de Vitré : article" in said
    assert "annulé" in said
    assert "annulé" in words(client.get(f"{HOME}{draft.pk}/"))
    client.post(f"{HOME}dates/{cafe.programme_slot.pk}/liberer/")
    assert "Choisir un thème : vendredi 15 janvier" in text(client.get(f"{HOME}{draft.pk}/"))


def test_a_workshop_moved_from_its_own_page_is_said_moved(client, draft, now):
    publish(client, draft)
    session = builders.session_of(Group.objects.order_by("pk")[0])
    session.starts_at += timedelta(days=7, hours=5)
    session.ends_at += timedelta(days=7, hours=5)
    session.save(update_fields=["starts_at", "ends_at"])
    assert "déplacé au vendredi 15 janvier à 14 h 30" in text(client.get(f"{HOME}{draft.pk}/"))


def test_whoever_may_not_plan_reads_and_prints(front_desk, draft, now):
    with time_machine.travel(now, tick=False):
        reader = signed_in(front_desk)
        page = text(reader.get(f"{HOME}{draft.pk}/relire/"))
        assert reader.get(f"{HOME}{draft.pk}/").status_code == 403
        paper = reader.get(f"{HOME}{draft.pk}/relire/pdf/")
    assert "Café des questions" in page
    assert "Publier le programme" not in page
    assert paper.status_code == 302 or paper.content.startswith(b"%PDF")


def test_the_suggestion_is_read_then_placed_line_by_line(client, adviser, draft):
    planned.question(adviser, "Créer un mot de passe que je retiens", times=7)
    page = client.get(f"{HOME}{draft.pk}/proposer/")
    assert "Entendu 7 fois." in text(page)
    free = ProgrammeSlot.objects.get(title="")
    assert "Rien n’a été placé" in text(client.post(f"{HOME}{draft.pk}/proposer/", follow=True))
    placed = client.post(f"{HOME}{draft.pk}/proposer/", {"date": free.pk}, follow=True)
    assert ProgrammeSlot.objects.get(pk=free.pk).title == "Créer un mot de passe que je retiens"
    client.post(undo_of(placed))
    assert ProgrammeSlot.objects.get(pk=free.pk).is_free
