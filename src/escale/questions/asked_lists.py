"""The lists of answers asked for by SMS: what was looked for, kept until the SMS has left; nothing of whoever asked."""

from datetime import datetime

from escale.accounts.models import Network
from escale.questions.models import AskedList

NAME = "answers_list"
LABEL = "Liste des réponses d’une recherche, demandée par SMS"
ABOUT = "asked_list"
LONGEST = 600


def keep(query: str, *, network: Network | None, now: datetime) -> AskedList:
    """Keep the end of the address of a search, and the network on whose site it was made."""
    return AskedList.objects.create(query=query[:LONGEST], network=network, asked_at=now)


def kept(pk: int) -> AskedList | None:
    """What was kept; None once it is no longer."""
    return AskedList.objects.one(pk=pk)
