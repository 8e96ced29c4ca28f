"""What is being written: a draft Yann asks Maëlle to read over, an episode that waits for its hour, somebody on a picture."""

from datetime import datetime, time, timedelta
from uuid import UUID

from escale.accounts.models import Membership
from escale.media.models import Article
from escale.places.zones import zone_of
from escale.publishing.models import Picture
from escale.scheduling.wall_clock import instant
from escale.writing import reviewing, rights
from escale.writing.models import Medium, ReviewKind
from escale.writing.text_forms import free_slug

DRAFT = (
    "Le jeudi où le wifi est tombé",
    "Douze personnes, aucune connexion, et le meilleur atelier de l’automne.",
    "<p>À dix heures, la box clignote rouge. Douze personnes me regardent. J’avais prévu un horaire de car sur Internet.</p>",
    "<p>Nous avons ouvert les réglages du téléphone, à la place. La lampe, le réveil, la taille des lettres. "
    "Jeannine a agrandi les siennes. « Je peux lire sans lunettes », a-t-elle dit, et toute la table a voulu faire pareil.</p>",
)
NEXT = (
    "Ce que j’emporte dans mon sac",
    "Un carnet, trois câbles, des lunettes loupe. Et une chose qui ne s’achète pas.",
    "<p>On me demande souvent ce qu’il faut. Je vide mon sac : un carnet, trois câbles, des lunettes loupe.</p>",
    "<p>Et du silence. Celui qu’on laisse après une question, le temps que la personne trouve toute seule.</p>",
)
EPISODE = 6


def fill(maelle: Membership, yann: Membership, *, submission: UUID, now: datetime) -> None:
    """Begin both texts, ask for a reading, and note what somebody agreed to on a picture of the first episode."""
    draft = _written(DRAFT, by=yann)
    reviewing.ask(
        ReviewKind.ARTICLE,
        draft.pk,
        title=draft.title,
        of=maelle,
        word="Est-ce que la fin se comprend ?",
        by=yann,
        submission=submission,
        now=now,
    )
    first = Article.objects.of_organization(maelle.organization).published().order_by("episode", "pk")[0]
    waiting = _written(NEXT, by=maelle, series=first.series, episode=EPISODE)
    waiting.go_live_at = instant(now.date() + timedelta(days=3), time(9), zone_of(maelle.organization))
    waiting.save_revision(user=maelle.user).publish()
    until = now.date() + timedelta(days=21)
    cover = Picture.objects.get(pk=first.cover_id)
    rights.note(cover, who="Odile", until=until, media=[Medium.SITE, Medium.PAPER], by=maelle, now=now)


def _written(said: tuple[str, ...], *, by: Membership, **values: object) -> Article:
    title, lead, *paragraphs = said
    article = Article(
        organization=by.organization,
        title=title,
        slug=free_slug(Article, title),
        lead=lead,
        body=[("paragraph", each) for each in paragraphs],
        live=False,
        **values,
    )
    article.authors = [by.user]
    article.save()
    article.save_revision(user=by.user)
    return article
