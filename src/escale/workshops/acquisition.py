"""How the person who enrolled heard of us."""

from escale.people.models import Acquisition
from escale.workshops.models import Enrollment


def note(enrollment: Enrollment, acquisition: Acquisition) -> None:
    """Keep her answer; the last one counts."""
    Enrollment.objects.filter(pk=enrollment.pk).update(acquisition=acquisition)
