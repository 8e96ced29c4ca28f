"""The roll: who is expected, who came, the grid of a cycle, whom to call after absences."""

from escale.workshops.moving import SessionCanceled
from escale.workshops.roll.absences import MissingPerson, absent_people, called_back, missing, not_called_back, to_call
from escale.workshops.roll.calling import (
    NotYet,
    RollChanged,
    RollResult,
    WalkInRow,
    call_roll,
    may_begin_at,
    undo,
)
from escale.workshops.roll.grid import Cell, Column, Grid, GridRow, grid
from escale.workshops.roll.rows import RollRow, already_called, last_call, rows

__all__ = [
    "Cell",
    "Column",
    "Grid",
    "GridRow",
    "MissingPerson",
    "NotYet",
    "RollChanged",
    "RollResult",
    "RollRow",
    "SessionCanceled",
    "WalkInRow",
    "absent_people",
    "already_called",
    "call_roll",
    "called_back",
    "grid",
    "last_call",
    "may_begin_at",
    "missing",
    "not_called_back",
    "rows",
    "to_call",
    "undo",
]
