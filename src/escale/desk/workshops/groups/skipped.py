"""Meeting after all on a day a cycle skips."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from escale.accounts.access import MemberRequest, requires
from escale.desk.workshops.groups import words
from escale.desk.workshops.groups.finding import own_groups
from escale.workshops import moving, rules
from escale.workshops.holds import Refused
from escale.workshops.models import SkippedDay
from escale.workshops.moving import NotSkipped
from escale.workshops.scheduling import GroupCanceled, NoSuchHour


@require_POST
@requires(rules.may_prepare)
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    """The team chose this day off knowingly: only what is already taken then stands in the way."""
    own = SkippedDay.objects.filter(cycle__group__in=own_groups(request)).select_related("cycle__group")
    day_off = get_object_or_404(own, pk=pk)
    group_id = day_off.cycle.group_id
    try:
        added = moving.put_back_skipped(
            day_off.cycle,
            day_off.on,
            by=request.membership,
            accept=request.POST.get("accepted", ""),
            now=timezone.now(),
        )
    except Refused as refused:
        messages.warning(request, f"{' '.join(refused.warnings)} Pour l’ajouter quand même : « Ajouter une séance ».")
    except (NotSkipped, NoSuchHour, GroupCanceled):
        messages.error(request, "Ce jour ne peut plus être remis. Ajoutez une séance à la main.")
    else:
        messages.success(
            request, f"La séance est remise : {words.session_words(added)}. Les autres changent de numéro."
        )
    return redirect("desk:group", group_id)
