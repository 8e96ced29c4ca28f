"""Texts appear and go at their hour."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail.models import Revision

from escale.accounts.models import Membership
from escale.media.models import Article
from escale.outbox.catalogue import Dropped
from escale.outbox.models import Message
from escale.testing.builders import NOW
from escale.testing.cast import signed_in
from escale.writing import scheduling
from escale.writing.tests.texts import article

SOON = NOW + timedelta(minutes=20)
LATER = NOW + timedelta(days=2)


def planned(by, **hours):
    """A draft whose author pressed “Publier” with these hours chosen."""
    with time_machine.travel(NOW, tick=False):
        written = article(by)
        for name, hour in hours.items():
            setattr(written, name, hour)
        revision = written.save_revision(user=by.user)
        revision.publish(user=by.user, skip_permission_checks=True)
    return Article.objects.get(pk=written.pk)


def after(hour):
    with time_machine.travel(hour, tick=False):
        scheduling.publish_due(now=hour)
    return Article.objects.get()


def test_a_text_planned_for_later_is_read_by_nobody_yet(adviser):
    assert not planned(adviser, go_live_at=SOON).live
    assert not after(SOON - timedelta(seconds=1)).live


def test_it_appears_at_its_hour(adviser):
    planned(adviser, go_live_at=SOON)
    shown = after(SOON)
    assert shown.live
    assert shown.first_published_at == SOON


def test_a_text_goes_at_its_hour(adviser):
    planned(adviser, expire_at=SOON)
    assert after(SOON - timedelta(seconds=1)).live
    gone = after(SOON)
    assert (gone.live, gone.expired) == (False, True)


def test_done_twice_changes_nothing_more(adviser):
    planned(adviser, go_live_at=SOON)
    after(SOON)
    assert after(LATER).first_published_at == SOON


def test_a_text_that_fails_holds_no_other(adviser, monkeypatch, caplog):
    first, second = planned(adviser, go_live_at=SOON), planned(adviser, go_live_at=LATER)
    publish = scheduling._publish

    def fails_once(revision, *, now):
        if revision.object_id == str(first.pk):
            raise ValueError("broken")
        publish(revision, now=now)

    monkeypatch.setattr(scheduling, "_publish", fails_once)
    with time_machine.travel(LATER, tick=False):
        scheduling.publish_due(now=LATER)
    assert Article.objects.get(pk=second.pk).live
    assert not Article.objects.get(pk=first.pk).live
    assert "could not appear" in caplog.text


def test_whoever_planned_a_text_that_fails_is_told_once(adviser, monkeypatch):
    text = planned(adviser, go_live_at=SOON)

    def fails(revision, *, now):
        raise ValueError("broken")

    with monkeypatch.context() as broken:
        broken.setattr(scheduling, "_publish", fails)
        for hour in (SOON, SOON + scheduling.AGAIN_AFTER):
            after(hour)
    told = Message.objects.get()
    assert (told.kind, told.recipient) == ("text_not_shown", adviser.user.email)
    # Once it has been tried again.
    assert told.due_at > SOON + scheduling.AGAIN_AFTER
    mail = scheduling.NOT_SHOWN.render(told, SOON)
    assert f"« {text.title} » n’a pas pu paraître" in mail.text
    assert reverse("writing_articles:edit", args=[text.pk]) in mail.text
    assert after(LATER).live
    assert isinstance(scheduling.NOT_SHOWN.render(told, LATER), Dropped)


def test_whoever_runs_the_organization_is_told_for_her_who_left_it(adviser, admin, monkeypatch):
    planned(adviser, go_live_at=SOON)
    Membership.objects.filter(pk=adviser.pk).update(ended_at=NOW)
    monkeypatch.setattr(Revision, "publish", None)
    after(SOON)
    assert Message.objects.get().recipient == admin.user.email


def test_many_texts_that_fail_hold_no_other(adviser, monkeypatch, caplog):
    """Two episodes of one number, say, planned by hand again and again: the others appear all the same."""
    monkeypatch.setattr(scheduling, "MOST", 2)
    broken = {str(planned(adviser, go_live_at=SOON).pk) for _ in range(5)}
    last = planned(adviser, go_live_at=SOON + timedelta(minutes=1))
    publish, tried = scheduling._publish, []

    def fails(revision, *, now):
        tried.append(revision.object_id)
        if revision.object_id in broken:
            raise ValueError("broken")
        publish(revision, now=now)

    monkeypatch.setattr(scheduling, "_publish", fails)
    for turn in range(3):
        hour = LATER + timedelta(seconds=5 * turn)
        with time_machine.travel(hour, tick=False):
            scheduling.publish_due(now=hour)
    assert Article.objects.get(pk=last.pk).live
    # Each is tried again, but not every five seconds.
    assert len(tried) == 6
    with time_machine.travel(LATER + timedelta(hours=1), tick=False):
        scheduling.publish_due(now=LATER + timedelta(hours=1))
    assert len(tried) == 8


def test_a_new_version_keeps_what_readers_said_meanwhile_and_whose_it_is(adviser, outsider):
    shown = planned(adviser)
    draft = shown.save_revision(user=adviser.user)
    Article.objects.filter(pk=shown.pk).update(helped=7)
    draft.content["organization"] = outsider.organization.pk
    draft.save()
    Revision.objects.get(pk=draft.pk).publish(user=adviser.user, skip_permission_checks=True)
    again = Article.objects.get()
    assert (again.helped, again.organization) == (7, adviser.organization)


@pytest.mark.django_db
def test_chronicles_and_sheets_are_what_appears():
    assert {kind.__name__ for kind in scheduling.kinds()} == {"Article", "ResourceSheet"}
    for kind in scheduling.kinds():
        assert reverse(scheduling.EDITORS[kind._meta.label], args=[1])


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "0202-11-13T08:00", "9999-12-31T23:59", "2026-13-01T00:00", "demain"]
)
@pytest.mark.django_db
def test_an_hour_of_no_year_of_ours_is_refused_beside_its_field(adviser, typed):
    """A year is typed digit by digit; the last hour there is has no other in the zones to the East."""
    sent = {"title": "Un titre", "body-count": "0", "go_live_at": typed, "takes_comments": "on"}
    page = signed_in(adviser).post(reverse("writing_articles:add"), sent)
    assert page.status_code == 200
    assert page.context["form"].has_error("go_live_at")
    assert page.context["form"]["title"].value() == "Un titre"
