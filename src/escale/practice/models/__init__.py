"""What advisers do for one another."""

from escale.practice.models.sessions import PracticeSeat as PracticeSeat
from escale.practice.models.sessions import PracticeSeatQuerySet as PracticeSeatQuerySet
from escale.practice.models.sessions import PracticeSession as PracticeSession
from escale.practice.models.sessions import PracticeSessionQuerySet as PracticeSessionQuerySet
from escale.practice.models.sessions import SeatState as SeatState
