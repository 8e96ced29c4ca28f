"""Components of the pages, by name; a builtin library, so no template loads it. How each looks: /composants/."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import segno
from django import template
from django.forms import BaseForm
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from escale.ui import shapes
from escale.ui.cards import Pass

register = template.Library()

FLAGS = ("rdv", "atelier", "cycle", "perm", "event")
NOTICE_ICONS = {"": "info", "ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}

type Choice = tuple[Any, str]


def _drawing(css: str, symbol: str, label: str) -> SafeString:
    """One symbol of the sprite: named when it says something alone, mute beside words."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', css, spoken, _sprite(), symbol)


@cache
def _sprite() -> str:
    """The address of the sprite: the same for the hundred icons of a page, and for every page of a process."""
    return static("ui/icons/sprite.svg")


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon of the sprite; mute unless `label` is given."""
    return _drawing(f"i {css}".strip(), name, label)


@register.simple_tag
def flag(kind: str, label: str = "") -> SafeString:
    """The flag of a kind of activity: rdv, atelier, cycle, perm or event."""
    if kind not in FLAGS:
        raise template.TemplateSyntaxError(f"No flag is called {kind!r}: {', '.join(FLAGS)}.")
    return _drawing(f"flag {kind}", f"flag-{kind}", label)


@register.simple_tag
def kind(kind: str, label: str) -> SafeString:
    """A kind of activity: its flag and its word."""
    return format_html('<span class="kind">{} {}</span>', flag(kind), label)


@register.simple_tag
def tag(label: str, tone: str = "", icon: str = "") -> SafeString:
    """A short state; tones: ok, warn, bad, tide, heather."""
    drawing = format_html("{} ", _drawing("i", icon, "")) if icon else ""
    return format_html('<span class="{}">{}{}</span>', f"tag {tone}".strip(), drawing, label)


@register.simple_block_tag
def notice(content: str, tone: str = "", icon: str = "", role: str = "") -> SafeString:
    """{% notice "ok" %}<p>…</p>{% endnotice %}: a message in the page that says what to do."""
    return format_html(
        '<div class="{}"{}>{}<div class="stack g2">{}</div></div>',
        f"notice {tone}".strip(),
        format_html(' role="{}"', role) if role else "",
        _drawing("i", icon or NOTICE_ICONS[tone], ""),
        content,
    )


@register.simple_block_tag
def empty(content: str, icon: str, title: str, text: str = "") -> SafeString:
    """{% empty "sailboat" "Aucun atelier." "Il y en a 4." %}buttons{% endempty %}: say why, then offer a way out."""
    return format_html(
        '<div class="empty">{}<p><b>{}</b>{}</p>{}</div>',
        _drawing("i", icon, ""),
        title,
        format_html("<br>{}", text) if text else "",
        format_html('<div class="cluster center">{}</div>', content) if content.strip() else "",
    )


@register.inclusion_tag("ui/components/bridge.html")
def bridge(steps: Sequence[str], current: int, label: str = "Étapes de la réservation") -> dict[str, Any]:
    """Where I am in a journey of 3 or 4 steps; `current` counts from 1."""
    rows = [(step, "done" if n < current else "current" if n == current else "") for n, step in enumerate(steps, 1)]
    return {"rows": rows, "current": current, "total": len(rows), "label": label}


@register.simple_tag
def trail(*above: str, here: str) -> SafeString:
    """{% trail "Accueil" home "Lieux" venues here=name %}: the pages above this one by name and address, then itself."""
    pairs = zip(above[::2], above[1::2], strict=True)
    links = format_html_join("", '<li><a class="tap" href="{}">{}</a></li>', ((path, name) for name, path in pairs))
    return format_html(
        '<nav aria-label="Fil d’Ariane"><ol class="trail">{}<li aria-current="page">{}</li></ol></nav>', links, here
    )


@register.simple_tag
def lines(rows: Iterable[tuple[str, str]], tone: str = "") -> SafeString:
    """One icon, one sentence a row: hours, access, what to bring. `rows` are (icon, text)."""
    items = format_html_join(
        "",
        "<li{}>{}<span>{}</span></li>",
        ((format_html(' class="{}"', tone) if tone else "", _drawing("i", name, ""), text) for name, text in rows),
    )
    return format_html('<ul class="lines">{}</ul>', items)


@register.inclusion_tag("ui/components/recap.html")
def recap(rows: Iterable[Sequence[str]]) -> dict[str, Any]:
    """The answers so far. `rows` are (term, answer) or (term, answer, address to change it)."""
    return {"rows": [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]}


@register.inclusion_tag("ui/components/sms.html")
def sms(sender: str, text: str, note: str = "") -> dict[str, Any]:
    """A text message as it is received."""
    return {"sender": sender, "text": text, "note": note}


@register.inclusion_tag("ui/components/pass_card.html")
def pass_card(card: Pass, level: int = 2) -> dict[str, Any]:
    """The appointment card; `level` is the rank of its title (2 or 3) in the page's outline."""
    return {"card": card, "title": f"h{level}", "subtitle": f"h{level + 1}"}


