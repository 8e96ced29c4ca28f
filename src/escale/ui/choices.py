"""A choice's words: what it is called, and what a component may show beside it."""

from typing import Self


class ChoiceLabel(str):
    """A label that is plain text everywhere, and carries a hint, a tone or an icon to the components that show them.

    Usable wherever Django takes a choice's label, `label_from_instance` included. `tone` is "ok", "bad" or "warn".
    """

    hint: str
    tone: str
    icon: str

    def __new__(cls, label: str, *, hint: str = "", tone: str = "", icon: str = "") -> Self:
        choice = super().__new__(cls, label)
        choice.hint, choice.tone, choice.icon = hint, tone, icon
        return choice
