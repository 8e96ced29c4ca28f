"""Addresses of the pictures of what is written, in the namespace of the public site."""

from django.urls import URLPattern, path, register_converter

from escale.portal.images import views
from escale.publishing.models import RenditionFormat


class StemOfPicture:
    """The name of a picture without its extension: what it is for, its content in hexadecimal digits."""

    regex = r"[a-z]{4,8}-[0-9a-f]{24}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Extension:
    """One of the formats we make."""

    regex = "|".join(RenditionFormat.values)

    def to_python(self, value: str) -> RenditionFormat:
        return RenditionFormat(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(StemOfPicture, "picture_stem")
register_converter(Extension, "picture_format")

urlpatterns: list[URLPattern] = [
    path("images/<picture_stem:stem>-<int:width>.<picture_format:into>", views.rendition, name="rendition")
]
