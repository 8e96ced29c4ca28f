"""The text of an article or a sheet, in blocks."""

from typing import Any

from wagtail.fields import StreamField


class Body(StreamField):
    """A text in blocks. What blocks there are, and their words, stay out of migrations: the column is the same JSON."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _arguments, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options
