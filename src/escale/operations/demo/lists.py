"""The lists of people of the demonstration: one that La Coop's export brought, one that waits to be corrected."""

from datetime import datetime, timedelta
from uuid import UUID

from escale import spreadsheets
from escale.accounts.models import Membership
from escale.people.importing import working
from escale.spreadsheets import Sheet

FROM_COOP: list[list[str]] = [
    ["Nom", "Prénom", "Année de naissance", "Nom de la commune", "Code INSEE", "N° de téléphone", "Genre", "Statut"],
    ["Aubrée", "Simone", "1946", "Vitré", "35360", "06 39 98 07 01", "Femme", "Retraité"],
    ["Bouvier", "Jean-Marc", "1963", "Balazé", "35015", "06 39 98 07 02", "Homme", "Sans emploi"],
    ["Diallo", "Fatoumata", "1988", "Vitré", "35360", "06 39 98 07 03", "Femme", "En emploi"],
    ["Hamon", "Yvette", "1939", "Argentré-du-Plessis", "35006", "02 61 91 27 04", "Femme", "Retraité"],
]
TO_CORRECT = """Prénom;Nom;Téléphone;Année de naissance;Commune;À savoir
Odile;Renard;06 39 98 07 11;1951;Vitré (35500);Écrire gros
Marcel;Guérin;06 39 98 07;1948;Vitré (35500);
Simone;Aubrée;06 39 98 07 01;1946;Vitré (35500);
;Lefeuvre;06 39 98 07 13;51;Saint-Denis;
Karima;Benali;06 39 98 07 14;1979;Châteaubourg (35220);
"""


def fill(by: Membership, *, submissions: tuple[UUID, UUID], now: datetime) -> None:
    """Twelve days ago La Coop's people came; this morning's list still has two lines to correct."""
    then = now - timedelta(days=12)
    book = spreadsheets.xlsx_file([Sheet("Bénéficiaires", FROM_COOP)])
    brought = working.bring(
        by.organization,
        file_name="coop-numerique_export-beneficiaires.xlsx",
        content=book,
        submission=submissions[0],
        by=by,
        now=then,
    )
    working.confirm(brought, now=then)
    working.bring(
        by.organization,
        file_name="Inscrits forum des associations.csv",
        content=TO_CORRECT.encode(),
        submission=submissions[1],
        by=by,
        now=now,
    )
