"""Where a list brought stands, in words."""

from dataclasses import dataclass

from escale.french.plural import plural
from escale.people.models import ImportState, PeopleImport

PER_PAGE = 50
FILE = ("fiche ouverte", "fiches ouvertes")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What is shown of one list: a few words, their tone, and what may be done."""

    label: str
    tone: str
    icon: str
    sentence: str


def standing(brought: PeopleImport) -> Standing:
    match brought.state:
        case ImportState.READING:
            read = plural(brought.done, "ligne lue", "lignes lues")
            return Standing(label="En lecture", tone="", icon="hourglass", sentence=f"{read} pour le moment.")
        case ImportState.WRITING:
            return Standing(
                label="En cours d’écriture", tone="", icon="hourglass", sentence="Toutes les fiches, ou aucune."
            )
        case ImportState.READY if not brought.rows:
            return Standing(label="À compléter", tone="warn", icon="circle-help", sentence="Dites où est le prénom.")
        case ImportState.READY:
            return Standing(label="À relire", tone="warn", icon="eye", sentence=_foreseen(brought))
        case ImportState.WRITTEN:
            return Standing(label="Importée", tone="ok", icon="check", sentence=_done(brought))
        case ImportState.UNDONE:
            return Standing(label="Défaite", tone="", icon="undo-2", sentence="Les fiches ont été retirées.")
        case _:
            said = brought.problems[0][-1] if brought.problems else ""
            return Standing(label="Refusée", tone="bad", icon="circle-alert", sentence=said)


def to_open(brought: PeopleImport) -> int:
    """How many files writing the list would open."""
    return brought.rows - brought.already - brought.faults


def _foreseen(brought: PeopleImport) -> str:
    parts = [plural(to_open(brought), "fiche à ouvrir", "fiches à ouvrir")]
    if brought.already:
        parts.append(plural(brought.already, "personne déjà connue", "personnes déjà connues"))
    if brought.faults:
        parts.append(plural(brought.faults, "ligne à corriger", "lignes à corriger"))
    return f"{', '.join(parts)}."


def _done(brought: PeopleImport) -> str:
    parts = [plural(brought.written, *FILE)]
    if brought.already:
        parts.append(plural(brought.already, "personne déjà connue", "personnes déjà connues"))
    if brought.faults:
        parts.append(plural(brought.faults, "ligne laissée de côté", "lignes laissées de côté"))
    return f"{', '.join(parts)}."
