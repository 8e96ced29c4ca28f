"""The rows of this app, by subject."""

from escale.people.models.beneficiaries import (
    ERASED,
    Acquisition,
    AgeBand,
    Beneficiary,
    BeneficiaryQuerySet,
    Gender,
    Preference,
    SocialStatus,
)
from escale.people.models.files import FileRead, FileReadQuerySet, ReadKind
from escale.people.models.imports import ImportState, PeopleImport
from escale.people.models.merges import Merge, ToldApart

__all__ = [
    "ERASED",
    "Acquisition",
    "AgeBand",
    "Beneficiary",
    "BeneficiaryQuerySet",
    "FileRead",
    "FileReadQuerySet",
    "Gender",
    "ImportState",
    "Merge",
    "PeopleImport",
    "Preference",
    "ReadKind",
    "SocialStatus",
    "ToldApart",
]
