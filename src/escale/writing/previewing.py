"""A text being written, shown as the public will read it: in the editor, beside what is typed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.csp import CSP
from wagtail import hooks
from wagtail.models import PreviewableMixin

HOOK = "escale_preview"
"""Who draws texts for the public stands above them: it registers under this name a function of a request and a text
that answers its page, or None when the text isn’t hers."""

POLICY = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}


class PreviewedText(PreviewableMixin):
    """A text with a page of the public."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        answers = (draw(request, self) for draw in hooks.get_hooks(HOOK))
        page: HttpResponse = next(answer for answer in answers if answer is not None)
        # The page is shown inside the editor, and nowhere else.
        page._csp_config = POLICY  # type: ignore[attr-defined]
        page["X-Frame-Options"] = "SAMEORIGIN"
        return page
