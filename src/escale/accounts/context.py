"""What every template knows of the person who reads it."""

from typing import Any

from django.http import HttpRequest


def membership(request: HttpRequest) -> dict[str, Any]:
    """`membership` (None for the public), read from the database only by the pages that use it."""
    return {"membership": getattr(request, "membership", None)}
