"""Check every template of the project: it compiles, and its tags are written as djade writes them."""

import os
import subprocess
import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

PACKAGE = Path(__file__).resolve().parents[1]


def main() -> int:
    django.setup()
    paths = sorted(PACKAGE.glob("*/templates/**/*.html"))
    broken = 0
    for path in paths:
        name = str(path).split("/templates/", 1)[1]
        try:
            get_template(name)
        except TemplateSyntaxError as problem:
            print(f"{name}: {problem}")
            broken += 1
    return broken or subprocess.call(
        [Path(sys.executable).with_name("djade"), "--check", "--target-version", "6.1", *paths]
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "escale.settings")
    sys.exit(main())
