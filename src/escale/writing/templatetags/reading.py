"""What is written, put on a page: pictures, text with its bold words and its links, invitations to a workshop."""

from typing import Any

import nh3
from django import template
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from escale.publishing.models import Picture
from escale.writing import pictures

register = template.Library()

TEXT_WIDTH = "(min-width: 48rem) 38rem, 92vw"
"""How wide a picture stands in a text: its measure, or nearly the whole of a telephone."""

TAGS = {"a", "b", "strong", "i", "em", "br", "p", "ul", "ol", "li"}
ADDRESSES = {"http", "https", "mailto", "tel", "sms"}


@register.simple_tag
def photo(picture: Picture | None, sizes: str = TEXT_WIDTH, css: str = "", eager: bool = False) -> SafeString:
    """{% photo article.cover %}: a picture in the lightest format and width the browser takes; nothing without one.

    `eager` is for the one at the top, which is seen at once.
    """
    if picture is None:
        return SafeString("")
    found = pictures.renditions(picture)
    return format_html(
        '<picture>{}<img{} src="{}" srcset="{}" sizes="{}" alt="{}" width="{}" height="{}" {}></picture>',
        format_html_join(
            "",
            '<source type="{}" srcset="{}" sizes="{}">',
            ((source.content_type, source.addresses, sizes) for source in found.sources),
        ),
        format_html(' class="{}"', css) if css else "",
        found.src,
        found.addresses,
        sizes,
        picture.alt,
        picture.width,
        picture.height,
        SafeString('fetchpriority="high"' if eager else 'loading="lazy" decoding="async"'),
    )


@register.filter
def rich(text: Any) -> SafeString:
    """A text with bold words, links and lists, and nothing else, whatever was put in its row."""
    cleaned = nh3.clean(
        str(text), tags=TAGS, attributes={"a": {"href"}}, url_schemes=ADDRESSES, link_rel="noopener noreferrer"
    )
    return mark_safe(cleaned)  # noqa: S308 - nh3 has just left what is harmless.


@register.filter
def unquoted(text: str) -> str:
    """Somebody's words without the marks she may have typed around them: the page puts its own."""
    return text.strip().strip('«»"“”').strip()


@register.simple_tag(takes_context=True)
def invitation(context: Context, workshop: Any) -> Any:
    """{% invitation value as invited %}: what the view read of a workshop, by its row or its number; None without."""
    pk = getattr(workshop, "pk", workshop)
    return (context.get("invitations") or {}).get(pk)
