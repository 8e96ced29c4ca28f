"""The text of a sheet as it is drawn: its steps numbered from first to last, for every device or for one."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from escale.publishing.models import Picture
from escale.sheets import reading
from escale.sheets.models import ResourceSheet
from escale.writing import rights
from escale.writing.blocks import Device
from escale.writing.models import Medium


@dataclass(frozen=True, kw_only=True)
class Version:
    """How a step goes on one kind of device."""

    device: Device
    text: Any


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do; `number` counts from the first step of the sheet."""

    number: int
    text: Any
    picture: Any
    versions: Sequence[Version]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Steps that follow each other, or one other block."""

    steps: Sequence[Step] = ()
    block: Any = None

    @property
    def first(self) -> int:
        return self.steps[0].number


def parts(sheet: ResourceSheet, *, device: str = "", on_paper: bool = False) -> list[Part]:
    """The text in order, without the pictures somebody on them agrees to no more, or not on paper.

    With a device, steps say that one alone where they say it at all. A query for each medium when there are pictures.
    """
    hidden = withheld_pictures(sheet, on_paper=on_paper)
    found: list[Part] = []
    run: list[Step] = []
    number = 0
    for block in sheet.body:
        if block.block_type == "step":
            number += 1
            run.append(_step(number, block.value, device, hidden))
            continue
        if block.block_type == "picture" and _shown(block.value["picture"], hidden) is None:
            continue
        if run:
            found.append(Part(steps=run))
            run = []
        found.append(Part(block=block))
    return [*found, Part(steps=run)] if run else found


def withheld_pictures(sheet: ResourceSheet, *, on_paper: bool = False) -> set[int]:
    """The pictures of its text that may not be shown today: on the site, and on paper when it is."""
    media = [Medium.SITE, Medium.PAPER] if on_paper else [Medium.SITE]
    shown, on = reading.pictures_of(sheet), timezone.localdate()
    return set().union(*(rights.withheld(shown, medium, on=on) for medium in media))


def devices(sheet: ResourceSheet) -> list[Device]:
    """The devices a sheet speaks of, in the order they are listed everywhere. No query."""
    said = {
        version.get("value", version)["device"]
        for block in sheet.body.raw_data
        if block["type"] == "step"
        for version in block["value"]["versions"]
    }
    return [device for device in Device if device in said]


def _step(number: int, value: Any, device: str, hidden: Container[int]) -> Step:
    versions = [Version(device=Device(one["device"]), text=one["text"]) for one in value["versions"] if one["device"]]
    return Step(
        number=number,
        text=value["text"],
        picture=_shown(value["picture"], hidden),
        versions=_kept(versions, device),
    )


def _shown(picture: Picture | None, hidden: Container[int]) -> Picture | None:
    return None if picture is None or picture.pk in hidden else picture


def _kept(versions: Iterable[Version], device: str) -> list[Version]:
    said = list(versions)
    return [one for one in said if one.device == device] or said if device else said
