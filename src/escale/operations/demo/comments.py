"""What readers answered to the last chronicle: read over and shown, or still waiting, reported, doubtful; a right of reply."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from escale.accounts.models import Membership
from escale.media.comments import moderating, replying, reporting, writing
from escale.media.comments.replying import Asked
from escale.media.comments.writing import Words
from escale.media.models import Article, Comment, CommentState

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SHOWN = (
    ("Sophie L.", "Le café sénior de jeudi a fait le plein grâce à ton affiche. On recommence en janvier ?"),
    ("Yann B.", "Chez nous, c’est le bulletin paroissial qui marche le mieux. Il fallait oser demander !"),
    ("Une voisine", "J’ai emmené ma mère. Elle ne voulait pas venir, elle ne veut plus partir."),
)
WAITING = (
    Words(
        name="Lucette",
        text="Est-ce que l’atelier photos revient au printemps ?",
        email="lucette@example.org",
        seconds=95,
    ),
    Words(name="Marcel", text="Appelez-moi au 06 39 98 00 71, je veux venir avec ma femme.", seconds=80),
    Words(name="Bon plan", text="CREDIT RAPIDE sans dossier https://pret.example https://argent.example", seconds=1),
    Words(name="Bon plan", text="Casino gratuit, gagner de l’argent chez soi : https://jeux.example"),
)


def fill(article: Article, *, by: Membership, submissions: Iterator[UUID], now: datetime) -> None:
    """Three days of readers, the last one an hour ago."""
    first, *others = [
        _shown(article, name, text, by=by, key=next(submissions), at=now - 3 * DAY + rank * 5 * HOUR)
        for rank, (name, text) in enumerate(SHOWN)
    ]
    writing.answer(
        first, "Avec plaisir : je te garde le premier jeudi.", by=by, submission=next(submissions), now=now - 2 * DAY
    )
    for rank, words in enumerate(WAITING):
        writing.write(article, words, parent=None, key=next(submissions), now=now - HOUR - rank * MINUTE)
    reporting.report(others[-1], "On reconnaît ma voisine.", key=next(submissions), now=now - 2 * HOUR)
    asked = Asked(
        name="Denise Fortin",
        contact="denise.fortin@example.org",
        passage="les affiches chez le boulanger",
        text="C’est moi qui pose ces affiches, tous les premiers lundis. Je tiens à ce que cela soit dit.",
    )
    replying.ask(article, asked, key=next(submissions), now=now - DAY)


def _shown(article: Article, name: str, text: str, *, by: Membership, key: UUID, at: datetime) -> Comment:
    """A comment read over and shown two hours later."""
    written = writing.write(article, Words(name=name, text=text, seconds=70), parent=None, key=key, now=at)
    read = {written.pk: moderating.print_of(written)}
    moderating.decide(by.organization, read, state=CommentState.PUBLISHED, by=by, now=at + 2 * HOUR)
    return Comment.objects.select_related("article").get(pk=written.pk)
