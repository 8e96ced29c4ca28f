"""One thing to do at the desk, as every subject says it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to do: what, about whom, whom to call, the words of its button, and the page where it is done if any.

    Without a `verb`, it is done on its page alone. An offer made by telephone, of an hour or of a seat, has its answers; a
    session nobody is there to lead, its three ways out.
    """

    chore: str
    pk: int
    icon: str
    title: str
    detail: str
    phone: str = ""
    verb: str = ""
    is_done: bool = False
    address: str = ""
    address_words: str = "Choisir une heure"
    offer_pk: int = 0
    session_pk: int = 0
    enrollment_pk: int = 0
