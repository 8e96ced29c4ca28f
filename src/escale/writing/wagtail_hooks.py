"""What the editor looks like, and what is chosen in it. Wagtail reads this module by its name."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.viewsets.chooser import ChooserViewSet

from escale.writing.choosers import picture_chooser, workshop_chooser
from escale.writing.gate import open_pages

CHOOSER_PAGES = ("choose", "choose_results", "chosen")


def choosers() -> list[ChooserViewSet]:
    for chooser in (picture_chooser, workshop_chooser):
        open_pages.update(f"{chooser.url_namespace}:{name}" for name in CHOOSER_PAGES)
    return [picture_chooser, workshop_chooser]


def look() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("writing/editor.css"))


def links(features: Any) -> None:
    """A link leads to an address, a mail or a telephone: there are no pages of Wagtail to choose from."""
    plugin = features.plugins_by_editor["draftail"]["link"]
    plugin.data["chooserUrls"]["pageChooser"] = reverse_lazy("wagtailadmin_choose_page_external_link")


hooks.register("register_admin_viewset", choosers)
hooks.register("insert_global_admin_css", look)
hooks.register("register_rich_text_features", links, order=10)
