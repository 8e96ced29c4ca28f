"""Makes the workbooks the tests read as if they came from the national tool.

They are written from its published description, cell by cell, without a line of Escale: a reader and a writer that
shared a mistake would agree with each other, not with these. Everybody in them is invented.

    python scripts/make_coop_workbooks.py src/escale/activity/exchange/tests/workbooks
"""

import sys
from datetime import date
from pathlib import Path

from openpyxl import Workbook

HEAD = [
    ["Informations export"],
    ["Nom", "Garnier"],
    ["Prénom", "Maëlle"],
    ["Rôle", "Conseiller Numérique"],
    ["Total", 0],
    ["Date d’export", "13/11/2026"],
    ["Heure d’export", "15:10"],
    [],
    ["Filtres"],
    ["Période", "01/09/2026 - 13/11/2026"],
    ["Source", "-"],
    ["Lieux d’accompagnement", "-"],
    ["Communes", "-"],
    ["Départements", "-"],
    ["Type d’accompagnement", "-"],
    ["Rôle", "-"],
    ["Thématiques non administratives", "-"],
    ["Thématiques administratives", "-"],
    ["Tags", "-"],
    [""],
]

BEFORE = ["Date", "Enregistré le", "Dernière modification le"]
WHO = ["Prénom du médiateur", "Nom du médiateur", "Rôle", "ID - Conum"]
KIND = ["Type", "Participants"]
NAME = ["Bénéficiaire"]
MIDDLE = [
    "Canaux d’accompagnement",
    "Nom du lieu",
    "Adresse",
    "Commune",
    "Code postal",
    "Code Insee",
    "Durée (min)",
    "Nom de l’atelier",
    "Matériel numérique utilisé",
    "Thématique(s) d’accompagnement",
    "Tags",
    "Nom de la démarche administrative",
    "Niveau d’autonomie (ou de l’atelier)",
    "Bénéficiaire réorienté",
    "Structure de redirection",
    "Commune du bénéficiaire",
    "Code postal du bénéficiaire",
    "Code Insee du bénéficiaire",
    "Genre du bénéficiaire",
    "Tranche d’âge du bénéficiaire",
    "Statut du bénéficiaire",
]
NOTES = ["Notes supplémentaires"]
SOURCE = ["Source de la donnée"]
LAST = ["ID CRA"]

CENTRE = ["Centre social", "27 rue Notre-Dame", "Vitré", "35500", "35360"]
LIBRARY = ["Médiathèque Madame de Sévigné", "1 rue du Bourg-aux-Moines", "Vitré", "35500", "35360"]
VITRE = ["Vitré", "35500", "35360"]
FOUGERES = ["Fougères", "35300", "35115"]
NOWHERE = ["", "", ""]
ONE = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0001"
TWO = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0002"
THREE = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0003"
FOUR = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0004"
FIVE = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0005"
SIX = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0006"
SEVEN = "0b7e2f5c-1d1a-4c7e-9a52-6f0a5c2b0007"

LUCETTE = [*VITRE, "Féminin", "70 ans et plus", "Retraité"]
RENE = [*FOUGERES, "Masculin", "60 - 69 ans", "Sans emploi"]
AWA = [*VITRE, "Féminin", "18 - 24 ans", "Scolarisé"]
NOBODY = [*NOWHERE, "Non communiqué", "Non communiqué", "Non communiqué ou hétérogène"]


