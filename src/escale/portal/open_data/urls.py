"""Addresses of the open data, for good: other sites read them every night."""

from django.urls import URLPattern, path, register_converter

from escale.directory.exporting import File
from escale.portal.open_data import views


class FileConverter:
    regex = "|".join(File.values)

    def to_python(self, value: str) -> File:
        return File(value)

    def to_url(self, value: str) -> str:
        return value


register_converter(FileConverter, "open_data_file")

urlpatterns: list[URLPattern] = [
    path("donnees-ouvertes/", views.open_data, name="open-data"),
    path("donnees-ouvertes/<slug:organization>/<open_data_file:national>", views.file, name="open-data-file"),
]
