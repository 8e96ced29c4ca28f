"""A kind of text in the editor: its list, its form, its history, for the organization one writes for and no other."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.snippets.views import snippets

from escale.writing.gate import open_pages
from escale.writing.permissions import own, writing_as

SIMPLE = frozenset({"list", "list_results", "add", "edit", "delete", "history", "history_results"})
"""The pages of what has no draft: a series, a category."""
WRITTEN = SIMPLE | {
    "preview_on_add",
    "preview_on_edit",
    "revisions_view",
    "revisions_revert",
    "revisions_compare",
    "revisions_unschedule",
    "unpublish",
}


class IndexView(snippets.IndexView):
    """Without boxes to tick: what is done to many texts at once is closed."""

    add_item_label = "Ajouter"

    @property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if column.name != "bulk_actions"]


class AddView(snippets.CreateView):
    """Saved by hand the first time: saved by itself while one presses the button, a text would be there twice."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.autosave_enabled = False


class OfNoUse:
    """Without « Utilisé 0 fois »: a text is used by nobody, and the page behind that link is closed."""

    def get_usage_url(self) -> None:
        return None


class EditView(OfNoUse, snippets.EditView):
    """Changing a text."""


class DeleteView(OfNoUse, snippets.DeleteView):
    """Deleting it, once it was asked whether one is sure."""


class HistoryView(snippets.HistoryView):
    """Without its filters: they need a calendar that is not served here, and a history is a page long."""

    filterset_class = None


class UnpublishView(OfNoUse, snippets.UnpublishView):
    """Taking it off the site."""


class TextViewSet(snippets.SnippetViewSet):
    """What an organization writes. Every page of it looks for its row among those of that organization alone."""

    index_view_class = IndexView
    add_view_class = AddView
    edit_view_class = EditView
    delete_view_class = DeleteView
    unpublish_view_class = UnpublishView
    history_view_class = HistoryView
    pages: frozenset[str] = WRITTEN
    home: tuple[str, str] = ("desk:articles", "Chroniques")
    list_display = ["__str__", UpdatedAtColumn()]
    list_per_page = 20
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        membership = writing_as(request.user)
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows.none() if membership is None else rows.filter(organization=membership.organization)

    def construct_view(self, view_class: type, **kwargs: Any) -> Callable[..., HttpResponse]:
        return self._own_rows_only(super().construct_view(view_class, **kwargs))

    def _own_rows_only(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        """Wagtail reads a row by its number, whoever's it is: 404 before that for the row of another organization."""

        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "pk" in kwargs and not self._is_own(request, kwargs["pk"]):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    def _is_own(self, request: HttpRequest, pk: Any) -> bool:
        return str(pk).isdecimal() and len(str(pk)) < 19 and self.get_queryset(request).filter(pk=pk).exists()

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in self.pages | LINKED]

    @property
    def breadcrumbs_items(self) -> list[dict[str, Any]]:
        address, label = self.home
        return [{"url": reverse_lazy(address), "label": label}]

    def register_chooser_viewset(self) -> None:
        """Nobody chooses a text from another: no pages for it."""

    def on_register(self) -> None:
        own(self.model, erasable="delete" in self.pages)
        super().on_register()
        open_pages.update(f"{self.url_namespace}:{name}" for name in self.pages)


LINKED = frozenset({"usage", "lock", "unlock", "delete"})
"""Addresses Wagtail's pages are made with, closed by the gate."""


def organization_of(request: HttpRequest) -> Model | None:
    """The organization this request writes for."""
    membership = writing_as(request.user)
    return None if membership is None else membership.organization
