"""For Facebook and Instagram: short lines, one idea each, no drawing made of signs that a screen reader would spell."""

from escale.french.plain_text import fold
from escale.publishing.source import Source, SourceKind
from escale.publishing.texts import parts
from escale.publishing.texts.composing import BREAK, Part, compose

PARAGRAPH = BREAK * 2


def facebook(source: Source, *, public: str, address: str, limit: int) -> str:
    """A post whose address can be touched."""
    return _post(source, public=public, way=f"{_verb(source)} : {_either(source.phone, address)}", limit=limit)


def instagram(source: Source, *, public: str, spoken: str, limit: int) -> str:
    """A caption: no address can be touched there, so that it is short enough to be typed."""
    typed = f"tapez {spoken} dans votre navigateur" if spoken else ""
    called = f"appelez le {source.phone}" if source.phone else ""
    return _post(
        source, public=public, way=f"{_verb(source)} : {_either(called, typed)}.", limit=limit, tags=_tags(source)
    )


def _post(source: Source, *, public: str, way: str, limit: int, tags: str = "") -> str:
    if source.is_canceled:
        return compose([Part([parts.called_off(source)], keep=9), Part([way], keep=8, before=PARAGRAPH)], limit=limit)
    return compose(
        [
            Part([parts.hook(source), ""], keep=4),
            Part([source.title], keep=9, before=PARAGRAPH),
            Part(_when(source), keep=8, before=BREAK),
            Part([parts.place(source), source.place], keep=7, before=BREAK),
            Part([parts.terms(source), parts.sentence(source.label)], keep=6, before=BREAK),
            Part([parts.promise(source), ""], keep=5, before=PARAGRAPH),
            Part([parts.tone(source, public), ""], keep=2),
            Part([parts.bring(source), ""], keep=1, before=BREAK),
            Part([way], keep=8, before=PARAGRAPH),
            Part([tags, ""], keep=0, before=PARAGRAPH),
        ],
        limit=limit,
    )


def _when(source: Source) -> list[str]:
    if source.kind == SourceKind.PROGRAMME:
        held = parts.programme(source)
        shorter = [BREAK.join([*held[:-left], "…"]) for left in range(1, len(held))]
        return [BREAK.join(held), *shorter, parts.sentence(source.summary)]
    said = source.summary if source.kind == SourceKind.CYCLE else parts.when(source)
    return [parts.sentence(said)]


def _verb(source: Source) -> str:
    if source.is_canceled:
        return "Pour une autre date"
    return "Pour en savoir plus" if source.kind == SourceKind.EVENT else "Pour venir"


def _either(one: str, other: str) -> str:
    return " ou ".join(filter(None, [one, other]))


def _tags(source: Source) -> str:
    """ "#Vitré #Numérique": each word with its capital, as a screen reader needs it."""
    words = [word for word in source.identity.commune.replace("-", " ").split() if fold(word)]
    commune = "".join(word[:1].upper() + word[1:] for word in words if word.isalpha())
    return " ".join(f"#{tag}" for tag in (commune, "AideNumérique") if tag)
