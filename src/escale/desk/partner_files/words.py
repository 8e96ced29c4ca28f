"""Where a list of partners brought stands, in words."""

from escale.desk.people_files.words import Standing
from escale.directory.models import PartnerSource, PlacesImport
from escale.french.plural import plural
from escale.people.models import ImportState

KINDS = {
    PartnerSource.MEDIATION: "Lieux de médiation numérique",
    PartnerSource.INCLUSION: "Structures data·inclusion",
}


def standing(brought: PlacesImport) -> Standing:
    match brought.state:
        case ImportState.READING:
            read = plural(brought.done, "ligne lue", "lignes lues")
            return Standing(label="En lecture", tone="", icon="hourglass", sentence=f"{read} pour le moment.")
        case ImportState.WRITING:
            return Standing(
                label="En cours d’écriture", tone="", icon="hourglass", sentence="Tous les partenaires, ou aucun."
            )
        case ImportState.READY:
            return Standing(label="À relire", tone="warn", icon="eye", sentence=_foreseen(brought))
        case ImportState.WRITTEN:
            return Standing(label="Importée", tone="ok", icon="check", sentence=_done(brought))
        case ImportState.UNDONE:
            sentence = "Les partenaires sont comme avant, sauf ceux qui ont servi depuis."
            return Standing(label="Défaite", tone="", icon="undo-2", sentence=sentence)
        case _:
            said = brought.problems[0][-1] if brought.problems else ""
            return Standing(label="Refusée", tone="bad", icon="circle-alert", sentence=said)


def button(brought: PlacesImport) -> str:
    """What writing the list does, on its button."""
    parts = []
    if brought.added:
        parts.append(f"Ajouter {plural(brought.added, 'partenaire')}")
    if brought.changed:
        parts.append(f"mettre à jour {plural(brought.changed, 'fiche')}")
    words = " et ".join(parts) or "Retirer les partenaires cochés"
    return words[0].upper() + words[1:]


def _foreseen(brought: PlacesImport) -> str:
    parts = [
        plural(brought.added, "nouveau partenaire", "nouveaux partenaires"),
        plural(brought.changed, "fiche à mettre à jour", "fiches à mettre à jour"),
        f"{plural(brought.same, 'fiche')} sans changement",
    ]
    if brought.gone:
        parts.append(plural(brought.gone, "absent de cette liste", "absents de cette liste"))
    if brought.faults:
        parts.append(plural(brought.faults, "ligne laissée de côté", "lignes laissées de côté"))
    return f"{', '.join(parts)}."


def _done(brought: PlacesImport) -> str:
    parts = [
        plural(brought.added, "partenaire ajouté", "partenaires ajoutés"),
        plural(brought.changed, "fiche mise à jour", "fiches mises à jour"),
    ]
    if brought.gone:
        parts.append(plural(brought.gone, "partenaire retiré", "partenaires retirés"))
    return f"{', '.join(parts)}."
