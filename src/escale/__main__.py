"""The product's commands: `./escale demo`, `serve`, `test`, `check`, `backup`, `restore`, `bench`, `manage`."""

import sys
from collections.abc import Callable

from escale.operations import commands

COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": commands.demo,
    "serve": commands.serve,
    "test": commands.test,
    "check": commands.check,
    "backup": commands.backup,
    "restore": commands.restore,
    "bench": commands.bench,
    "manage": commands.manage,
}

HELP = """\
./escale demo [--port N] [--data DIR]      une démonstration complète, avec ses accès
./escale serve [--role web|worker]         une instance réelle : pages et envois
./escale test [MOTS POUR PYTEST…]          toute la suite ; --database URL pour PostgreSQL
./escale check                             style, types, contrats d’import, gabarits, migrations, déploiement
./escale backup FICHIER · restore FICHIER  sauvegarder pendant que tout tourne ; remettre en place
./escale bench [NOM…]                      les mesures, chacune à côté de son plancher
./escale manage …                          tout le reste de Django
"""


def main() -> int:
    name, *words = sys.argv[1:] or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        print(HELP, end="")
        return 0 if name in {"help", "-h", "--help"} else 2
    return command(words)


if __name__ == "__main__":
    sys.exit(main())
