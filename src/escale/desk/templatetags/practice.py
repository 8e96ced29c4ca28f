"""What happens among peers, beside the threads: {% practice_side %}."""

from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from escale.desk.practice import side

register = template.Library()


@register.inclusion_tag("desk/practice/side.html", takes_context=True)
def practice_side(context: Context) -> dict[str, Any]:
    """The panels of the next session and of a hand that is needed, as the member of the request sees them."""
    return {"side": side.read(context["request"].membership, now=timezone.now())}
