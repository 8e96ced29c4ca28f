"""Rows of the national files of partners, by the names the access matrix gives them."""

from typing import Any
from uuid import uuid4

from escale.directory.importing import working
from escale.testing import builders
from escale.testing.cast import Reception

LIST = "id,nom,commune,code_postal,adresse,services,telephone\na,Médiathèque,Vitré,35500,1 rue,,02\nb,,Vitré,35500,,,\n"


def of_partner_files(reception: Reception) -> dict[str, Any]:
    """A list of two places, read and not yet written."""
    brought = working.bring(
        reception.organization,
        file_name="lieux.csv",
        content=LIST.encode(),
        submission=uuid4(),
        by=reception.adviser,
        now=builders.NOW,
    )
    return {"places_import": brought}
