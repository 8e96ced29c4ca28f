"""What she may read again: what she did with us and can do now, and the messages we sent her."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from escale.french.dates import day_hour
from escale.myspace import learned, received, whose
from escale.places.zones import zone_of
from escale.portal.space import learning
from escale.portal.space.context import of as about
from escale.portal.space.guards import with_proof
from escale.portal.space.session import Visit
from escale.sheets import giving


@with_proof
@require_safe
def what_i_learned(request: HttpRequest, visit: Visit) -> HttpResponse:
    files = whose.files_of(visit.visitor)
    found = [(each.organization, learned.of(each), giving.hers_to_read(each)) for each in files]
    told = [learning.told(where, what, given) for where, what, given in found if given or not what.is_empty]
    context = about(visit) | {"told": told}
    return render(request, "portal/space/learned.html", context)


@with_proof
@require_safe
def messages(request: HttpRequest, visit: Visit) -> HttpResponse:
    files = whose.files_of(visit.visitor)
    zones = {person.organization_id: zone_of(person.organization) for person in files}
    rows = [
        (message, day_hour(message.sent_at.astimezone(zones[message.organization_id])))
        for message in received.by(visit.visitor, files)
        if message.sent_at
    ]
    return render(request, "portal/space/messages.html", about(visit) | {"rows": rows})
