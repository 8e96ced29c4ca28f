"""The mail of a channel, sent to its contact through the outbox: rendered from the truth when it leaves."""

from datetime import datetime, timedelta

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.safestring import mark_safe

from escale.accounts.models import Membership
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.publishing import links, pieces, sources
from escale.publishing.models import Piece, PieceKind, PieceState, TrackedLink
from escale.publishing.texts import mails
from escale.publishing.texts.writing import Addresses, write

ABOUT = "communication-piece"
SENT_WITHIN = timedelta(days=2)


class NoAddress(Exception):
    """Its channel has no mail address."""


@transaction.atomic
def send(piece: Piece, *, source: str, revision: int, by: Membership, now: datetime) -> None:
    """Write the mail to the contact of its channel, and say that it has left; read again, it is sent again.

    `revision` is that of the piece that was read: one page sends one mail. Raises NoAddress, ChangedMeanwhile.
    """
    if not piece.channel.contact_email:
        raise NoAddress
    pieces.claim(piece, revision=revision)
    writing.write_mail(
        KIND,
        organization=piece.kit.organization,
        about=ABOUT,
        about_id=piece.pk,
        revision=revision + 1,
        to=piece.channel.contact_email,
        now=now,
        expires_at=now + SENT_WITHIN,
    )
    pieces.mark_done(piece, source=source, by=by, now=now)


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    piece = Piece.objects.select_related("channel", "kit__organization").one(pk=message.about_id)
    if piece is None:
        return Dropped("Ce kit n’existe plus.")
    if piece.state != PieceState.DONE:
        return Dropped("Quelqu’un a dit que ce mail n’était pas encore à envoyer.")
    source = sources.of_kit(piece.kit)
    link = TrackedLink.objects.one(piece=piece)
    addresses = Addresses(full=links.address(link), spoken=links.spoken(link)) if link else Addresses()
    text = piece.text or write(PieceKind(piece.kind), piece.channel, source, addresses)
    subject, body = mails.subject_and_body(text, otherwise=source.title)
    return Rendered(subject=subject, text=body, html=html_of(subject, body))


def html_of(subject: str, body: str) -> str:
    """The mail as a page: its paragraphs, its address to be touched."""
    # `urlize` escapes everything it doesn't make itself.
    content = mark_safe(linebreaks(urlize(body, autoescape=True)))  # noqa: S308
    return render_to_string("publishing/mail.html", {"subject": subject, "content": content})


KIND = MessageKind(
    name="communication_piece", label="Mail de communication", default_text="", render=_render, worth_a_call=False
)
KINDS = (KIND,)
