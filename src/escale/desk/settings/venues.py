"""Venues and their rooms."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from escale.accounts import rules
from escale.accounts.access import MemberRequest, requires
from escale.agenda import closures
from escale.desk.settings.forms_venue import RoomForm, VenueForm, VenuePhotoForm
from escale.desk.settings.page import settings_page
from escale.french.plural import plural
from escale.places import communes as known_communes
from escale.places import registration
from escale.places.models import Room, Venue
from escale.places.zones import venues_of
from escale.publishing import identities, venue_photos
from escale.publishing.models import PictureKind
from escale.publishing.picture_files import NotAnImage
from escale.ui.status import REFUSED, status_of


@requires(rules.may_set_up)
def venues(request: MemberRequest) -> HttpResponse:
    rooms = Prefetch("rooms", Room.objects.order_by("name", "pk"))
    shown = venues_of(request.membership.organization)
    rows = [(venue, registration.school_zone_words(venue)) for venue in shown.prefetch_related(rooms)]
    return settings_page(request, "venues.html", {"rows": rows})


@requires(rules.may_set_up)
def add_venue(request: MemberRequest) -> HttpResponse:
    form = VenueForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        venue = registration.register(form.described(), organization=request.membership.organization)
        messages.success(request, f"« {venue.name} » est ajouté. Ajoutez ses salles si vous en avez plusieurs.")
        return redirect("desk:settings-venue", venue.pk)
    return settings_page(request, "venue.html", {"form": form, "venue": None}, status=status_of(form))


@requires(rules.may_set_up)
def venue(request: MemberRequest, pk: int) -> HttpResponse:
    shown = _venue(request, pk)
    form = VenueForm(request.POST or None, instance=_venue(request, pk))
    if request.method == "POST" and form.is_valid():
        form.described().save()
        messages.success(request, f"« {form.instance.name} » est enregistré.")
        return redirect("desk:settings-venues")
    return _page(request, shown, form)


@require_POST
@requires(rules.may_set_up)
def close_venue(request: MemberRequest, pk: int) -> HttpResponse:
    closed = _venue(request, pk)
    try:
        closures.close_venue(closed, now=timezone.now())
    except closures.StillReceives as problem:
        held = plural(len(problem.permanences), "permanence y tourne", "permanences y tournent")
        messages.error(request, f"« {closed.name} » reste ouvert : {held} encore. Mettez-y fin d’abord.")
        return redirect("desk:permanences")
    messages.success(request, f"« {closed.name} » est fermé. Ses rendez-vous passés restent.")
    return redirect("desk:settings-venues")


@require_POST
@requires(rules.may_set_up)
def add_room(request: MemberRequest, pk: int) -> HttpResponse:
    room = Room(venue=_venue(request, pk))
    return _save_room(request, room, RoomForm(request.POST, room=room, prefix="room"))


@requires(rules.may_set_up)
def room(request: MemberRequest, pk: int) -> HttpResponse:
    changed = _room(request, pk)
    return _save_room(request, changed, RoomForm(request.POST or None, room=changed, prefix="room"))


@require_POST
@requires(rules.may_set_up)
def remove_room(request: MemberRequest, pk: int) -> HttpResponse:
    removed = _room(request, pk)
    try:
        closures.remove_room(removed, now=timezone.now())
    except closures.StillReceives:
        messages.error(request, f"« {removed.name} » sert à une permanence. Changez d’abord la salle de la permanence.")
    else:
        messages.success(request, f"« {removed.name} » est retirée.")
    return redirect("desk:settings-venue", removed.venue_id)


@require_safe
@requires(rules.may_set_up)
def communes(request: MemberRequest) -> HttpResponse:
    """Suggest communes while one types their name or postcode, those around first: options of a list."""
    own = Venue.objects.of_organization(request.membership.organization).in_use()
    near = own.filter(latitude__isnull=False).order_by("pk").first()
    found = known_communes.search(request.GET.get("commune_typed", ""), near=near.point if near else None)
    return render(request, "desk/settings/communes.html", {"communes": found})


@require_POST
@requires(rules.may_set_up)
def bring_photo(request: MemberRequest, pk: int) -> HttpResponse:
    """Show on its public page what the place looks like from the street."""
    shown, form = _venue(request, pk), VenuePhotoForm(request.POST, request.FILES)
    if form.is_valid() and _kept(request, shown, form):
        messages.success(request, "La photo est sur la page du lieu.")
        return redirect("desk:settings-venue", pk)
    return _page(request, shown, VenueForm(instance=shown), photo_form=form)


@require_POST
@requires(rules.may_set_up)
def remove_photo(request: MemberRequest, pk: int) -> HttpResponse:
    venue_photos.set_photo(_venue(request, pk), None)
    messages.success(request, "La photo est effacée. La page du lieu reste la même, sans elle.")
    return redirect("desk:settings-venue", pk)


def _page(
    request: MemberRequest, shown: Venue, form: VenueForm, *, photo_form: VenuePhotoForm | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "venue": shown,
        "rooms": shown.rooms.order_by("name", "pk"),
        "room_form": RoomForm(room=Room(venue=shown), prefix="room"),
        "school_zone": registration.school_zone_words(shown),
        "photo": venue_photos.of(shown),
        "photo_form": photo_form or VenuePhotoForm(),
    }
    refused = any(each is not None and each.errors for each in (form, photo_form))
    return settings_page(request, "venue.html", context, status=REFUSED if refused else 200)


def _kept(request: MemberRequest, shown: Venue, form: VenuePhotoForm) -> bool:
    """Keep the photo and show it; say on the form why it couldn’t be."""
    sent, alt, by = form.cleaned_data["file"], form.cleaned_data["alt"], request.membership
    try:
        photo = identities.keep(PictureKind.PLACE, sent, size=sent.size, alt=alt, by=by, now=timezone.now())
    except NotAnImage as refused:
        form.add_error("file", refused.sentence)
        return False
    venue_photos.set_photo(shown, photo)
    return True


def _save_room(request: MemberRequest, room: Room, form: RoomForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        form.described().save()
        messages.success(request, f"« {room.name} » est enregistrée.")
        return redirect("desk:settings-venue", room.venue_id)
    context = {"form": form, "room": room, "venue": room.venue}
    return settings_page(request, "room.html", context, status=REFUSED if form.is_bound else 200)


def _venue(request: MemberRequest, pk: int) -> Venue:
    return get_object_or_404(Venue.objects.of_organization(request.membership.organization).in_use(), pk=pk)


def _room(request: MemberRequest, pk: int) -> Room:
    rooms = Room.objects.filter(venue__organization=request.membership.organization, venue__archived_at=None)
    return get_object_or_404(rooms.select_related("venue"), pk=pk)
