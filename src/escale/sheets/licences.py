"""The terms under which a sheet may be used again: where each is written, and what it allows in a sentence."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.sheets.models import Licence

PAGES: Mapping[str, str] = MappingProxyType(
    {
        Licence.ETALAB: "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.fr",
        Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/deed.fr",
        Licence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/deed.fr",
    }
)
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        Licence.ETALAB: "Vous pouvez la reprendre en disant d’où elle vient.",
        Licence.CC_BY: "Vous pouvez la reprendre et la changer en disant qui l’a écrite.",
        Licence.CC_BY_SA: "Vous pouvez la reprendre et la changer en disant qui l’a écrite, sous la même licence.",
        Licence.CC_BY_NC_SA: "Vous pouvez la reprendre et la changer, sans la vendre, en disant qui l’a écrite.",
        Licence.RESERVED: "Demandez à son auteur avant de la reprendre.",
    }
)
