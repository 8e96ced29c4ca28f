"""Pages in other languages: sign language, English, Arabic… each a link on the public pages."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.settings.forms_languages import TranslatedPageForm
from escale.desk.settings.page import settings_page
from escale.publishing import languages as pages
from escale.publishing.models import Language, TranslatedPage
from escale.publishing.rules import may_prepare
from escale.ui.status import status_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires(may_prepare)
def languages(request: MemberRequest) -> HttpResponse:
    """The pages listed; one more."""
    organization = request.membership.organization
    form = TranslatedPageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        language = Language(form.cleaned_data["language"])
        try:
            pages.add(organization, language, form.cleaned_data["address"], now=timezone.now())
        except pages.AlreadyListed:
            form.add_error("address", "Cette page est déjà dans la liste.")
        except pages.TooMany:
            form.add_error(None, f"La liste tient {pages.MOST} pages. Retirez-en une pour en ajouter.")
        else:
            messages.success(request, f"La page en {language.label} est dans la liste. Le public la voit.")
            return redirect("desk:settings-languages")
    return settings_page(
        request, "languages.html", {"form": form, "pages": pages.of(organization)}, status=status_of(form)
    )


@require_POST
@requires(may_prepare)
def remove_language(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a page off the list; adding it again is one line."""
    own = TranslatedPage.objects.visible_to(request.user).of_organization(request.membership.organization)
    gone = get_object_or_404(own, pk=pk)
    gone.delete()
    messages.success(request, f"La page n’est plus dans la liste. Son adresse était {gone.address}")
    return redirect("desk:settings-languages")
