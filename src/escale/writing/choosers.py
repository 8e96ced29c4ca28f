"""Choosing a picture of one's organization while writing."""

from wagtail.admin.viewsets.chooser import ChooserViewSet


class PictureChooserViewSet(ChooserViewSet):
    """The pictures an organization brought: the same as those of its posters."""

    model = "publishing.Picture"
    icon = "image"
    choose_one_text = "Choisir une image"
    choose_another_text = "Choisir une autre image"


picture_chooser = PictureChooserViewSet("pictures")
