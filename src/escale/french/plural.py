"""Counting in French: nought and one are singular ("0 participant"), which Django's own `pluralize` gets wrong."""


def plural(n: float, singular: str, plural: str | None = None) -> str:
    """ "1 participant", "1\u00a0200 participants"; the plural is the singular and an "s" unless given."""
    return f"{number(n)}\u00a0{agree(n, singular, plural)}"


def agree(n: float, singular: str, plural: str | None = None) -> str:
    """The word alone, agreed with a count said elsewhere."""
    return singular if abs(n) < 2 else plural if plural is not None else f"{singular}s"


def number(n: float) -> str:
    """ "1\u00a0200", "2,5": no-break space between thousands, decimal comma."""
    text = f"{n:,}" if isinstance(n, int) or not float(n).is_integer() else f"{int(n):,}"
    return text.replace(",", "\u00a0").replace(".", ",")
