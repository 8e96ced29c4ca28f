"""What bringing a list would change: who is new, who changes and how, who is the same, who is gone from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from escale.accounts.models import Organization
from escale.directory.models import Partner, PartnerSource
from escale.directory.national.reading import Place, Remark
from escale.directory.partners import NEEDS
from escale.french.plain_text import fold
from escale.places.communes import department_of

FIELDS = (
    "name", "kinds", "kind_words", "missions", "presentation", "publics", "address", "address_more", "postcode",
    "commune", "commune_name", "time_zone", "latitude", "longitude", "phone", "email", "website", "booking_link", "hours",
    "without_appointment", "accessibility_link", "languages", "fees", "pivot", "updated_on", "standard", "external_id",
)  # fmt: skip
"""What a list says of a partner."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """One partner that is here, with the fields the list says otherwise; `needs` when they change."""

    partner: Partner
    values: dict[str, Any]
    needs: set[str] | None = None

    @property
    def words(self) -> list[str]:
        """What changes, by the names of the fields."""
        names = [str(_FIELDS[name].verbose_name) for name in self.values if name not in _SILENT]
        return names + ["besoins"] * (self.needs is not None) or ["autres colonnes"]


_FIELDS = {field.name: field for field in Partner._meta.concrete_fields}
_SILENT = frozenset({"standard", "external_id", "longitude", "commune_name", "kind_words", "time_zone", "updated_on"})


@dataclass(kw_only=True)
class Plan:
    """A list compared with the directory. `doubles` are lines that say again what another line says."""

    new: list[Place] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    same: int = 0
    gone: list[Partner] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class Known:
    """The partners of an organization, found as a list names them."""

    def __init__(self, organization: Organization, source: PartnerSource) -> None:
        partners = Partner.objects.of_organization(organization).prefetch_related("needs").order_by("pk")
        self.partners = list(partners)
        self.source = source
        self._by_id = {each.external_id: each for each in self.partners if each.external_id and self._is_ours(each)}
        self._by_place = {
            _place_key(each.name, each.commune, each.commune_name): each for each in reversed(self.partners)
        }

    def find(self, said: dict[str, Any]) -> Partner | None:
        """By its identifier in such a list, or else by its name and commune."""
        found = self._by_id.get(said["external_id"])
        if found:
            return found
        other = self._by_place.get(_place_key(said["name"], said["commune"], said["commune_name"]))
        return other if other and self._may_be(other, said) else None

    def _is_ours(self, partner: Partner) -> bool:
        return partner.source in (self.source, PartnerSource.TEAM)

    def _may_be(self, partner: Partner, said: dict[str, Any]) -> bool:
        """Two branches of one name in a town are told apart by their addresses, when both have one."""
        addresses = {fold(each) for each in (partner.address, said["address"]) if each}
        return self._is_ours(partner) and len(addresses) < 2


def plan(organization: Organization, source: PartnerSource, places: Iterable[Place]) -> Plan:
    """Compare a list with the directory of an organization. Two queries."""
    known, made = Known(organization, source), Plan()
    seen: set[int] = set()
    departments: set[str] = set()
    for place in _told_once(places, made):
        departments.add(department_of(place.said["commune"]))
        partner = known.find(place.said)
        if partner is None:
            made.new.append(place)
        elif partner.pk in seen:
            made.faults.append(_double(place, partner.name))
        else:
            seen.add(partner.pk)
            _compare(made, partner, place)
    made.gone = [each for each in known.partners if each.pk not in seen and _is_gone(each, source, departments)]
    return made


def difference(partner: Partner, place: Place) -> Change | None:
    """What the list says otherwise, what was changed by hand left alone; of a sheet the team wrote, only gaps are filled."""
    by_hand = partner.source == PartnerSource.TEAM
    kept = {*partner.kept}
    values = {
        name: place.said[name]
        for name in FIELDS
        if name not in kept
        and place.said[name] != getattr(partner, name)
        and not (by_hand and _is_written(partner, name))
    }
    here = {each.need for each in partner.needs.all()}
    needs = place.needs if NEEDS not in kept and place.needs != here and not (by_hand and here) else None
    return Change(partner=partner, values=values, needs=needs) if values or needs is not None else None


def _is_written(partner: Partner, name: str) -> bool:
    """A box left empty by the team is an answer, too."""
    value = getattr(partner, name)
    return bool(value) or isinstance(value, bool)


def _compare(made: Plan, partner: Partner, place: Place) -> None:
    change = difference(partner, place)
    # Somebody put it away: the list doesn't bring it back.
    if change is None or partner.archived_at is not None:
        made.same += 1
    else:
        made.changes.append(change)


def _told_once(places: Iterable[Place], made: Plan) -> Iterator[Place]:
    """The sound lines, without those that say again what one above says."""
    by_id: dict[str, int] = {}
    by_place: dict[str, int] = {}
    for place in places:
        made.remarks += place.remarks
        if place.fault:
            made.faults.append(place.fault)
            continue
        said = place.said
        where = f"{_place_key(said['name'], said['commune'], said['commune_name'])}|{fold(said['address'])}"
        first = by_id.get(said["external_id"]) or by_place.get(where)
        if first:
            reason = f"Déjà écrit à la ligne {first}."
            made.faults.append(Remark(line=place.line, column="id", value=said["name"], reason=reason))
            continue
        by_id[said["external_id"]] = by_place[where] = place.line
        yield place


def _double(place: Place, name: str) -> Remark:
    return Remark(line=place.line, column="nom", value=place.said["name"], reason=f"Deux lignes disent « {name} ».")


def _is_gone(partner: Partner, source: PartnerSource, departments: set[str]) -> bool:
    """A list of one department says nothing of the others."""
    return partner.source == source and partner.archived_at is None and department_of(partner.commune) in departments


def _place_key(name: str, commune: str, commune_name: str) -> str:
    return f"{fold(name)}|{commune or fold(commune_name)}"
