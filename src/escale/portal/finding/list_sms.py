"""The first answers of a search in one SMS, asked for by whoever will read it: composed from the truth when it leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from escale.accounts.models import Organization
from escale.french import sms
from escale.french.phone import display
from escale.networks import addresses, current
from escale.networks.models import Site
from escale.outbox import writing
from escale.outbox.catalogue import Dropped, MessageKind, Rendered
from escale.outbox.models import Message
from escale.portal.activity import Activity
from escale.portal.finding import answers, scope
from escale.portal.finding import page as finding_page
from escale.portal.workshops import filters
from escale.portal.workshops.filters import Filters
from escale.questions import asked_lists

MOST = 3
MOST_SEGMENTS = 4
STAYS_USEFUL = timedelta(hours=2)


@transaction.atomic
def send(said: Filters, *, site: Site | None, organization: Organization, phone: str, now: datetime) -> Message | None:
    """Write one SMS with the first answers to this number (E.164), in the name of the organization nearest to them.

    `site` is that of the network it is asked on: the SMS says nothing that this site doesn't show.
    """
    asked = asked_lists.keep(said.query(), network=site.network if site else None, now=now)
    return writing.write(
        ANSWERS_LIST,
        organization=organization,
        person=None,
        about=asked_lists.ABOUT,
        about_id=asked.pk,
        venue=None,
        phone=phone,
        now=now,
        due_at=now,
        expires_at=now + STAYS_USEFUL,
    )


def text(cards: Sequence[Activity], *, title: str, address: str) -> str:
    """As many answers as four segments hold, three at most; then where the whole list is, when there is room."""
    lines = [_line(number, card) for number, card in enumerate(cards[:MOST], start=1)]
    for shown in range(len(lines), 0, -1):
        told = "\n".join([f"{title} :", *lines[:shown]])
        for whole in (f"{told}\nTout voir : {address}", told):
            if sms.segments(sms.to_gsm(whole)).count <= MOST_SEGMENTS:
                return whole
    return f"{title} : {address}"


def _line(number: int, card: Activity) -> str:
    when = " ".join(filter(None, [card.day.capitalize(), card.when]))
    call = f" Tel {display(card.phone)}." if card.phone else ""
    return f"{number}. {f'{when} : ' if when else ''}{card.title}. {card.where}.{call}"


def _render(message: Message, now: datetime) -> Rendered | Dropped:
    asked = asked_lists.kept(message.about_id)
    if asked is None:
        return Dropped("La liste n’est plus gardée.")
    site = current.open_site(asked.network_id) if asked.network_id else None
    if asked.network_id and site is None:
        return Dropped("Le site où elle a été demandée est fermé.")
    said = filters.read(QueryDict(asked.query.removeprefix("?")))
    found = answers.found(said, scope.within(said, current.shown_by(site)), now=now)
    cards = answers.cards(found.entries[:MOST], origin=said.town.origin, now=now)
    if not cards:
        return Dropped("Plus rien ne répond à cette recherche.")
    root = addresses.address_of(site) if site else f"{settings.BASE_URL}/"
    address = f"{root}{reverse('portal:activities').lstrip('/')}{asked.query}"
    return Rendered(
        text=text(cards, title=finding_page.title_in_our_words(said), address=address), subject="Votre liste"
    )


ANSWERS_LIST = MessageKind(
    name=asked_lists.NAME,
    label=asked_lists.LABEL,
    default_text="",
    render=_render,
    urgent=True,
    worth_a_call=False,
    on_request=True,
)
KINDS = (ANSWERS_LIST,)
