"""The mail of a month at the desk: prepared, read as each public reads it, written, read over, sent, taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from escale.accounts.models import Membership
from escale.desk.day import Scope
from escale.desk.mailing import chores, page
from escale.desk.todo_item import read
from escale.outbox.models import Message, MessageState
from escale.publishing.mailing import lists, preparing, sending
from escale.publishing.mailing.lists import Contact
from escale.publishing.mailing.programme import next_month
from escale.publishing.models import MonthlyMail, Public, Recipient, RecipientList
from escale.testing.builders import PARIS
from escale.testing.cast import Reception, signed_in


@pytest.fixture
def desk(adviser: Membership) -> Client:
    return signed_in(adviser)


@pytest.fixture
def colleagues(adviser: Membership, now: datetime) -> RecipientList:
    made = lists.make(adviser.organization, name="Collègues", public=Public.PROFESSIONALS, by_sms=False, now=now)
    lists.add(made, Contact(email="claire@example.org"), by=adviser.user, now=now)
    return made


@pytest.fixture
def mail(colleagues: RecipientList) -> MonthlyMail:
    """That of next month, as the clock of the machine says it."""
    now = timezone.now()
    return preparing.prepare(colleagues.organization, next_month(now.astimezone(PARIS).date()), now=now)


def address(mail: MonthlyMail, rest: str = "") -> str:
    return reverse("desk:mailing-month", args=[mail.pk]) + rest


def typed(mail: MonthlyMail, **said: Any) -> dict[str, Any]:
    chosen = [each.pk for each in mail.lists.order_by("pk")]
    return {"revision": mail.revision, "planned_on": mail.planned_on.isoformat(), "lists": chosen} | said


def test_it_is_prepared_in_one_gesture_and_once(desk: Client, colleagues: RecipientList) -> None:
    home = desk.get(reverse("desk:mailing"))
    first = home.context["upcoming"].isoformat()
    assert "Préparer le programme" in home.text
    for _ in range(2):
        desk.post(reverse("desk:mailing-prepare"), {"mois": first})
    assert MonthlyMail.objects.count() == 1
    assert "Préparer le programme" not in desk.get(reverse("desk:mailing")).text
    assert desk.post(reverse("desk:mailing-prepare"), {"mois": "2020-01-01"}).status_code == 404


def test_it_reads_as_each_public_reads_it(desk: Client, mail: MonthlyMail) -> None:
    assert "Parlez-en autour de vous" in desk.get(address(mail)).text
    assert "On y vient sans rien savoir" in desk.get(address(mail, "?pour=seniors")).text


def test_what_is_written_is_in_the_preview(desk: Client, mail: MonthlyMail) -> None:
    said = {
        "story_title": "À la Résidence",
        "story": "Trois ateliers.\nSeize personnes.",
        "subject": "Décembre chez nous",
    }
    response = desk.post(address(mail), typed(mail, **said), follow=True)
    assert response.text.count("Seize personnes.") == 3  # the mail, its text, the field
    assert "<h2>Décembre chez nous</h2>" in response.text


def test_a_secret_is_refused_and_the_rest_kept(desk: Client, mail: MonthlyMail) -> None:
    response = desk.post(
        address(mail), typed(mail, story="Le mot de passe est Soleil2026!", story_title="Un titre gardé")
    )
    assert response.status_code == 422
    assert "Un titre gardé" in response.text


def test_the_second_to_save_is_told_and_loses_nothing(desk: Client, mail: MonthlyMail) -> None:
    before = typed(mail)
    desk.post(address(mail), before | {"story": "La première"})
    response = desk.post(address(mail), before | {"story": "La seconde"})
    assert response.status_code == 422
    assert "Quelqu’un a changé ce mail" in response.text
    assert "La seconde" in response.text
    desk.post(address(mail), before | {"story": "La seconde", "revision": response.context["form"]["revision"].value()})
    mail.refresh_from_db()
    assert mail.story == "La seconde"


def test_a_day_that_is_past_is_refused(desk: Client, mail: MonthlyMail) -> None:
    response = desk.post(address(mail), typed(mail, planned_on="2020-01-06"))
    assert "Ce jour est passé" in response.text


def test_read_over_it_waits_for_its_day_and_may_be_taken_back(desk: Client, mail: MonthlyMail) -> None:
    said = desk.post(address(mail, "relu/"), follow=True).text
    assert "C’est relu" in said
    assert address(mail, "a-relire/") in said
    desk.post(address(mail, "a-relire/"))
    mail.refresh_from_db()
    assert mail.reviewed_at is None


def test_what_has_left_is_not_said_to_wait(desk: Client, mail: MonthlyMail) -> None:
    sending.leave(mail, now=timezone.now())
    for gesture in ("relu/", "a-relire/"):
        assert "déjà parti" in desk.post(address(mail, gesture), follow=True).text
    mail.refresh_from_db()
    assert mail.reviewed_at is None


def test_read_over_after_its_day_it_leaves_at_once_and_says_so(desk: Client, mail: MonthlyMail) -> None:
    MonthlyMail.objects.update(planned_on=date(2026, 1, 2))
    assert "Il part dans quelques minutes." in desk.post(address(mail, "relu/"), follow=True).text


def test_sent_at_once_it_is_taken_back_within_five_minutes(desk: Client, mail: MonthlyMail) -> None:
    said = desk.post(address(mail, "envoyer/"), follow=True).text
    assert "1\u00a0message part dans cinq minutes" in said
    assert "déjà parti" in desk.post(address(mail, "envoyer/"), follow=True).text
    desk.post(address(mail, "reprendre/"))
    assert Message.objects.get().state == MessageState.DROPPED
    mail.refresh_from_db()
    assert mail.left_at is None


def test_nobody_to_write_to_is_said(desk: Client, mail: MonthlyMail) -> None:
    Recipient.objects.all().delete()
    assert "Choisissez une liste" in desk.get(address(mail)).text
    assert "Personne ne recevrait ce mail" in desk.post(address(mail, "envoyer/"), follow=True).text


def test_what_became_of_it_is_said(desk: Client, mail: MonthlyMail) -> None:
    sending.leave(mail, now=timezone.now() - timedelta(hours=1))
    Message.objects.update(state=MessageState.FAILED, problem="Cette adresse mail n’existe pas.")
    response = desk.get(address(mail))
    assert "1\u00a0non remis" in response.text
    assert "Cette adresse mail n’existe pas." in response.text
    assert "1\u00a0non remis" in desk.get(reverse("desk:mailing")).text


def test_as_many_queries_for_one_mail_as_for_three(
    desk: Client, mail: MonthlyMail, django_assert_max_num_queries: Any
) -> None:
    sending.leave(mail, now=timezone.now())
    with django_assert_max_num_queries(18) as counted:
        desk.get(reverse("desk:mailing"))
    for month in (date(2026, 1, 1), date(2026, 2, 1)):
        older = preparing.prepare(mail.organization, month, now=timezone.now())
        sending.leave(older, now=timezone.now())
    with django_assert_max_num_queries(len(counted)):
        desk.get(reverse("desk:mailing"))


def test_a_settle_line_asks_to_read_it_over(adviser: Membership, colleagues: RecipientList, now: datetime) -> None:
    december = preparing.prepare(adviser.organization, date(2026, 12, 1), now=now)
    scope = Scope(reader=adviser, adviser=adviser.user)
    asked = read(chores.waiting(scope, zone=PARIS, now=now))
    assert [(item.title, item.detail) for item in asked] == [
        ("Relire le programme de décembre 2026", "À relire avant mercredi 25\u00a0novembre")
    ]
    preparing.say_reviewed(december, by=adviser.user, now=now)
    Recipient.objects.update(bounced_at=now)
    assert [item.title for item in read(chores.waiting(scope, zone=PARIS, now=now))] == [
        "1\u00a0adresse mail ne marche plus"
    ]


@pytest.mark.parametrize(
    ("reviewed", "today", "standing"),
    [
        (False, date(2026, 11, 13), "À relire avant mercredi 25\u00a0novembre"),
        (False, date(2026, 11, 27), "À relire : il devait partir mercredi 25\u00a0novembre"),
        (True, date(2026, 11, 13), "Relu : il part mercredi 25\u00a0novembre"),
        (True, date(2026, 11, 27), "Relu : il part dans quelques minutes"),
    ],
)
def test_where_it_stands_in_words(reviewed: bool, today: date, standing: str, now: datetime) -> None:
    mail = MonthlyMail(planned_on=date(2026, 11, 25), reviewed_at=now if reviewed else None)
    assert page.standing(mail, today=today, local=None) == standing


def test_the_front_desk_doesn_t_send_it(front_desk: Membership, reception: Reception) -> None:
    assert signed_in(front_desk).get(reverse("desk:mailing")).status_code == 403
