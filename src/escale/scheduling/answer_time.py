"""How long somebody has to answer for an hour held for her."""

from datetime import timedelta

SHORTEST = timedelta(minutes=15)
SOONEST = timedelta(minutes=45)
"""An hour that starts sooner is offered to nobody: it is simply free."""
SHARE = 4


def time_to_answer(left: timedelta, *, usual: timedelta, notice: timedelta) -> timedelta | None:
    """Give how long the hour is held, from the instant the person hears of it; None when it starts too soon to be offered.

    `left` runs from that instant to the start of the hour; `usual` is what the organization chose, `notice` what the
    reason asks before anybody comes. Never more than a quarter of the time left, never less than 15 minutes, and whoever
    answers at the last minute still has the notice. With two hours and half an hour's notice:

    ============  ======================================
    left          held
    ============  ======================================
    3 days        2 h        what the organization chose
    8 h           2 h        a quarter, just as much
    4 h           1 h        a quarter
    2 h           30 min     a quarter
    1 h           15 min     a quarter
    50 min        15 min     the least one can be asked
    45 min        15 min     the last that is offered
    40 min        not offered
    ============  ======================================
    """
    if left < max(SOONEST, SHORTEST + notice):
        return None
    return min(usual, max(SHORTEST, left / SHARE), left - notice)
