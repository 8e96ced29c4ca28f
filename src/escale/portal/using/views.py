"""Hard words, and a welcome in other languages."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.french.hard_words import every_word
from escale.portal import scope
from escale.portal.guards import public
from escale.portal.using import welcome
from escale.publishing.languages import in_language
from escale.publishing.models import Language


@public
@require_safe
def hard_words_page(request: HttpRequest) -> HttpResponse:
    """Every hard word of the site and what it means, in the order of the alphabet."""
    letters = [(letter.upper(), list(words)) for letter, words in groupby(every_word(), lambda word: word.key[0])]
    return render(request, "portal/using/hard_words.html", {"letters": letters})


@public
@require_safe
def languages(request: HttpRequest) -> HttpResponse:
    """The languages somebody may be welcomed in."""
    context = {
        "welcomes": welcome.every_welcome(),
        "signed": in_language(Language.SIGN, shown=scope.organizations(request)),
    }
    return render(request, "portal/using/languages.html", context)


@public
@require_safe
def welcome_page(request: HttpRequest, language: str) -> HttpResponse:
    """A short welcome in one language; the rest of the site stays in French, and is marked so."""
    found = welcome.in_language(language)
    if found is None:
        raise Http404
    doors = [(f"portal:{name}", welcome.DOORS[name], words) for name, words in found.doors.items()]
    context = {"welcome": found, "doors": doors, "pages": in_language(found.code, shown=scope.organizations(request))}
    return render(request, "portal/using/welcome.html", context)
