"""The name an SMS is signed with on the telephone."""

import re
import unicodedata

from django.conf import settings

from escale.accounts.models import Organization

LONGEST = 11
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9]+")


def sms_sender(organization: Organization) -> str:
    """Eleven letters or digits at most, one letter at least: what operators accept as a name."""
    for wished in (organization.sms_sender, settings.ENVIRONMENT.sms_sender):
        sender = _NOT_ALLOWED.sub("", unicodedata.normalize("NFKD", wished))[:LONGEST]
        if any(character.isalpha() for character in sender):
            return sender
    return "Escale"
