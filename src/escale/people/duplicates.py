"""Files that may be of the same person: several signs, each said in words. Shown, never joined alone."""

from dataclasses import dataclass

from escale.people.models import Beneficiary


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Somebody who may be her, how much speaks for it, and why."""

    person: Beneficiary
    points: int
    reasons: tuple[str, ...]


def likely(person: Beneficiary) -> list[Likeness]:
    """Who may be this person, the most alike first."""
    alike = Beneficiary.objects.likely_duplicates_of(
        organization=person.organization,
        first_name=person.first_name,
        last_name=person.last_name,
        phone=person.phone,
    ).exclude(pk=person.pk)
    return [Likeness(person=each, points=1, reasons=()) for each in alike.by_name()]
