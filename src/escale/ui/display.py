"""How a person wants pages to look: text size and colours, kept in a cookie, no account needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from escale.ui.choices import ChoiceLabel

COOKIE = "affichage"
COOKIE_SECONDS = 365 * 24 * 3600

SIZES = (("normal", ChoiceLabel("Normale")), ("grand", ChoiceLabel("Grande")))
THEMES = (("auto", ChoiceLabel("Auto")), ("light", ChoiceLabel("Claires")), ("dark", ChoiceLabel("Sombres")))


@dataclass(frozen=True, kw_only=True)
class Display:
    """The look of one page, and where the “Affichage” panel comes back to."""

    size: str = "normal"
    theme: str = "auto"
    return_to: str = "/"
    sizes = SIZES
    themes = THEMES

    @classmethod
    def chosen(cls, values: Mapping[str, str], *, return_to: str = "/") -> Self:
        """The choices found in `values`; what is unknown there falls back to the default."""
        size, theme = values.get("size", ""), values.get("theme", "")
        return cls(
            size=size if size in dict(SIZES) else "normal",
            theme=theme if theme in dict(THEMES) else "auto",
            return_to=return_to,
        )

    @classmethod
    def from_cookies(cls, cookies: Mapping[str, str], *, return_to: str = "/") -> Self:
        """The choices of the cookie, written “size.theme”."""
        size, _, theme = cookies.get(COOKIE, "").partition(".")
        return cls.chosen({"size": size, "theme": theme}, return_to=return_to)

    @property
    def cookie_value(self) -> str:
        return f"{self.size}.{self.theme}"
