"""The few words a network puts on its first page, in the order it chose."""

from django.db import transaction
from django.db.models import Max

from escale.accounts.models import Network
from escale.networks.models import Block, Site
from escale.workshops.models import Group

MOST = 8
"""More would push the workshops out of sight."""


class TooManyBlocks(Exception):
    """The first page holds `MOST` already."""


def of(site: Site) -> list[Block]:
    """In their order, with the workshops they invite to. One query."""
    return list(Block.objects.filter(site=site.pk).select_related("group__cycle").order_by("position", "pk"))


def add(network: Network, *, title: str, text: str, group: Group | None) -> Block:
    """Put a block at the end. Raises `TooManyBlocks`."""
    with transaction.atomic():
        site, _ = Site.objects.get_or_create(network=network)
        site = Site.objects.defer("logo").get_locked(pk=site.pk)
        there = Block.objects.filter(site=site)
        if there.count() >= MOST:
            raise TooManyBlocks
        last: int | None = there.aggregate(last=Max("position"))["last"]
        position = 0 if last is None else last + 1
        return Block.objects.create(site=site, position=position, title=title, text=text, group=group)


def change(block: Block, *, title: str, text: str, group: Group | None) -> None:
    Block.objects.filter(pk=block.pk).update(title=title, text=text, group=group)


def remove(block: Block) -> None:
    Block.objects.filter(pk=block.pk).delete()


def move_up(block: Block) -> None:
    """Change places with the one before; the first one stays where it is."""
    with transaction.atomic():
        Site.objects.defer("logo").get_locked(pk=block.site_id)
        mine = Block.objects.get(pk=block.pk)
        before = Block.objects.filter(site=mine.site_id, position__lt=mine.position).order_by("-position").first()
        if before is not None:
            Block.objects.filter(pk=before.pk).update(position=mine.position)
            Block.objects.filter(pk=mine.pk).update(position=before.position)
