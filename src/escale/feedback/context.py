"""What every public page asks of whoever reads it. Asks the database nothing of a visitor without a sign-in."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from escale.accounts.models import User
from escale.feedback.models import Answer, ReadingGroup
from escale.feedback.pages import without_folder


class PageFeedback:
    """Where the answer goes ("" where nobody listens), why a page did not help, where a reader writes a remark."""

    yes = Answer.YES
    reasons = tuple(
        (answer.value, f"{answer.label[:1].upper()}{answer.label[1:]}") for answer in Answer if answer != "yes"
    )

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def address(self) -> str:
        return _address("portal:opinion")

    @cached_property
    def remark_address(self) -> str:
        """Nothing but for a member of an open reading group."""
        if settings.SESSION_COOKIE_NAME not in self.request.COOKIES:
            return ""
        user = getattr(self.request, "user", None)
        if not isinstance(user, User) or not ReadingGroup.objects.open_to(user).exists():
            return ""
        # One works at the same address whatever the site.
        return f"{without_folder(_address('desk:remark'))}?{urlencode({'sur': self.request.get_full_path()})}"


def page_feedback(request: HttpRequest) -> dict[str, Any]:
    """`feedback`, read by the layout of the public site."""
    return {"feedback": PageFeedback(request)}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
