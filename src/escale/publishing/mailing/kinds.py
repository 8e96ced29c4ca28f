"""The one kind of message of the monthly mail, rendered from the truth when it leaves: seats, dates, who still wants it."""

from datetime import datetime

from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Channel, Message
from escale.publishing.mailing import following, links, programme, refusing, words
from escale.publishing.models import MailCopy

ABOUT = "monthly-mail"
"""What such a message speaks of: the copy of one recipient."""


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    copies = MailCopy.objects.select_related(
        "mail__organization", "recipient__organization", "recipient__list__channel"
    )
    copy = copies.one(pk=message.about_id)
    reader = copy.recipient if copy else None
    if copy is None or reader is None or reader.removed_at is not None:
        return Dropped("Cette adresse n’est plus dans la liste.")
    if refusing.refuses(reader):
        return Dropped("Cette personne ne veut plus de ce mail.")
    mail, public = copy.mail, reader.reads_as
    month = programme.read(mail.organization, mail.month, public=public, now=now)
    short = following.addresses(reader.list.channel, following.pages(month))
    if message.channel == Channel.SMS:
        return Rendered(text=words.as_sms(month, short=short))
    unsubscribe = links.address(reader)
    letter = words.letter(mail, month, public=public, list_name=reader.list.name, unsubscribe=unsubscribe, short=short)
    return Rendered(
        subject=letter.subject, text=words.as_text(letter), html=words.as_html(letter), unsubscribe=unsubscribe
    )


MONTHLY_PROGRAMME = MessageKind(
    name="monthly_programme",
    label="Programme du mois",
    default_text="",
    render=_render,
    worth_a_call=False,
)
KINDS = (MONTHLY_PROGRAMME,)
