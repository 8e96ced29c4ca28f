"""Sheets in the editor. Wagtail reads this module by its name."""

from typing import Any

from django import forms
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn

from escale.sheets.models import ResourceSheet
from escale.topics import Topic
from escale.writing.panels import schedule
from escale.writing.text_forms import TextForm
from escale.writing.viewsets import TextViewSet


class SheetForm(TextForm):
    secret_fields = ("title", "sentence", "credit")
    topics = forms.MultipleChoiceField(
        label="Sujets", choices=Topic.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def clean_topics(self) -> list[Any]:
        return list(self.cleaned_data["topics"])


class SheetViewSet(TextViewSet):
    """The sheets of an organization; those that come with Escale belong to none, and are not here."""

    model = ResourceSheet
    icon = "list-ul"
    url_namespace = admin_url_namespace = "writing_sheets"
    base_url_path = "fiches"
    home = ("desk:resources", "Ressources")
    list_display = ["__str__", "kind", UpdatedAtColumn()]
    search_fields = ["title", "sentence"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("title"), FieldPanel("sentence"), FieldPanel("cover"), FieldPanel("body")],
                heading="Texte",
            ),
            ObjectList(
                [
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("level"), FieldPanel("audience")]),
                    FieldPanel("topics"),
                    FieldRowPanel([FieldPanel("minutes"), FieldPanel("read_again_on")]),
                    FieldRowPanel([FieldPanel("licence"), FieldPanel("credit")]),
                    FieldPanel("url"),
                    schedule(),
                ],
                heading="Rangement et parution",
            ),
        ],
        base_form_class=SheetForm,
    )


def viewsets() -> list[TextViewSet]:
    return [SheetViewSet()]


hooks.register("register_admin_viewset", viewsets)
