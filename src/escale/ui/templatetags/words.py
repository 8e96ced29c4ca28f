"""French in templates: typography, counts, dates in words, telephones. A builtin library, so no template loads it.

Dates and hours are said in the active time zone: a page about a venue activates its zone ({% timezone %}).
"""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeData, mark_safe

from escale.french import dates, elision, hard_words, phone, typography
from escale.french.plural import agree as agree_word
from escale.french.plural import plural as count_and_word

register = template.Library()


@register.filter
def typo(text: Any) -> str:
    """French typography of a text; of the words alone when it is already HTML."""
    if isinstance(text, SafeData):
        return mark_safe(typography.typo_html(str(text)))  # noqa: S308 - only spaces and apostrophes of safe HTML change.
    return typography.typo(str(text))


@register.simple_tag
def plural(n: float, singular: str, plural: str | None = None) -> str:
    """{% plural n "place" %}: "0 place", "3 places"."""
    return count_and_word(n, singular, plural)


@register.simple_tag
def agree(n: float, singular: str, plural: str | None = None) -> str:
    """The word alone, agreed with a count said elsewhere."""
    return agree_word(n, singular, plural)


@register.filter
def of(name: Any) -> str:
    """ "de Lucette", "d’Odette"."""
    return elision.of(str(name))


@register.filter
def day(moment: date) -> str:
    """ "mardi 17 novembre"."""
    return dates.day(_local_day(moment))


@register.filter
def day_year(moment: date) -> str:
    """ "mardi 17 novembre 2026"."""
    return dates.day_year(_local_day(moment))


@register.filter
def hour(moment: datetime | time) -> str:
    """ "14 h", "9 h 30"."""
    return dates.hour(_local(moment) if isinstance(moment, datetime) else moment)


@register.filter
def day_hour(moment: datetime) -> str:
    """ "mardi 17 novembre à 14 h"."""
    return dates.day_hour(_local(moment))


@register.filter
def duration(minutes: int) -> str:
    """ "45 minutes", "1 heure 30"."""
    return dates.duration(minutes)


@register.filter(name="phone")
def phone_display(e164: str) -> str:
    """A number by pairs, as people say it: "02 61 91 05 12"."""
    return phone.display(e164)


@register.filter
def tel(e164: str) -> str:
    """The address that calls a number: "tel:+33261910512"."""
    return phone.tel_uri(e164)


@register.filter
def capital(text: str) -> str:
    """The first letter in capital, the rest as it stands."""
    return text[:1].upper() + text[1:]


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _local_day(moment: date) -> date:
    return _local(moment) if isinstance(moment, datetime) else moment


@register.simple_block_tag
def explained(content: str) -> str:
    """{% explained %}…{% endexplained %}: each hard word opens its meaning, the first time it stands in a sentence."""
    return mark_safe(hard_words.mark(content, _explained))  # noqa: S308 - safe HTML, and what is added is escaped.


def _explained(word: hard_words.HardWord, written: str) -> str:
    return format_html(
        '<button type="button" class="word" popovertarget="mot-{0}">{1}</button>'
        '<span class="meaning" id="mot-{0}" popover data-unread><b>{2}</b> {3} '
        '<button type="button" class="btn sm alt" popovertarget="mot-{0}" popovertargetaction="hide">Fermer</button></span>',
        word.key,
        mark_safe(written),  # noqa: S308 - a piece of the page itself.
        f"{word.name[:1].upper()}{word.name[1:]}.",
        word.meaning,
    )
