"""What is kept of chronicles: comments, people on pictures. A row of each promise, planted by the test of the policy."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from escale.media.comments import replying, reporting
from escale.media.models import Comment, CommentReport, CommentState, RightOfReply
from escale.testing import rows_comments
from escale.testing.cast import Reception
from escale.writing import rights, withdrawing
from escale.writing.models import Medium, PictureConsent
from escale.writing.tests.pictures import picture


def plant_comment_address(reception: Reception, at: datetime) -> Callable[[], bool]:
    about = rows_comments.article(reception.adviser)
    written = rows_comments.comment(about, email="sophie@example.org", now=at)
    return lambda: Comment.objects.filter(pk=written.pk).exclude(email="").exists()


def plant_refused_comment(reception: Reception, at: datetime) -> Callable[[], bool]:
    written = rows_comments.comment(rows_comments.article(reception.adviser), now=at)
    rows_comments.decide(written, CommentState.REFUSED, by=reception.adviser, why="Hors sujet", now=at)
    return lambda: Comment.objects.filter(pk=written.pk).exclude(text="").exists()


def plant_comment_name(reception: Reception, at: datetime) -> Callable[[], bool]:
    written = rows_comments.shown(rows_comments.article(reception.adviser), by=reception.adviser, name="Yann", now=at)
    return lambda: Comment.objects.filter(pk=written.pk, name="Yann").exclude(text="").exists()


def plant_report_of_comment(reception: Reception, at: datetime) -> Callable[[], bool]:
    written = rows_comments.shown(rows_comments.article(reception.adviser), by=reception.adviser, now=at)
    reporting.report(written, "C’est faux", key=uuid4(), now=at)
    return lambda: CommentReport.objects.exists()


def plant_consent(reception: Reception, at: datetime) -> Callable[[], bool]:
    """It ended the day before; its team was told that morning."""
    adviser = reception.adviser
    ended = at.date() - timedelta(days=1)
    noted = rights.note(picture(adviser), who="Odile", until=ended, media=[Medium.SITE], by=adviser, now=at)
    withdrawing.tend(now=at)
    return lambda: PictureConsent.objects.filter(pk=noted.pk).exclude(who="").exists()


def plant_right_of_reply(reception: Reception, at: datetime) -> Callable[[], bool]:
    reply = rows_comments.right_of_reply(rows_comments.article(reception.adviser), now=at)
    replying.refuse(reply, "Elle n’est pas nommée", by=reception.adviser, now=at)
    return lambda: RightOfReply.objects.exclude(contact="", text="", passage="", name="Quelqu’un").exists()