@register.inclusion_tag("ui/components/seg.html")
def seg(
    name: str, legend: str, options: Iterable[Choice], value: Any = "", show_legend: bool = False, css: str = ""
) -> dict[str, Any]:
    """A state in one gesture, 2 to 4 values. `options` are (value, label); a `ChoiceLabel` gives the tone."""
    return {
        "name": name,
        "legend": legend,
        "options": [
            (option, label, getattr(label, "tone", ""), str(option) == str(value)) for option, label in options
        ],
        "show_legend": show_legend,
        "css": css,
    }


@register.inclusion_tag("ui/components/choice.html")
def choice(name: str, value: str, label: str, checked: bool = False, hint: str = "") -> dict[str, Any]:
    """One answer among 2 to 5, with its sentence; put several in a fieldset."""
    return {"name": name, "value": value, "label": label, "checked": checked, "hint": hint}


@register.inclusion_tag("ui/components/chips.html")
def chips(
    name: str, legend: str, options: Iterable[Choice], chosen: Iterable[Any] = (), single: bool = False
) -> dict[str, Any]:
    """Filters or short subjects, several at once unless `single`."""
    kept = {str(value) for value in ([chosen] if isinstance(chosen, str) else chosen)}
    return {
        "name": name,
        "legend": legend,
        "options": [(option, label, str(option) in kept) for option, label in options],
        "type": "radio" if single else "checkbox",
    }


@register.simple_tag
def level(rank: int) -> SafeString:
    """One to three bars, mute: the word stands beside it."""
    return format_html('<span class="level l{}" aria-hidden="true"><i></i><i></i><i></i></span>', rank)


@register.inclusion_tag("ui/components/spark.html")
def spark(values: Sequence[float]) -> dict[str, Any]:
    """A mute trend of at most six bars, the last one strong; its sentence stands beside it."""
    return {"bars": shapes.spark_bars(values)}


@register.simple_tag
def bar(percent: float, css: str = "") -> SafeString:
    """A mute gauge, to the nearest 5 %; the exact number stands beside it."""
    return format_html(
        '<span class="{}" aria-hidden="true"><i class="{}"></i></span>', f"bar {css}".strip(), shapes.bar_class(percent)
    )


@register.simple_tag
def qr(text: str, label: str, css: str = "") -> SafeString:
    """A QR code as one path; `label` says what scanning it does."""
    matrix = [list(row) for row in segno.make(text, error="m", micro=False).matrix]
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path d="{}" fill="#000"/></svg>',
        f"qr {css}".strip(),
        len(matrix) + 8,
        len(matrix) + 8,
        label,
        shapes.qr_path(matrix, quiet_zone=4),
    )


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Any) -> dict[str, Any]:
    """Previous, where one is, next; keeps the other parameters of the address. `page` is a Django `Page`."""
    return {"page": page, "request": context["request"]}


@register.inclusion_tag("ui/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What stops a form, each line leading to its field; takes the focus, with or without JavaScript."""
    fields = [
        (bound.errors[0], bound.label, shapes.focus_target(bound)) for bound in form.visible_fields() if bound.errors
    ]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    return {"fields": fields, "others": [*form.non_field_errors(), *hidden]}
