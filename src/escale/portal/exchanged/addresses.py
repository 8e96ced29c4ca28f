"""The addresses of our offers for other programs, and the lines to paste in the page of another site."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html

LISTENER = """<script>
addEventListener("message", message => {
  const frame = document.getElementById("escale");
  const height = Number(message.data?.escaleHeight);
  if (message.source === frame.contentWindow && height > 0) frame.height = Math.min(height, 20000);
});
</script>"""
"""What a page adds after the frame to give it the height it asks for. It asks nothing of anybody: it only listens."""


@dataclass(frozen=True)
class Feed:
    key: str
    name: str
    use: str
    address: str


FEEDS = (
    ("json", "JSON, comme OpenAgenda", "Un autre site Escale, un site branché sur OpenAgenda.", "portal:activities-json"),
    ("ics", "Agenda (iCalendar)", "Un agenda, l’appli de la ville.", "portal:activities-ics"),
    ("rss", "Flux RSS", "Un site, une lettre d’information.", "portal:activities-rss"),
)  # fmt: skip


def feeds(query: str) -> list[Feed]:
    """The three feeds of the workshops, with the same filters as the page."""
    return [Feed(key, name, use, settings.BASE_URL + reverse(address) + query) for key, name, use, address in FEEDS]


def snippet(address: str) -> str:
    """The frame, as it is pasted."""
    return format_html(
        '<iframe id="escale" src="{}" title="Ateliers numériques" width="100%" height="600" loading="lazy"></iframe>',
        address,
    )
