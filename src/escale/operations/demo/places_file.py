"""A national list of places as they really come: invented ones around Vitré, with the faults such lists are known for."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from escale.accounts.models import Membership
from escale.directory.importing import working
from escale.directory.national import mediation
from escale.places import communes
from escale.places.communes import Commune
from escale.places.distance import kilometres

FILE_NAME = "{:%Y-%m-%d}_mednum_lieux-de-mediation-numerique_ille-et-vilaine.csv"
AGO = timedelta(hours=1)
HOME, TOWNS = "35360", 60
FAR = ("43.52609", "5.41423")
"""The point the standard's own example gives to a place in Reims."""

MORE = ("conventionne_departement", "label_departement")
KINDS: Sequence[tuple[str, str, str, str]] = (
    ("Médiathèque", "BIB", "Accès internet et matériel informatique|Maîtrise des outils numériques du quotidien",
     "Ordinateurs en accès libre, et de l’aide pour commencer."),
    ("France services", "RFS", "Aide aux démarches administratives|Utilisation sécurisée du numérique",
     "Les démarches de la vie courante, faites avec vous."),
    ("Mairie", "MUNI", "Aide aux démarches administratives", "Un ordinateur et un agent pour vos démarches."),
    ("Centre social", "CS|ASSO", "Maîtrise des outils numériques du quotidien|Parentalité et éducation avec le numérique",
     "Des ateliers en petit groupe, pour tous les âges."),
    ("Espace public numérique", "EPN", "Compréhension du monde numérique|Loisirs et créations numériques",
     "Cours, ateliers et accès libre."),
    ("Tiers-lieu", "TIERS_LIEUX", "Loisirs et créations numériques|Insertion professionnelle via le numérique",
     "Un lieu partagé, pour apprendre et fabriquer."),
    ("CCAS", "CCAS", "Aide aux démarches administratives|Accès internet et matériel informatique",
     "Aide aux démarches, et prêt de matériel."),
    ("Ressourcerie", "RESSOURCERIE", "Acquisition de matériel informatique à prix solidaire",
     "Ordinateurs et téléphones remis en état, à petit prix."),
)  # fmt: skip
STREETS = ("rue de la Poste", "place de la Mairie", "rue des Écoles", "rue du Stade", "allée des Tilleuls")
HOURS = (
    "Mo-Fr 09:00-12:00,14:00-17:30",
    "Tu 16:00-18:30; We 10:00-12:30,14:00-18:00; Sa 10:00-12:30",
    "We 14:00-17:00",
)


def fill(by: Membership, *, submission: UUID, now: datetime) -> None:
    """A national list somebody brought this morning, compared with the directory and left to be read over."""
    working.bring(
        by.organization,
        file_name=FILE_NAME.format(now - AGO),
        content=csv_file(rows()),
        submission=submission,
        by=by,
        now=now - AGO,
    )
    working.advance(now=now)


def rows(count: int = 300, *, seed: int = 35) -> list[dict[str, str]]:
    """So many lines of v1.0.2, the same for the same seed; one in eight has something wrong."""
    random = Random(seed)
    made = [_place(number, where, random) for number, where in zip(range(count), _towns(), strict=False)]
    for number, row in enumerate(made):
        row |= _faults(number, row, made)
    return made


def csv_file(lines: Sequence[dict[str, str]], *, sign: str = ",", encoding: str = "utf-8") -> bytes:
    """The lines as a file, with two columns of the producer's own."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*mediation.COLUMNS_1, *MORE], delimiter=sign, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue().encode(encoding, errors="replace")


def _towns() -> Iterator[Commune]:
    """The towns around, the nearest first, each of them with several places."""
    home = communes.by_code(HOME)
    if home is None:
        return
    around = sorted(communes.search(home.department, limit=TOWNS, near=home), key=lambda town: kilometres(town, home))
    for _ in KINDS:
        yield from around


def _place(number: int, where: Commune, random: Random) -> dict[str, str]:
    what, kinds, services, summary = KINDS[number // TOWNS % len(KINDS)]
    phone = f"+3326191{1000 + number:04d}"
    return {
        "id": f"mednum-35-{number:04d}",
        "pivot": "0" * 14 if number % 10 < 7 else f"{200_000_000 + number:09d}00017",
        "nom": f"{what} de {where.name}",
        "commune": where.name,
        "code_postal": where.postcodes[0],
        "code_insee": where.code,
        "adresse": f"{random.randint(1, 60)} {random.choice(STREETS)}",
        "latitude": f"{where.latitude + random.uniform(-0.01, 0.01):.5f}",
        "longitude": f"{where.longitude + random.uniform(-0.01, 0.01):.5f}",
        "typologie": kinds,
        "telephone": phone,
        "courriels": f"lieu{number}@example.org|accueil{number}@example.org",
        "site_web": f"https://lieu{number}.example.org/",
        "horaires": random.choice(HOURS),
        "presentation_resume": summary,
        "presentation_detail": f"{summary} On vient seul ou accompagné. Une personne vous accueille et vous oriente.",
        "source": "Hubik",
        "itinerance": "Fixe",
        "date_maj": f"2026-{random.randint(1, 10):02d}-{random.randint(1, 28):02d}",
        "services": services,
        "publics_specifiquement_adresses": random.choice(["", "Seniors", "Jeunes|Étudiants", "Familles et/ou enfants"]),
        "prise_en_charge_specifique": random.choice(["", "", "Illettrisme", "Langues étrangères (anglais)"]),
        "frais_a_charge": random.choice(["Gratuit", "Gratuit", "Gratuit sous condition", "Gratuit|Payant"]),
        "dispositif_programmes_nationaux": random.choice(["", "Conseillers numériques", "Aidants Connect|France Services"]),
        "modalites_acces": random.choice(["Se présenter", "Se présenter|Téléphoner", "Prendre un RDV en ligne"]),
        "modalites_accompagnement": random.choice(
            ["Accompagnement individuel", "En autonomie|Accompagnement individuel", "Dans un atelier collectif"]
        ),
        "prise_rdv": random.choice(["", f"https://lieu{number}.example.org/rdv"]),
        MORE[0]: random.choice(["", "oui"]),
    }  # fmt: skip


def _faults(number: int, row: dict[str, str], made: Sequence[dict[str, str]]) -> dict[str, str]:
    """What is wrong in one line out of eight, in turn."""
    if number % 8 != 7:
        return {}
    faults: Sequence[dict[str, str]] = (
        {"date_maj": "1970-01-01"},
        {"latitude": FAR[0], "longitude": FAR[1]},
        {"formations_labels": "Étapes numériques(La Poste)"},
        {"modalites_acces": "Ce lieu n’accueille pas de public"},
        {"typologie": f"{row['typologie']}|ESPACE_MAGIQUE"},
        {"id": ""},
        {"id": made[number - 1]["id"]},
        {"nom": "", "adresse": ""},
        {"services": row["services"].replace("|", ";")},
        {"telephone": "02 61 91"},
        {"telephone": f"02 61 91 {number:04d}"},
        {"presentation_resume": f"{row['presentation_detail']} " * 4},
        {"date_maj": "2031-02-30"},
        {"code_insee": "35999", "commune": row["commune"].upper()},
        {"pivot": "W353001234"},
        {"publics_specifiquement_adresses": "Tout public"},
        {"latitude": row["latitude"].replace(".", ","), "longitude": row["longitude"].replace(".", ",")},
        {"courriels": "accueil@", "structure_parente": "21350360400011"},
    )
    return faults[number // 8 % len(faults)]
