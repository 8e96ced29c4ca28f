"""What bringing a file in would do, in sentences."""

from collections.abc import Sequence

from escale.activity.exchange.findings import Finding
from escale.activity.exchange.gestures import AnyPlan
from escale.activity.exchange.importing import Plan
from escale.french.plural import plural

MOST_SHOWN = 100


def effect(planned: AnyPlan) -> list[str]:
    """One sentence for each thing that would be written, and for what is there already."""
    said = [f"{plural(len(planned.fresh), 'activité nouvelle', 'activités nouvelles')}."]
    if isinstance(planned, Plan) and planned.fresh:
        nameless = planned.participations - sum(bool(who.name) for each in planned.fresh for who in each.people)
        said.append(f"{plural(planned.participations, 'participation')}, dont {nameless} sans nom.")
        said += _met(planned)
    if planned.already:
        said.append(f"{plural(planned.already, 'activité déjà là', 'activités déjà là')} : rien ne change pour elles.")
    return said


def shown(findings: Sequence[Finding]) -> tuple[list[Finding], int]:
    """The findings a page shows, those that stop first, and how many it leaves out."""
    in_order = sorted(findings, key=lambda finding: not finding.stops)
    return in_order[:MOST_SHOWN], max(0, len(in_order) - MOST_SHOWN)


def standing(written: int | None) -> str:
    """Where a file that was brought stands."""
    return "à relire" if written is None else plural(written, "activité écrite", "activités écrites")


def _met(planned: Plan) -> list[str]:
    met = planned.met
    said = []
    if met.known:
        said.append(f"{plural(len(met.known), 'personne reconnue', 'personnes reconnues')}.")
    if met.opened:
        said.append(f"{plural(len(met.opened), 'fiche à ouvrir', 'fiches à ouvrir')}.")
    if met.new_venues:
        names = ", ".join(place.name for place in met.new_venues)
        said.append(f"{plural(len(met.new_venues), 'lieu ajouté', 'lieux ajoutés')}, fermé au public : {names}.")
    return said
