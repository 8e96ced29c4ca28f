"""The first page of the settings."""

from django.http import HttpResponse

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.desk.settings.page import settings_page


@requires(rules.may_set_up)
def home(request: MemberRequest) -> HttpResponse:
    return settings_page(request, "home.html", {"organization": request.membership.organization})
