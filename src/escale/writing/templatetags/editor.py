"""What the scripts of the editor read in the page."""

from typing import Any

from django import template
from django.conf import settings
from django.http.request import HttpHeaders
from django.middleware.csrf import get_token
from django.template import Context
from django.urls import reverse
from wagtail.admin.localization import get_js_translation_strings

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_config(context: Context) -> dict[str, Any]:
    """Wagtail’s own names the addresses of its images and documents, which aren’t here; these are closed by the gate."""
    return {
        "CSRF_TOKEN": get_token(context["request"]),
        "CSRF_HEADER_NAME": HttpHeaders.parse_header_name(settings.CSRF_HEADER_NAME),
        "ADMIN_API": {},
        "ADMIN_URLS": {
            "DISMISSIBLES": reverse("wagtailadmin_dismissibles"),
            "PAGES": reverse("wagtailadmin_explore_root"),
            "BLOCK_PREVIEW": reverse("wagtailadmin_block_preview"),
        },
        "I18N_ENABLED": False,
        "LOCALES": [],
        "STRINGS": get_js_translation_strings(),
        "KEYBOARD_SHORTCUTS_ENABLED": False,
    }
