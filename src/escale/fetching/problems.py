"""How asking another site fails. Each caller has its own words for these."""

from enum import StrEnum


class Obstacle(StrEnum):
    """Why nothing came back that may be read."""

    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"
    SLOW = "slow"
    UNSAFE = "unsafe"
    MOVED = "moved"
    TOO_BIG = "too_big"
    GARBLED = "garbled"


class CannotFetch(Exception):
    """Nothing was fetched; `obstacle` says why."""

    def __init__(self, obstacle: Obstacle) -> None:
        super().__init__(obstacle.value)
        self.obstacle = obstacle
