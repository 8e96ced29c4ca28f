"""Links of a public page that keep the short address somebody came by."""

from django import template
from django.template.context import Context

from escale.portal.links import arrivals

register = template.Library()


@register.simple_tag(takes_context=True)
def carry(context: Context, address: str) -> str:
    """An address of this site, with the code the page was opened with."""
    return arrivals.carried(address, arrivals.code_in(context["request"]))
