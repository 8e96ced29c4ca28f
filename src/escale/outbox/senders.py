"""The name an SMS is signed with on the telephone."""

import re
import unicodedata

from django.conf import settings

from escale.accounts.models import Organization

LONGEST = 11
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9]+")


def sms_sender(organization: Organization) -> str:
    """Eleven letters or digits at most, one letter at least: what operators accept as a name."""
    own = _NOT_ALLOWED.sub("", unicodedata.normalize("NFKD", organization.sms_sender))[:LONGEST]
    has_letter = any(character.isalpha() for character in own)
    return own if has_letter else str(settings.ENVIRONMENT.sms_sender)
