"""Addresses of the faces and places that pages show, in the namespace of the public site."""

from django.urls import URLPattern, path, register_converter

from escale.portal.pictures import views


class PictureName:
    """A name we made: what it is for, its content in hexadecimal digits, PNG or JPEG."""

    regex = r"(?:logo|portrait|place)-[0-9a-f]{24}\.(?:png|jpg)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PictureName, "picture_name")

urlpatterns: list[URLPattern] = [path("images/<picture_name:name>", views.picture, name="picture")]
