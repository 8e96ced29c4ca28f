"""Every kind of message of every subject, as the desk names and words them."""

from collections.abc import Mapping
from types import MappingProxyType

from escale.appointments import kinds as appointment_kinds
from escale.community import digest, peers
from escale.community import messages as community_messages
from escale.desk.privacy import telling
from escale.directory import kinds as referral_kinds
from escale.directory import received_messages
from escale.mandates import messages as mandate_messages
from escale.media.comments import telling as comment_messages
from escale.media.letters import kinds as letter_kinds
from escale.myspace import messages as space_messages
from escale.networks import messages as network_messages
from escale.outbox import lost_links
from escale.outbox.catalogue import MessageKind
from escale.practice import kinds as practice_kinds
from escale.publishing import channel_mail
from escale.publishing.mailing import kinds as mailing_kinds
from escale.questions import asked_lists
from escale.sheets import giving
from escale.statistics import scheduling
from escale.workshops import kinds as workshop_kinds
from escale.writing import kinds as writing_kinds

REWORDABLE: tuple[MessageKind, ...] = (*appointment_kinds.KINDS, *workshop_kinds.KINDS)

LABELS: Mapping[str, str] = MappingProxyType(
    {
        kind.name: kind.label
        for kind in (
            *REWORDABLE,
            *scheduling.KINDS,
            *telling.KINDS,
            *mailing_kinds.KINDS,
            *letter_kinds.KINDS,
            *channel_mail.KINDS,
            *referral_kinds.KINDS,
            *received_messages.KINDS,
            *mandate_messages.KINDS,
            *peers.KINDS,
            *community_messages.KINDS,
            *digest.KINDS,
            *network_messages.KINDS,
            *space_messages.KINDS,
            *writing_kinds.KINDS,
            *giving.KINDS,
            *comment_messages.KINDS,
            *practice_kinds.KINDS,
        )
    }
    | {lost_links.NAME: lost_links.LABEL, asked_lists.NAME: asked_lists.LABEL}
)
"""What each kind is called, by name; the public site writes two that speak of all subjects at once."""
