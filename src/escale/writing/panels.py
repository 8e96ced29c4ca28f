"""The panels every text has in the editor."""

from typing import Any

from wagtail.admin.panels import FieldPanel, PublishingPanel

from escale.writing.text_forms import LocalDateTime

RESETS = {
    "data-controller": "w-action",
    "data-action": "w-dialog:hidden->w-action#reset",
    "data-w-dialog-target": "notify",
}
"""What Wagtail's own fields carry, so that the hours typed and given up are forgotten."""


def schedule() -> Any:
    """When the text appears, and when it goes."""
    return PublishingPanel(
        children=[
            FieldPanel("go_live_at", widget=LocalDateTime(attrs=RESETS), heading="Paraît le"),
            FieldPanel("expire_at", widget=LocalDateTime(attrs=RESETS), heading="N’est plus montré après le"),
        ]
    )
