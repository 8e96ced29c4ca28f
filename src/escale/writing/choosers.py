"""Choosing, while writing, a picture or a workshop of one’s organization."""

import json
from typing import Any

from django.db.models import QuerySet
from django.forms import Media
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from escale.publishing.models import Picture, RenditionFormat
from escale.writing import pictures, rights
from escale.writing.permissions import writing_as
from escale.writing.pictures import ChosenPicture


class OwnRows:
    """A chooser shows the rows of the organization one writes for; those of another don’t exist."""

    request: Any
    model_class: Any

    def get_object_list(self) -> QuerySet[Any]:
        membership = writing_as(self.request.user)
        rows: QuerySet[Any] = self.model_class.objects.all()
        if membership is None:
            return rows.none()
        return rows.filter(organization=membership.organization, archived_at=None)

    def get_object(self, pk: Any) -> Any:
        return self.get_object_list().get(pk=pk)


class ChooseView(OwnRows, views.ChooseView):
    ordering = "-pk"


class ChooseResultsView(OwnRows, views.ChooseResultsView):
    ordering = "-pk"


class ChosenView(OwnRows, views.ChosenView):
    pass


def preview_of(picture: Picture) -> str:
    """The address of the picture, small."""
    return pictures.address(picture, pictures.WIDTHS[0], RenditionFormat.WEBP)


class ThumbnailColumn(Column):
    """The picture itself, small, for two photos may bear the same title. Its title stands beside: nothing to say twice."""

    def render_cell_html(self, instance: Picture, parent_context: Any) -> SafeString:
        return format_html(
            '<td class="escale-thumbnail"><img src="{}" alt="" width="{}" height="{}" loading="lazy"></td>',
            preview_of(instance),
            instance.width,
            instance.height,
        )


class ShownPictures(OwnRows):
    """The photos that may be shown today, read without the images, which only their own address needs."""

    def get_object_list(self) -> QuerySet[Any]:
        rows: Any = super().get_object_list()
        return rights.shown(rows.photos().without_content(), on=timezone.localdate())

    @property
    def columns(self) -> list[Column]:
        return [ThumbnailColumn("thumbnail", label="Image", width="30%"), *super().columns]  # type: ignore[misc]


class ChoosePictureView(ShownPictures, ChooseView):
    pass


class ChoosePictureResultsView(ShownPictures, ChooseResultsView):
    pass


class ChosenPictureView(ShownPictures, ChosenView):
    def get_chosen_response_data(self, item: Picture) -> dict[str, Any]:
        data: dict[str, Any] = super().get_chosen_response_data(item)
        return data | {"preview": preview_of(item)}


class OwnChooser(BaseChooser):
    """What is chosen, beside its button. Wagtail starts it by a script inside the page; `editor.js` does it instead."""

    clear_choice_text = "Ne rien choisir"
    show_edit_link = False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        shown = self.render_html(name, self.get_value_data(value), attrs)
        options = json.dumps(self.base_js_init_options)
        return format_html('<div data-own-chooser="{}" data-options="{}">{}</div>', attrs["id"], options, shown)

    @property
    def media(self) -> Media:
        media: Media = super().media
        # Ours changes what the two others bring: it comes after both.
        return media + Media(js=[versioned_static("wagtailadmin/js/chooser-widget-telepath.js"), "writing/editor.js"])


class PictureChooser(OwnChooser):
    """The picture chosen, seen beside its button; `editor.js` changes it when another is chosen."""

    template_name = "writing/widgets/picture_chooser.html"

    def get_value_data_from_instance(self, instance: Picture) -> dict[str, Any]:
        data: dict[str, Any] = super().get_value_data_from_instance(instance)
        return data | {"preview": preview_of(instance)}

    def get_context(self, name: str, value_data: dict[str, Any], attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value_data, attrs)
        return context | {"preview": value_data.get("preview", "")}


class OwnChooserViewSet(ChooserViewSet):
    """A chooser among the rows of one’s organization."""

    base_widget_class = OwnChooser
    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    per_page = 12


class PictureChooserViewSet(OwnChooserViewSet):
    """The pictures an organization brought: the same as those of its posters."""

    model = "publishing.Picture"
    base_block_class = ChosenPicture
    base_widget_class = PictureChooser
    chosen_view_class = ChosenPictureView
    choose_view_class = ChoosePictureView
    choose_results_view_class = ChoosePictureResultsView
    icon = "image"
    choose_one_text = "Choisir une image"
    choose_another_text = "Choisir une autre image"


class WorkshopChooserViewSet(OwnChooserViewSet):
    """The workshops of an organization’s catalogue."""

    model = "workshops.Workshop"
    icon = "group"
    choose_one_text = "Choisir un atelier"
    choose_another_text = "Choisir un autre atelier"


picture_chooser = PictureChooserViewSet("pictures", url_prefix="images")
workshop_chooser = WorkshopChooserViewSet("workshops", url_prefix="ateliers")
