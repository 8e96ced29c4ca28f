"""What somebody is writing, kept on the server until she saves it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from escale.accounts.models import Membership
from escale.activity.models import Draft
from escale.french.secrets import find_secrets

type Content = Mapping[str, Sequence[str]]
"""The fields of a form as a browser sends them: each name with its values."""

NUL = "\0"
"""The one sign a browser may send that PostgreSQL keeps in no JSON."""


def keep(key: str, content: Content, *, by: Membership, now: datetime) -> None:
    """Keep a form as it stands; a value that holds a password or a number that opens an account is left out."""
    kept = {
        name.replace(NUL, ""): [value.replace(NUL, "") for value in values if not find_secrets(value)]
        for name, values in content.items()
    }
    Draft.objects.update_or_create(
        organization=by.organization, user=by.user, key=key, defaults={"content": kept, "saved_at": now}
    )


def read(key: str, *, by: Membership) -> dict[str, list[str]]:
    """What was kept of this form, nothing when nothing was. One query."""
    found = Draft.objects.one(organization=by.organization, user=by.user, key=key)
    return found.content if found else {}


def forget(key: str, *, by: Membership) -> None:
    """Leave nothing of a form that is saved, or begun again."""
    Draft.objects.filter(organization=by.organization, user=by.user, key=key).delete()
