"""The lists of answers asked for by SMS: what was looked for, kept until the SMS has left; nothing of whoever asked."""

from datetime import datetime

from escale.questions.models import AskedList

NAME = "answers_list"
LABEL = "Liste des réponses d’une recherche, demandée par SMS"
ABOUT = "asked_list"
LONGEST = 600


def keep(query: str, *, now: datetime) -> AskedList:
    """Keep the end of the address of a search."""
    return AskedList.objects.create(query=query[:LONGEST], asked_at=now)


def query_of(pk: int) -> str | None:
    """The end of the address that was kept; None once it is no longer."""
    asked = AskedList.objects.one(pk=pk)
    return asked.query if asked else None
