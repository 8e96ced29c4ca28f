"""The source of this very instance, as the licence demands of whoever lets others use it by a network (AGPL 3.0, §13)."""

import tarfile
from io import BytesIO
from pathlib import Path

from django.conf import settings

NAME = "escale-source.tar.gz"
BESIDE = (
    "LICENSE", "README.md", "CONTRIBUTING.md", "pyproject.toml", "requirements.lock", "requirements-dev.lock",
    "conftest.py", "escale", "scripts", "docs",
)  # fmt: skip
"""What stands beside the package when the instance runs from its own folder; nothing else there is ours to give."""
LEFT_OUT = frozenset({"__pycache__", "screenshots"})


def archive() -> bytes:
    """Everything that runs here and its build files, changes made on this machine included; nothing of its data."""
    package: Path = settings.PACKAGE
    root = package.parent.parent
    file = BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as tar:
        tar.add(package, arcname="escale/src/escale", filter=_kept)
        for name in BESIDE if (root / "pyproject.toml").exists() else ():
            if (root / name).exists():
                tar.add(root / name, arcname=f"escale/{name}", filter=_kept)
    return file.getvalue()


def _kept(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Files and folders alone, without who owns them: a link could lead anywhere on the machine."""
    path = Path(member.name)
    if LEFT_OUT & set(path.parts) or path.name.startswith(".") or not (member.isfile() or member.isdir()):
        return None
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member
