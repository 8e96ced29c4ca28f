"""Choosing, while writing, a picture or a workshop of one’s organization."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.viewsets.chooser import ChooserViewSet

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


class OwnChooserViewSet(ChooserViewSet):
    """A chooser among the rows of one’s organization."""

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    per_page = 12


class PictureChooserViewSet(OwnChooserViewSet):
    """The pictures an organization brought: the same as those of its posters."""

    model = "publishing.Picture"
    base_block_class = ChosenPicture
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
