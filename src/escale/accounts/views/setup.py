"""The first page of an empty instance."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone

from escale.accounts import access, setup
from escale.accounts.forms.own import SetUpForm
from escale.accounts.models import User
from escale.ui.status import status_of

WRONG_CODE = "Ce code n’est pas celui affiché dans le terminal. Recopiez-le, ou redémarrez Escale."
TOO_MANY_TRIES = "Trop d’essais en une minute. Attendez un peu, puis recommencez."


@login_not_required
def set_up(request: HttpRequest) -> HttpResponse:
    if User.objects.exists():
        return redirect("account_login")
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="set_up"):
            form.add_error("code", TOO_MANY_TRIES)
            return render(request, "accounts/set_up.html", {"form": form}, status=429)
        try:
            first = setup.set_up(form.answers(), code=form.cleaned_data["code"], now=timezone.now())
        except setup.WrongCode:
            form.add_error("code", WRONG_CODE)
        except setup.AlreadySetUp:
            messages.info(request, "Escale vient d’être installé. Connectez-vous.")
            return redirect("account_login")
        else:
            return access.sign_in(request, user=first.user, redirect_url=resolve_url(settings.FIRST_STEPS_URL))
    return render(request, "accounts/set_up.html", {"form": form}, status=status_of(form))