def own_rows():
    """The latest first, as the tool lists them. Those who took part in a workshop: with a name, then without."""
    yield [
        date(2026, 11, 12), "12/11/2026 à 17:42", "", "Accompagnement individuel", 1, "Lucette Briand",
        "Lieu d’activité", *CENTRE, 45, "", "Ordinateur\nTéléphone",
        "E-mail\nAide aux démarches administratives\nSocial - Santé", "Région Bretagne\nÉté numérique",
        "Retrouver ses remboursements", "2/3", "Oui",
        "Opérateur ou organisme en charge de la démarche administrative", *LUCETTE,
        "Revient avec son courrier.\nA bien compris la pièce jointe.", ONE,
    ]  # fmt: skip
    workshop = [
        date(2026, 11, 10), "10/11/2026 à 12:05", "11/11/2026 à 09:30", "Atelier collectif", None, None,
        "Lieu d’activité", *LIBRARY, 120, "Ranger ses photos", "Téléphone\nTablette",
        "Gérer ses contenus numériques\nIntelligence artificielle (IA)", "", "", "1/3", "", "", None,
    ]  # fmt: skip
    people = [
        ("Lucette Briand", LUCETTE),
        ("René Le Gall", RENE),
        ("Bénéficiaire anonyme", [*NOWHERE, "Féminin", "60 - 69 ans", "Retraité"]),
        ("Bénéficiaire anonyme", [*NOWHERE, "Féminin", "60 - 69 ans", "Retraité"]),
        ("Bénéficiaire anonyme", [*NOWHERE, "Masculin", "70 ans et plus", "Non communiqué ou hétérogène"]),
        ("Bénéficiaire anonyme", NOBODY),
    ]
    for rank, (name, who) in enumerate(people, start=1):
        note = "Groupe à l’aise, refaire une séance." if rank == 1 else ""
        yield [*workshop[:4], f"{rank}/6", name, *workshop[6:-1], *who, note, TWO]
    yield [
        date(2026, 11, 3), "04/11/2026 à 08:15", "", "Accompagnement individuel", 1, "Bénéficiaire anonyme",
        "À domicile", "", "", *FOUGERES, 90, "", "Pas de matériel", "Diagnostic numérique", "", "", "1/3", "Non", "",
        *FOUGERES, "Masculin", "40 - 59 ans", "En emploi", "", THREE,
    ]  # fmt: skip
    yield [
        date(2026, 10, 20), "20/10/2026 à 18:00", "", "Accompagnement individuel", 1, "René Le Gall",
        "À distance", "", "", *VITRE, 20, "", "Autre", "Accompagner un professionnel", "Région Bretagne", "", "3/3", "",
        "", *RENE, "", FOUR,
    ]  # fmt: skip
    yield [
        date(2026, 10, 1), "01/10/2026 à 10:00", "02/10/2026 à 00:30", "Accompagnement individuel", 1,
        "Awa Diop-Le Roux", "Autre lieu", "", "", *VITRE, 30, "", "Tablette", "Scolarité et numérique", "", "", "", "", "",
        *AWA, "", FIVE,
    ]  # fmt: skip


def team_rows():
    """A team's file holds neither names nor notes; two activities come from the tool before."""
    v1, v2 = "Espace coop (V1)", "La Coop de la médiation numérique (V2)"
    maelle, yann = ["Maëlle", "Garnier", "Conseiller Numérique", ""], ["Yann", "Le Goff", "Médiateur", ""]
    yield [
        date(2026, 11, 5), "05/11/2026 à 11:00", "", *yann, "Accompagnement individuel", 1, "Lieu d’activité",
        *CENTRE, 60, "", "Ordinateur", "Bureautique", "", "", "3/3", "", "", *RENE, v2, SIX,
    ]  # fmt: skip
    former = [
        date(2022, 3, 8), "09/03/2022 à 10:00", "", *maelle, "Atelier collectif", None, "Lieu d’activité", *CENTRE,
        60, "", "", "Navigation sur internet", "", "", "", "", "",
    ]  # fmt: skip
    ages = ["Moins de 12 ans", "18 - 24 ans", "25 - 39 ans", "60 - 69 ans"]
    for rank, age in enumerate(ages, start=1):
        who = [*NOWHERE, "Non communiqué", age, "Non communiqué ou hétérogène"]
        yield [*former[:8], f"{rank}/4", *former[9:], *who, v1, SEVEN]


COORDINATION = [
    "Date de l’activité",
    "Type",
    "Durée (min.)",
    "Participants",
    "Médiateur·ice·s numérique·s",
    "Structure·s",
    "Autres acteur.trice.s",
    "Nom de l’évènement",
    "Type d’animation, type d’évènement, nature du partenariat",
    "Organisé par",
    "Structure·s partenaire·s (Nom)",
    "Structure·s partenaire·s (type)",
    "Échelon territorial de l’évènement ou du partenariat",
    "Qui est à l’initiative de cette intervention ?",
    "Thématique(s) d’animation",
    "Tags",
    "Notes",
    "Enregistrée le",
    "Dernière modification le",
    "ID CRA",
]


