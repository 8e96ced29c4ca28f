"""Tags by the words somebody wrote: found whatever their capitals, made when nobody used them yet."""

from collections.abc import Iterable

from escale.accounts.models import Organization
from escale.activity.models import Tag

LONGEST = 80


def named(organization: Organization, names: Iterable[str]) -> list[Tag]:
    """The organization's tags of these names, in their order, each once."""
    wanted = {name.strip()[:LONGEST].casefold(): name.strip()[:LONGEST] for name in names if name.strip()}
    own = Tag.objects.of_organization(organization).filter(owner=None).order_by("pk")
    there = {tag.name.casefold(): tag for tag in own} if wanted else {}
    missing = [Tag(organization=organization, name=name) for key, name in wanted.items() if key not in there]
    there |= {tag.name.casefold(): tag for tag in Tag.objects.bulk_create(missing)}
    return [there[key] for key in wanted]
