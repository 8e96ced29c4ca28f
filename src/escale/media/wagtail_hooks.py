"""Chronicles, series and categories in the editor. Wagtail reads this module by its name."""

from typing import Any

from django import forms
from django.db.models import Q
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import UpdatedAtColumn

from escale.accounts.models import User
from escale.media.models import Article, Category, Series
from escale.writing.panels import schedule
from escale.writing.rules import WRITES
from escale.writing.text_forms import OwnedForm, TextForm
from escale.writing.viewsets import SIMPLE, TextViewSet

RESERVED = frozenset({"series", "rubriques", "fil", "recherche", "page"})
"""Words that follow `/chroniques/` and name something else."""


class ArticleForm(TextForm):
    choices_of_organization = ("series", "category")
    reserved = RESERVED

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "authors" not in self.fields:
            return
        here = Q(memberships__organization=self.organization, memberships__ended_at=None, memberships__role__in=WRITES)
        kept = Q(articles=self.instance.pk) if self.instance.pk else Q(pk=None)
        self.fields["authors"].queryset = User.objects.filter(here | kept).distinct().order_by("first_name", "pk")
        self.fields["authors"].required = False
        if not self.instance.pk and not self.is_bound:
            self.initial["authors"] = [self.for_user.pk]

    def clean_authors(self) -> Any:
        """A text is somebody’s: whoever writes it, when nobody else is said."""
        return self.cleaned_data["authors"] or User.objects.filter(pk=self.for_user.pk)


class ArticleViewSet(TextViewSet):
    """What advisers tell."""

    model = Article
    icon = "doc-full"
    url_prefix = "chroniques"
    url_namespace = admin_url_namespace = "writing_articles"
    base_url_path = "chroniques"
    list_display = ["__str__", "series", "episode", UpdatedAtColumn()]
    search_fields = ["title", "lead"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("title"), FieldPanel("lead"), FieldPanel("cover"), FieldPanel("body")], heading="Texte"
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [
                            FieldRowPanel([FieldPanel("series", widget=forms.Select), FieldPanel("episode")]),
                            FieldPanel("category", widget=forms.Select),
                        ],
                        heading="Où la ranger",
                    ),
                    FieldPanel("authors", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("workshop", heading="Atelier à proposer à la fin"),
                    FieldPanel("takes_comments"),
                    schedule(),
                ],
                heading="Rangement et parution",
            ),
        ],
        base_form_class=ArticleForm,
    )


class SeriesForm(OwnedForm):
    pass


class SeriesViewSet(TextViewSet):
    """Series of chronicles."""

    model = Series
    icon = "list-ol"
    pages = SIMPLE - {"delete"}  # Its episodes would lose their numbers; a category only stops filing anything.
    url_namespace = admin_url_namespace = "writing_series"
    base_url_path = "series"
    list_display = ["title", "episode_name"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("sentence"), FieldPanel("episode_name")], base_form_class=SeriesForm
    )


class CategoryForm(OwnedForm):
    titled = "name"


class CategoryViewSet(TextViewSet):
    """Subjects under which chronicles are filed."""

    model = Category
    icon = "folder-open-inverse"
    pages = SIMPLE
    url_namespace = admin_url_namespace = "writing_categories"
    base_url_path = "rubriques"
    list_display = ["name"]
    search_fields = ["name"]
    edit_handler = ObjectList([FieldPanel("name")], base_form_class=CategoryForm)


def viewsets() -> list[TextViewSet]:
    return [ArticleViewSet(), SeriesViewSet(), CategoryViewSet()]


hooks.register("register_admin_viewset", viewsets)
