"""What the pages among peers share: {% peers_tabs %}, and {% practice_side %} beside the threads."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from escale.desk.practice import side
from escale.desk.practice.page import tabs

register = template.Library()


@register.inclusion_tag("desk/practice/side.html", takes_context=True)
def practice_side(context: Context) -> dict[str, Any]:
    """The panels of the next session and of a hand that is needed, as the member of the request sees them."""
    return {"side": side.read(context["request"].membership, now=timezone.now())}


@register.inclusion_tag("desk/practice/tabs.html", takes_context=True)
def peers_tabs(context: Context) -> dict[str, Any]:
    """The row of buttons that leads from one page to another."""
    match = context["request"].resolver_match
    return {"tabs": tabs(match.view_name if match else "")}
