"""The text of a sheet as it is drawn: its steps numbered from first to last, for every device or for one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from escale.sheets.models import ResourceSheet
from escale.writing.blocks import Device


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


def parts(sheet: ResourceSheet, *, device: str = "") -> list[Part]:
    """The text in order. With a device, steps say that one alone where they say it at all."""
    found: list[Part] = []
    run: list[Step] = []
    number = 0
    for block in sheet.body:
        if block.block_type == "step":
            number += 1
            run.append(_step(number, block.value, device))
            continue
        if run:
            found.append(Part(steps=run))
            run = []
        found.append(Part(block=block))
    return [*found, Part(steps=run)] if run else found


def devices(sheet: ResourceSheet) -> list[Device]:
    """The devices a sheet speaks of, in the order they are listed everywhere. No query."""
    said = {
        version.get("value", version)["device"]
        for block in sheet.body.raw_data
        if block["type"] == "step"
        for version in block["value"]["versions"]
    }
    return [device for device in Device if device in said]


def _step(number: int, value: Any, device: str) -> Step:
    versions = [Version(device=Device(one["device"]), text=one["text"]) for one in value["versions"] if one["device"]]
    return Step(
        number=number,
        text=value["text"],
        picture=value["picture"],
        versions=_kept(versions, device),
    )


def _kept(versions: Iterable[Version], device: str) -> list[Version]:
    said = list(versions)
    return [one for one in said if one.device == device] or said if device else said
