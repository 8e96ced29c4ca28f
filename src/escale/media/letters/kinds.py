"""The one kind of message of letters, rendered from the truth when it leaves: what is still published, who still wants it."""

from datetime import datetime

from escale.media.letters import preparing, words
from escale.media.models import LetterCopy
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.publishing.mailing import bounces, links, refusing

ABOUT = bounces.LETTER
"""What such a message speaks of: the copy of one recipient."""


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    copies = LetterCopy.objects.select_related("letter__organization", "recipient__organization", "recipient__list")
    copy = copies.one(pk=message.about_id)
    reader = copy.recipient if copy else None
    if copy is None or reader is None or reader.removed_at is not None:
        return Dropped("Cette adresse n’est plus dans la liste.")
    if refusing.refuses(reader):
        return Dropped("Cette personne ne veut plus de ce mail.")
    articles = preparing.articles_of(copy.letter, now=now)
    if not articles:
        return Dropped("Ses chroniques ne sont plus en ligne.")
    unsubscribe = links.address(reader)
    letter = words.write(copy.letter, articles, list_name=reader.list.name, unsubscribe=unsubscribe)
    return Rendered(
        subject=letter.subject, text=words.as_text(letter), html=words.as_html(letter), unsubscribe=unsubscribe
    )


LETTER_OF_ARTICLES = MessageKind(
    name="letter_of_articles",
    label="Lettre de chroniques",
    default_text="",
    render=_render,
    worth_a_call=False,
)
KINDS = (LETTER_OF_ARTICLES,)
