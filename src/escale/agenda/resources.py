"""The resource behind an adviser, a room or a thing: made the first time something needs it."""

from escale.accounts.models import User
from escale.agenda.models import Equipment, Resource, ResourceKind
from escale.places.models import Room


def for_adviser(user: User) -> Resource:
    """Give the one resource of this adviser, whatever the organization she works for that day."""
    resource, _ = Resource.objects.get_or_create(
        adviser=user, defaults={"kind": ResourceKind.ADVISER, "label": user.full_name}
    )
    return resource


def of_adviser(user: User) -> Resource:
    """Give the resource of this adviser, not written yet when nothing needed it so far."""
    known = Resource.objects.one(adviser=user)
    return known or Resource(adviser=user, kind=ResourceKind.ADVISER, label=user.full_name)


def for_room(room: Room) -> Resource:
    """Give the resource of this room."""
    resource, _ = Resource.objects.get_or_create(room=room, defaults={"kind": ResourceKind.ROOM, "label": room.name})
    return resource


def for_equipment(equipment: Equipment) -> Resource:
    """Give the resource of this thing."""
    resource, _ = Resource.objects.get_or_create(
        equipment=equipment, defaults={"kind": ResourceKind.EQUIPMENT, "label": equipment.name}
    )
    return resource