def coordination_rows():
    yield [
        date(2026, 11, 9), "Animation", 90, "/", 6, 0, 2, "/", "Comité technique / de pilotage", "/", "/", "/", "/",
        "Intervention à mon initiative",
        "Échanges de bonnes pratiques / partage d’informations\nSoutien RH auprès des structures", "Région Bretagne",
        "Prochain comité en janvier.", "09/11/2026 à 18:00", "", "5d1f9a10-77aa-4f0e-8b11-0000000000a1",
    ]  # fmt: skip
    yield [
        date(2026, 10, 15), "Évènement", "/", 120, "/", "/", "/", "Fête du numérique", "NEC local",
        "Une commune\nUne association", "/", "/", "Intercommunal", "/", "/", "", "", "16/10/2026 à 09:12",
        "17/10/2026 à 10:00", "5d1f9a10-77aa-4f0e-8b11-0000000000a2",
    ]  # fmt: skip
    yield [
        date(2026, 9, 30), "Partenariat", "/", "/", "/", "/", "/", "/",
        "Conception de parcours usager\nAutre : Prêt de tablettes", "/", "Vitré Communauté\nEmmaüs",
        "Un EPCI\nUne association", "Départemental", "/", "/", "", "", "30/09/2026 à 17:00", "",
        "5d1f9a10-77aa-4f0e-8b11-0000000000a3",
    ]  # fmt: skip
    yield [
        date(2026, 9, 22), "Animation", 60, "/", 1, 3, 0, "/", "Autre : Visite de lieux", "/", "/", "/", "/",
        "Réponse à un besoin/une problématique", "Autre thématique", "", "", "22/09/2026 à 17:00", "",
        "5d1f9a10-77aa-4f0e-8b11-0000000000a4",
    ]  # fmt: skip


def save(folder, name, sheet_name, headings, rows, *, head=HEAD):
    book = Workbook()
    sheet = book.active
    sheet.title = sheet_name
    rows = list(rows)
    for row in head:
        sheet.append(["Total", len(rows)] if row[:1] == ["Total"] else row)
    sheet.append(headings)
    for row in rows:
        if len(row) != len(headings):
            raise SystemExit(f"{name}: {len(row)} cells under {len(headings)} headings")
        sheet.append(row)
        if isinstance(row[0], date):
            sheet.cell(sheet.max_row, 1).number_format = "dd/mm/yyyy"
    book.save(folder / name)


def save_people(folder):
    """Instructions, two rows of headings, the example of the model, then people from row 5."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Bénéficiaires"
    sheet.append(["Remplissez une ligne par bénéficiaire."])
    sheet.append(["Nom", "Prénom", "Année de naissance", "Commune", "", "", "N° de téléphone", "E-mail", "Genre",
                  "Notes supplémentaires"])  # fmt: skip
    sheet.append(["", "", "", "Nom", "Code INSEE", "Code postal"])
    sheet.append(["Briand", "Lucette", 1948, "Vitré", "35360", "35500", "0639980042", "", "Féminin", ""])
    sheet.append(["Le Gall", "René", "", "Fougères", "35115", "35300", "", "rene@example.org", "Masculin", ""])
    sheet.append(["Diop-Le Roux", "Awa", 2004, "", "", "", "", "", "Non communiqué", ""])
    book.save(folder / "people.xlsx")


def main():
    folder = Path(sys.argv[1])
    own = BEFORE + KIND + NAME + MIDDLE + NOTES + LAST
    team = BEFORE + WHO + KIND + MIDDLE + SOURCE + LAST
    save(folder, "own.xlsx", "Activités", own, own_rows())
    save(folder, "team.xlsx", "Activités", team, team_rows())
    save(
        folder,
        "coordination.xlsx",
        "Activités de coordination",
        COORDINATION,
        coordination_rows(),
        head=HEAD[:9] + HEAD[-1:],
    )
    save_people(folder)


if __name__ == "__main__":
    main()
